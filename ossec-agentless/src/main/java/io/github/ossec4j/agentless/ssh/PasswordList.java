package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.io.file.FileLocking;
import io.github.ossec4j.io.file.FileReplacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code agentless/.passlist} of an OSSEC home: lines {@code user@host|password|additional}.
 *
 * <p>A line is split at its first and its last bar; one with fewer than two bars is not an entry. The first line of a
 * host counts. The password {@code NOPASS} means login with a key, {@code x} no entry at all. Text is UTF-8,
 * or Latin-1 in a line that is not.
 *
 * <p>Every call reads the file again, and a missing file is an empty list. A file of more than 8 MiB, or one that is
 * not a regular file, is an {@link IOException}. Changes are written to a new file next to it and moved into its place
 * with mode 0600 if the file system has modes, owner and group as before; other lines stay the same, byte for byte.
 * Neither {@link #toString()} nor any exception contains a password.
 *
 * <p>Safe to share; a lock, {@code .passlist.lock} next to the file, keeps threads and processes that use this class
 * from losing each other's changes.
 */
public final class PasswordList implements CredentialSource {
    private static final String KEY_LOGIN = "NOPASS";
    private static final String NO_ENTRY = "x";
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    private PasswordList(Path file) {
        this.file = file;
    }

    /** The list in this file, which need not exist. */
    public static PasswordList at(Path file) {
        return new PasswordList(file);
    }

    /** The hosts that have an entry, in the order of the file, each once. */
    public List<String> hosts() throws IOException {
        return List.copyOf(entries().keySet());
    }

    /** The entries by host, in the order of the file; hosts whose first entry has the password {@code x} are absent. */
    public Map<String, Credentials> entries() throws IOException {
        var found = new LinkedHashMap<String, Optional<Credentials>>();
        for (String line : lines(readLatin1())) {
            Entry entry = Entry.parse(line);
            if (entry != null) {
                found.putIfAbsent(entry.host, entry.credentials());
            }
        }
        var result = new LinkedHashMap<String, Credentials>();
        found.forEach((host, credentials) -> credentials.ifPresent(present -> result.put(host, present)));
        return Collections.unmodifiableMap(result);
    }

    @Override
    public Optional<Credentials> credentials(String host) throws IOException {
        for (String line : lines(readLatin1())) {
            Entry entry = Entry.parse(line);
            if (entry != null && entry.host.equals(host)) {
                return entry.credentials();
            }
        }
        return Optional.empty();
    }

    /**
     * Adds a line at the end.
     *
     * @throws IllegalArgumentException if the host has a line already, or if the line would not be read back as
     *     intended: a bar or a line break in the host, a line break in a password, a bar in the additional password, an
     *     empty password, or one of the words {@code NOPASS} and {@code x}
     */
    public void add(String host, Credentials credentials) throws IOException {
        String password = credentials.password().orElse(KEY_LOGIN);
        String additional = credentials.additional().orElse("");
        if (host.isEmpty() || host.indexOf('|') >= 0 || breaksLine(host)) {
            throw new IllegalArgumentException(
                    "a host in a password list must not be empty or contain a bar or line break");
        }
        if (credentials.password().isPresent()
                && (password.isEmpty() || password.equals(KEY_LOGIN) || password.equals(NO_ENTRY))) {
            throw new IllegalArgumentException(host + ": an empty password, \"NOPASS\" and \"x\" cannot be stored");
        }
        if (breaksLine(password) || breaksLine(additional) || additional.indexOf('|') >= 0) {
            throw new IllegalArgumentException(
                    host + ": a password must not contain a line break, nor an additional password a bar");
        }
        changing(target -> {
            String old = readLatin1();
            for (String line : lines(old)) {
                Entry entry = Entry.parse(line);
                if (entry != null && entry.host.equals(host)) {
                    throw new IllegalArgumentException(host + " is in " + file + " already");
                }
            }
            byte[] line = (host + '|' + password + '|' + additional + '\n').getBytes(StandardCharsets.UTF_8);
            String gap = old.isEmpty() || old.endsWith("\n") ? "" : "\n";
            replace(target, old + gap + new String(line, StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    /**
     * Removes all lines of a host.
     *
     * @return whether there were any
     */
    public boolean remove(String host) throws IOException {
        return changing(target -> {
            var kept = new StringBuilder();
            boolean removed = false;
            for (String line : lines(readLatin1())) {
                Entry entry = Entry.parse(line);
                if (entry != null && entry.host.equals(host)) {
                    removed = true;
                } else {
                    kept.append(line);
                }
            }
            if (removed) {
                replace(target, kept.toString());
            }
            return removed;
        });
    }

    @FunctionalInterface
    private interface Change {
        boolean make(Path target) throws IOException;
    }

    /** Only one change at a time, among all processes that use this class; a link to the file remains one. */
    @SuppressWarnings("try") // the lock is held, not used
    private boolean changing(Change change) throws IOException {
        Path target = FileReplacement.linkTarget(file.toAbsolutePath());
        try (FileLocking lock = FileLocking.of(target.resolveSibling(".passlist.lock"))) {
            FileReplacement.deleteLeftovers(target);
            return change.make(target);
        }
    }

    /** The file's name. */
    @Override
    public String toString() {
        return "PasswordList[" + file + "]";
    }

    private static boolean breaksLine(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
    }

    /** Each byte is one char, so that lines are written back unchanged. */
    private String readLatin1() throws IOException {
        return BoundedFile.latin1(file); // the scripts cannot tell a missing list from an empty one either
    }

    /** With their line feeds. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    private void replace(Path target, String latin1) throws IOException {
        try (FileReplacement replacement = FileReplacement.of(target, OURS_ALONE)) {
            replacement.content().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
            replacement.commit();
        }
    }

    private record Entry(String host, String password, String additional) {
        static @Nullable Entry parse(String latin1Line) {
            int end = latin1Line.length();
            while (end > 0 && (latin1Line.charAt(end - 1) == '\n' || latin1Line.charAt(end - 1) == '\r')) {
                end--;
            }
            String line = Latin1.decoded(latin1Line.substring(0, end));
            int first = line.indexOf('|');
            int last = line.lastIndexOf('|');
            if (first == last) {
                return null;
            }
            return new Entry(line.substring(0, first), line.substring(first + 1, last), line.substring(last + 1));
        }

        Optional<Credentials> credentials() {
            if (password.equals(NO_ENTRY)) {
                return Optional.empty();
            }
            Credentials login = password.equals(KEY_LOGIN) ? Credentials.ofKey() : Credentials.ofPassword(password);
            return Optional.of(login.withAdditional(additional));
        }

        @Override
        public String toString() {
            return "Entry[" + host + "]";
        }
    }
}
