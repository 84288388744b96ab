package io.github.ossec4j.server;

import io.github.ossec4j.io.file.FileLocking;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.io.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The users of the service and the hashes of their passwords: a file as {@code htpasswd} writes it, with lines {@code
 * name:hash}.
 *
 * <p>Hashes may be bcrypt, apr1, SHA-1 or crypt with SHA-256 or SHA-512; users with another hash cannot log in. New
 * hashes are bcrypt. Empty lines and lines that start with {@code #} are comments. Text is UTF-8.
 *
 * <p>Changes take effect at once. They are written to a new file next to it and moved into its place with mode 0600;
 * other lines stay the same. No exception contains a hash or a password. A file of more than 1 MiB, or one that is not a
 * regular file, is an {@link IOException}.
 *
 * <p>Safe to share; a lock, {@code NAME.lock} next to the file, keeps threads and processes from losing each other's
 * changes.
 */
public final class UsersFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 255;
    private static final int SHORTEST_PASSWORD = 8;
    private static final int PASSWORD_BYTES = 15;

    private final Path file;
    private final int cost;
    private volatile Content content = new Content(Optional.empty(), Map.of());

    private UsersFile(Path file, int cost) {
        this.file = file;
        this.cost = cost;
    }

    /** The users in this file, which need not exist. */
    public static UsersFile at(Path file) {
        return at(file, PasswordHash.USUAL_COST);
    }

    /** With another cost of new hashes. */
    static UsersFile at(Path file, int cost) {
        return new UsersFile(file, cost);
    }

    /** The file. */
    public Path path() {
        return file;
    }

    /** A new password, of 20 letters, digits, hyphens and underscores: 120 random bits. */
    public static String newPassword() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(PasswordHash.randomBytes(PASSWORD_BYTES));
    }

    /** The names in the order of the file; none if there is no file. */
    public List<String> names() throws IOException {
        return List.copyOf(current().hashes().keySet());
    }

    /**
     * Adds a user, or changes the password of one. Creates the file, and its directory with mode 0700.
     *
     * @return whether the user is new
     * @throws IllegalArgumentException if the name is empty, longer than 255 bytes, starts with {@code #}, or contains a
     *     colon or a control character; or if the password is shorter than 8 characters or longer than 72 bytes
     */
    public boolean add(String name, String password) throws IOException {
        requireName(name);
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("the password must have at least " + SHORTEST_PASSWORD + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > PasswordHash.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the password must have at most " + PasswordHash.MOST_BYTES + " bytes in UTF-8");
        }
        PrivateFile.makeDirectoryOf(file);
        return !changed(name, Optional.of(PasswordHash.bcrypt(password, cost)));
    }

    /**
     * Removes a user.
     *
     * @return whether there was one of this name
     */
    public boolean remove(String name) throws IOException {
        return Files.exists(file) && changed(name, Optional.empty());
    }

    private static void requireName(String name) {
        boolean isWritable = name.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (!isWritable || length == 0 || length > LONGEST_NAME || name.startsWith("#")) {
            throw new IllegalArgumentException("a user name has 1 to " + LONGEST_NAME
                    + " bytes, does not start with #, and contains neither colons nor control characters");
        }
    }

    /** Replaces the first line of a user and drops the others; returns whether there was one. */
    @SuppressWarnings("try") // the lock is held, not used
    private boolean changed(String name, Optional<String> hash) throws IOException {
        Path target = FileReplacement.linkTarget(file.toAbsolutePath());
        try (FileLocking lock = FileLocking.of(target.resolveSibling(target.getFileName() + ".lock"))) {
            FileReplacement.deleteLeftovers(target);
            String wanted = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            String entry = hash.map(text -> wanted + ":" + text + "\n").orElse("");
            var lines = new StringBuilder();
            boolean found = false;
            for (String line : lines()) {
                if (wanted.equals(nameIn(line))) {
                    lines.append(found ? "" : entry);
                    found = true;
                } else {
                    lines.append(line);
                }
            }
            if (!found) {
                boolean isLineOpen = !lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n';
                lines.append(isLineOpen ? "\n" : "").append(entry);
            }
            if (found || hash.isPresent()) {
                PrivateFile.write(target, lines.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
            return found;
        }
    }

    private static @Nullable String nameIn(String line) {
        int colon = line.indexOf(':');
        return colon < 1 || line.startsWith("#") ? null : line.substring(0, colon);
    }

    /** With their line feeds, as ISO-8859-1, so that no byte of other lines is lost. */
    private String[] lines() throws IOException {
        try {
            String text = new String(RegularFile.whole(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
            return text.split("(?<=\n)", -1);
        } catch (NoSuchFileException e) {
            return new String[0];
        }
    }

    /** The hash of a user's password; read again if the file has changed. */
    Optional<String> hash(String name) throws IOException {
        return Optional.ofNullable(current().hashes().get(name));
    }

    private Content current() throws IOException {
        Optional<FileState> state = FileState.of(file);
        Content known = content;
        if (state.isPresent() && state.equals(known.state())) {
            return known;
        }
        var read = new Content(state, hashes()); // what is written meanwhile is read the next time
        content = read;
        return read;
    }

    private Map<String, String> hashes() throws IOException {
        var hashes = new LinkedHashMap<String, String>();
        for (String line : lines()) {
            String name = nameIn(line);
            if (name != null) {
                hashes.putIfAbsent(
                        new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                        line.substring(name.length() + 1).strip());
            }
        }
        return hashes;
    }

    /** Without hashes. */
    @Override
    public String toString() {
        return "UsersFile[" + file + "]";
    }

    private record Content(Optional<FileState> state, Map<String, String> hashes) {
        @Override
        public String toString() {
            return "Content[" + hashes.size() + " users]";
        }
    }
}
