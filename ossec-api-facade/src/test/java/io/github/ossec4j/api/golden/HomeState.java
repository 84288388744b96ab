package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The files of a home at one moment, but for our own lock files. */
final class HomeState {
    private static final int PERMISSIONS = 07777;

    /** A file, its bytes as Latin-1 text; {@code written} changes whenever it is written, {@code touched} also with its mode. */
    private record State(String content, int mode, String written, String touched) {
        boolean isChangedFrom(State before) {
            return mode != before.mode || !content.equals(before.content);
        }

        boolean isWrittenSince(State before) {
            return !written.equals(before.written);
        }
    }

    private final Path home;
    private final Map<String, State> files;

    private HomeState(Path home, Map<String, State> files) {
        this.home = home;
        this.files = files;
    }

    static HomeState of(Path home) throws IOException {
        return new HomeState(home, Map.of()).now();
    }

    /** The state now; contents of files that look untouched are taken from this one. */
    HomeState now() throws IOException {
        Map<String, State> now = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            // Our lock file stays where it is; the original has none.
            for (Path file : all.filter(path ->
                            Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !path.endsWith(".client.keys.lock"))
                    .toList()) {
                String name = home.relativize(file).toString();
                if (!name.endsWith(".lock")) {
                    now.put(name, read(file, Optional.ofNullable(files.get(name))));
                }
            }
        }
        return new HomeState(home, now);
    }

    private static State read(Path file, Optional<State> known) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
        String written =
                attributes.get("size") + " " + attributes.get("lastModifiedTime") + " " + attributes.get("ino");
        String touched = written + " " + attributes.get("ctime");
        if (known.isPresent() && known.get().touched().equals(touched)) {
            return known.get();
        }
        int mode = Integer.parseInt(String.valueOf(attributes.get("mode"))) & PERMISSIONS;
        return new State(content(file), mode, written, touched);
    }

    /** Of a file that this process may not read, nothing. */
    private static String content(Path file) throws IOException {
        return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    Set<String> createdSince(HomeState before) {
        return without(files.keySet(), before.files.keySet());
    }

    Set<String> removedSince(HomeState before) {
        return without(before.files.keySet(), files.keySet());
    }

    /** The files with another content or mode. */
    Set<String> changedSince(HomeState before) {
        return modifiedSince(before, State::isChangedFrom);
    }

    /** The files that were written, perhaps with the same content, or got another mode. */
    Set<String> writtenSince(HomeState before) {
        return modifiedSince(before, (now, then) -> now.isChangedFrom(then) || now.isWrittenSince(then));
    }

    private Set<String> modifiedSince(HomeState before, BiPredicate<State, State> isModified) {
        Set<String> modified = new TreeSet<>();
        files.forEach((name, state) -> {
            State old = before.files.get(name);
            if (old != null && isModified.test(state, old)) {
                modified.add(name);
            }
        });
        return modified;
    }

    private static Set<String> without(Collection<String> names, Collection<String> others) {
        var rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    /** Gives files this time, so that the next change of them has another one, however soon it comes. */
    void date(Collection<String> names, Instant time) throws IOException {
        for (String name : names) {
            try {
                Files.setLastModifiedTime(home.resolve(name), FileTime.from(time));
            } catch (NoSuchFileException e) {
                // It is gone.
            }
        }
    }

    /** What is known of a file, in the form of the recordings; empty if there is no such file. */
    Optional<ObjectNode> describe(String name) {
        State state = files.get(name);
        if (state == null) {
            return Optional.empty();
        }
        byte[] bytes = state.content.getBytes(StandardCharsets.ISO_8859_1);
        ObjectNode description = GoldenCase.MAPPER
                .createObjectNode()
                .put("mode", "0" + Integer.toOctalString(state.mode))
                .put("size", state.content.length())
                .put("sha256", sha256(bytes));
        text(bytes).ifPresent(text -> description.put("text", text));
        return Optional.of(description);
    }

    private static Optional<String> text(byte[] content) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
