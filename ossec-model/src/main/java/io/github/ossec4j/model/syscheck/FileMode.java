package io.github.ossec4j.model.syscheck;

import java.util.Optional;

/**
 * Permissions of a file, and its type if the record has it: agents send both, the agentless check of Linux hosts sends
 * permissions only.
 *
 * @param bits as {@code st_mode} of POSIX has them: type in bits 12 to 15, set-user-id, set-group-id and sticky in bits
 *     11 to 9, permissions in bits 8 to 0
 */
public record FileMode(int bits) {
    private static final int PERMISSIONS = 07777;
    private static final int SET_USER_ID = 04000;
    private static final int SET_GROUP_ID = 02000;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 0002;
    private static final int LETTERS = 9;

    /** The permissions that nine letters, as {@link #symbolic} returns them, stand for; empty if they do not. */
    public static Optional<FileMode> parse(String letters) {
        if (letters.length() != LETTERS) {
            return Optional.empty();
        }
        int bits = 0;
        for (int i = 0; i < LETTERS; i++) {
            char special = i == LETTERS - 1 ? 't' : 's';
            boolean isExecute = i % 3 == 2;
            char letter = letters.charAt(i);
            boolean isSpecial = isExecute && Character.toLowerCase(letter) == special;
            if (letter != '-' && letter != "rwx".charAt(i % 3) && !isSpecial) {
                return Optional.empty();
            }
            boolean isSet = letter != '-' && !(isSpecial && Character.isUpperCase(letter));
            bits |= (isSet ? 1 << (LETTERS - 1 - i) : 0) | (isSpecial ? SET_USER_ID >> (i / 3) : 0);
        }
        return Optional.of(new FileMode(bits));
    }

    /** Only the permission bits, 0 to 07777. */
    public int permissions() {
        return bits & PERMISSIONS;
    }

    /** Whether it runs with the rights of its owner. */
    public boolean isSetUserId() {
        return (bits & SET_USER_ID) != 0;
    }

    /** Whether it runs with the rights of its group. */
    public boolean isSetGroupId() {
        return (bits & SET_GROUP_ID) != 0;
    }

    /** Whether everybody may write to it. */
    public boolean isWorldWritable() {
        return (bits & WRITABLE_BY_OTHERS) != 0;
    }

    /** Nine letters as {@code ls} shows them, with {@code s}, {@code S}, {@code t} and {@code T}. */
    public String symbolic() {
        var text = new StringBuilder(9);
        triple(text, bits >> 6, (bits & SET_USER_ID) != 0, 's');
        triple(text, bits >> 3, (bits & SET_GROUP_ID) != 0, 's');
        triple(text, bits, (bits & STICKY) != 0, 't');
        return text.toString();
    }

    private static void triple(StringBuilder text, int bits, boolean special, char letter) {
        text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
        boolean execute = (bits & 1) != 0;
        if (special) {
            text.append(execute ? letter : Character.toUpperCase(letter));
        } else {
            text.append(execute ? 'x' : '-');
        }
    }
}
