package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code agentless/.passlist} of an OSSEC home: lines {@code user@host|password|additional}.
 *
 * <p>A line is split at its first and its last bar; one with fewer than two bars is no entry. The first line of a host
 * counts. The password {@code NOPASS} stands for login with a key, {@code x} for no entry at all. Text is UTF-8, or
 * Latin-1 in a line that is not.
 *
 * <p>The file is read anew by each call, and a missing file is an empty list. Changes are written beside it and moved
 * into its place with mode 0600 where the file system knows modes, owner and group as before; lines that are not
 * touched stay as they are, byte for byte. Neither {@link #toString()} nor any exception contains a password.
 *
 * <p>Safe to share within one process; two processes must not change the file at the same time.
 */
public final class PasswordList implements CredentialSource {
    private static final String KEY_LOGIN = "NOPASS";
    private static final String NO_ENTRY = "x";

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
     * @throws IllegalArgumentException if the host has a line already, or if the line would not be read as it was
     *     meant: a bar or a line break in the host, a line break in a password, a bar in the additional password, an
     *     empty password, or one of the words {@code NOPASS} and {@code x}
     */
    public synchronized void add(String host, Credentials credentials) throws IOException {
        String password = credentials.password().orElse(KEY_LOGIN);
        String additional = credentials.additional().orElse("");
        if (host.isEmpty() || host.indexOf('|') >= 0 || breaksLine(host)) {
            throw new IllegalArgumentException("a host in a password list is not empty and has no bar or line break");
        }
        if (credentials.password().isPresent()
                && (password.isEmpty() || password.equals(KEY_LOGIN) || password.equals(NO_ENTRY))) {
            throw new IllegalArgumentException(host + ": an empty password, \"NOPASS\" and \"x\" cannot be stored");
        }
        if (breaksLine(password) || breaksLine(additional) || additional.indexOf('|') >= 0) {
            throw new IllegalArgumentException(
                    host + ": a password has no line break, and an additional password no bar");
        }
        String old = readLatin1();
        for (String line : lines(old)) {
            Entry entry = Entry.parse(line);
            if (entry != null && entry.host.equals(host)) {
                throw new IllegalArgumentException(host + " is in " + file + " already");
            }
        }
        byte[] line = (host + '|' + password + '|' + additional + '\n').getBytes(StandardCharsets.UTF_8);
        String gap = old.isEmpty() || old.endsWith("\n") ? "" : "\n";
        replace(old + gap + new String(line, StandardCharsets.ISO_8859_1));
    }

    /**
     * Removes all lines of a host.
     *
     * @return whether there were any
     */
    public synchronized boolean remove(String host) throws IOException {
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
            replace(kept.toString());
        }
        return removed;
    }

    /** The file's name. */
    @Override
    public String toString() {
        return "PasswordList[" + file + "]";
    }

    private static boolean breaksLine(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
    }

    /** Each byte is one char, so that lines go back as they came. */
    private String readLatin1() throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return ""; // the scripts cannot tell a missing list from an empty one either
        }
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

    private void replace(String latin1) throws IOException {
        boolean exists = Files.exists(file);
        Path target = exists ? file.toRealPath() : file.toAbsolutePath(); // a link stays a link
        Path directory = target.getParent();
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class);
        Path fresh = posix
                ? Files.createTempFile(
                        directory,
                        ".passlist-",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(directory, ".passlist-", ".new");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (posix && exists) {
                keepOwner(target, fresh);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void keepOwner(Path from, Path to) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes present = Files.readAttributes(to, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (!wanted.group().equals(present.group())) {
            view.setGroup(wanted.group());
        }
        if (!wanted.owner().equals(present.owner())) {
            view.setOwner(wanted.owner());
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
