package io.github.ossec4j.agentless;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@code FWD} line: {@code SIZE:MODE:UID:GID:MD5:SHA1 PATH}, or {@code -1 PATH} for a file that is gone.
 *
 * <p>Up to four octal digits of a mode are permissions, as the check of Linux hosts sends them; anything else is the
 * decimal number that the check of BSD hosts and OSSEC's agents send.
 *
 * @param path everything behind the first blank; empty if there is none
 * @param attributes empty if the file is gone, or the text is none of the two
 * @param isDeletion whether the file is gone
 */
public record IntegrityRecord(RawText path, Optional<FileAttributes> attributes, boolean isDeletion) {
    private static final int FIELDS = 6;
    private static final int FIELDS_WITH_SHA256 = 7;

    /** Takes a text apart; never fails, see {@link #isMalformed()}. */
    public static IntegrityRecord parse(RawText text) {
        byte[] bytes = text.bytes();
        int blank = 0;
        while (blank < bytes.length && bytes[blank] != ' ') {
            blank++;
        }
        RawText path = RawText.of(bytes, Math.min(bytes.length, blank + 1), bytes.length);
        String sum = RawText.of(bytes, 0, blank).lossless();
        boolean deletion = sum.equals("-1") && !path.isEmpty();
        return new IntegrityRecord(
                path, Optional.ofNullable(deletion || path.isEmpty() ? null : attributes(sum)), deletion);
    }

    /** Whether the text says neither what a file is like nor that it is gone. */
    public boolean isMalformed() {
        return attributes.isEmpty() && !isDeletion;
    }

    private static @Nullable FileAttributes attributes(String sum) {
        List<String> fields = fields(sum);
        if (fields.size() != FIELDS && fields.size() != FIELDS_WITH_SHA256) {
            return null;
        }
        long size = number(fields.get(0), Long.MAX_VALUE);
        long mode = number(fields.get(1), 0xFFFF);
        if (size < 0 || mode < 0 || number(fields.get(2), 0xFFFFFFFFL) < 0 || number(fields.get(3), 0xFFFFFFFFL) < 0) {
            return null;
        }
        return new FileAttributes(
                size,
                mode == 0 ? Optional.empty() : Optional.of(mode(fields.get(1), (int) mode)),
                fields.get(2),
                fields.get(3),
                digest(fields.get(4), 32),
                digest(fields.get(5), 40),
                fields.size() == FIELDS_WITH_SHA256 ? digest(fields.get(6), 64) : Optional.empty(),
                Optional.empty());
    }

    private static FileMode mode(String digits, int decimal) {
        boolean octal = digits.length() <= 4;
        for (int i = 0; i < digits.length(); i++) {
            octal &= digits.charAt(i) < '8';
        }
        return new FileMode(octal ? Integer.parseInt(digits, 8) : decimal);
    }

    private static List<String> fields(String sum) {
        var fields = new ArrayList<String>();
        int from = 0;
        for (int colon = sum.indexOf(':'); colon >= 0; colon = sum.indexOf(':', from)) {
            fields.add(sum.substring(from, colon));
            from = colon + 1;
        }
        fields.add(sum.substring(from));
        return fields;
    }

    /** A decimal number up to the limit, or -1. */
    private static long number(String digits, long limit) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (limit - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    /** A digest in lower case; empty for {@code xxx} and the like, which says that there was none. */
    private static Optional<String> digest(String text, int length) {
        if (text.length() != length) {
            return Optional.empty();
        }
        var digest = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 || c > 'f') {
                return Optional.empty();
            }
            digest.append(Character.toLowerCase(c));
        }
        return Optional.of(digest.toString());
    }
}
