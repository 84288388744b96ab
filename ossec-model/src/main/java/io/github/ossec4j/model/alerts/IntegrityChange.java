package io.github.ossec4j.model.alerts;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Aspect;
import io.github.ossec4j.model.syscheck.FileMode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an integrity alert says about a file or registry key.
 *
 * <p>The permissions may be those of an earlier alert: OSSEC prints them again if the mode changed and one of the modes
 * is unknown.
 *
 * @param kind what happened
 * @param path of the file or registry key; OSSEC cuts it to 756 bytes
 * @param steps what differs, as written
 * @param difference the lines of the difference of a text file, if OSSEC was configured to record it and its agent sent it
 */
public record IntegrityChange(
        FileChange.Kind kind, RawText path, Map<Aspect, Step> steps, Optional<List<RawText>> difference) {
    private static final String NOT_READ = "xxx";
    private static final String UNKNOWN = "Unknown";
    private static final String WHAT_CHANGED = "What changed:";
    private static final String TO = "' to '";
    private static final String NOW = "', now it is '";

    /**
     * An attribute before and after, as written: sizes and owners in decimal, permissions as nine letters, hashes in
     * hexadecimal, {@code xxx} or {@code Unknown} for none. Managers of 2.x that receive a SHA-256 hash write both hashes as
     * the SHA-1 hash, with a colon between.
     *
     * @param before empty if the alert does not say
     * @param after empty if the alert does not say
     */
    public record Step(Optional<RawText> before, Optional<RawText> after) {}

    /** Copies steps and lines. */
    public IntegrityChange {
        steps = steps.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(steps));
        difference = difference.map(List::copyOf);
    }

    /** Parses the lines of an alert; empty if the first line does not name a file. */
    public static Optional<IntegrityChange> parse(List<RawText> log) {
        if (log.isEmpty()) {
            return Optional.empty();
        }
        for (Beginning beginning : Beginning.values()) {
            Optional<RawText> path = between(log.get(0), beginning.before, beginning.after);
            if (path.isPresent()) {
                return Optional.of(of(beginning.kind, path.get(), log));
            }
        }
        return Optional.empty();
    }

    /** The first lines of the alerts. */
    private enum Beginning {
        MODIFIED(FileChange.Kind.MODIFIED, "Integrity checksum changed for: '", "'"),
        DELETED(FileChange.Kind.DELETED, "File '", "' was deleted. Unable to retrieve checksum."),
        RESTORED(FileChange.Kind.RESTORED, "File '", "' was re-added."),
        ADDED(FileChange.Kind.ADDED, "New file '", "' added to the file system.");

        private final FileChange.Kind kind;
        private final String before;
        private final String after;

        Beginning(FileChange.Kind kind, String before, String after) {
            this.kind = kind;
            this.before = before;
            this.after = after;
        }
    }

    /** The lines that state an attribute; those of hashes state one side only. */
    private enum Statement {
        SIZE(Aspect.SIZE, "Size changed from '", TO),
        PERMISSIONS(Aspect.MODE, "Permissions changed from '", TO),
        OWNER(Aspect.OWNER, "Ownership was '", NOW),
        GROUP(Aspect.GROUP, "Group ownership was '", NOW),
        OLD_MD5(Aspect.MD5, "Old md5sum was: '", null),
        NEW_MD5(Aspect.MD5, "New md5sum is : '", null),
        OLD_SHA1(Aspect.SHA1, "Old sha1sum was: '", null),
        NEW_SHA1(Aspect.SHA1, "New sha1sum is : '", null),
        OLD_SHA256(Aspect.SHA256, "Old sha256sum was: '", null),
        NEW_SHA256(Aspect.SHA256, "New sha256sum is : '", null);

        private final Aspect aspect;
        private final String before;
        private final @Nullable String middle;

        Statement(Aspect aspect, String before, @Nullable String middle) {
            this.aspect = aspect;
            this.before = before;
            this.middle = middle;
        }

        /** What is known of the attribute after this line; null if it is another line. */
        @Nullable
        Step step(RawText line, @Nullable Step known) {
            Optional<RawText> values = between(line, before, "'");
            if (values.isEmpty()) {
                return null;
            }
            Step other = known == null ? new Step(Optional.empty(), Optional.empty()) : known;
            if (middle == null) {
                return before.startsWith("Old") ? new Step(values, other.after) : new Step(other.before, values);
            }
            byte[] bytes = values.get().bytes();
            int at = indexOf(bytes, middle);
            return at < 0
                    ? null
                    : new Step(
                            Optional.of(RawText.of(bytes, 0, at)),
                            Optional.of(RawText.of(bytes, at + middle.length(), bytes.length)));
        }
    }

    private static IntegrityChange of(FileChange.Kind kind, RawText path, List<RawText> log) {
        Map<Aspect, Step> steps = new EnumMap<>(Aspect.class);
        Optional<List<RawText>> difference = Optional.empty();
        for (int i = 1; i < log.size() && difference.isEmpty(); i++) {
            RawText line = log.get(i);
            if (line.length() == WHAT_CHANGED.length() && line.startsWith(WHAT_CHANGED)) {
                difference = Optional.of(log.subList(i + 1, log.size()));
            } else {
                add(steps, line);
            }
        }
        return new IntegrityChange(kind, path, steps, difference);
    }

    private static void add(Map<Aspect, Step> steps, RawText line) {
        for (Statement statement : Statement.values()) {
            @Nullable Step step = statement.step(line, steps.get(statement.aspect));
            if (step != null) {
                steps.put(statement.aspect, step);
                return;
            }
        }
    }

    /** The text between these, which are ASCII. */
    private static Optional<RawText> between(RawText line, String before, String after) {
        int end = line.length() - after.length();
        if (end < before.length() || !line.startsWith(before)) {
            return Optional.empty();
        }
        for (int i = 0; i < after.length(); i++) {
            if (line.byteAt(end + i) != after.charAt(i)) {
                return Optional.empty();
            }
        }
        return Optional.of(RawText.of(line.bytes(), before.length(), end));
    }

    private static int indexOf(byte[] bytes, String text) {
        for (int i = 0; i <= bytes.length - text.length(); i++) {
            int matching = 0;
            while (matching < text.length() && bytes[i + matching] == text.charAt(matching)) {
                matching++;
            }
            if (matching == text.length()) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The same as a change between two states of a database. An attribute that the alert does not state is as one that
     * OSSEC is not configured to check: a size of 0, no mode, no hash, an empty owner. So {@link FileChange#changed} has
     * what the alert states.
     *
     * @param at the time of the alert
     */
    public FileChange fileChange(Instant at) {
        boolean isAdded = kind == FileChange.Kind.ADDED || kind == FileChange.Kind.RESTORED;
        return new FileChange(
                path,
                Optional.of(at),
                kind,
                isAdded ? Optional.empty() : Optional.of(attributes(true)),
                kind == FileChange.Kind.DELETED ? Optional.empty() : Optional.of(attributes(false)));
    }

    private FileAttributes attributes(boolean before) {
        return new FileAttributes(
                size(text(Aspect.SIZE, before)),
                FileMode.parse(text(Aspect.MODE, before)),
                text(Aspect.OWNER, before),
                text(Aspect.GROUP, before),
                hash(text(Aspect.MD5, before)),
                hash(sha(before, 0)),
                hash(steps.containsKey(Aspect.SHA256) ? text(Aspect.SHA256, before) : sha(before, 1)),
                Optional.empty());
    }

    private String text(Aspect aspect, boolean before) {
        @Nullable Step step = steps.get(aspect);
        return step == null
                ? ""
                : (before ? step.before : step.after).map(RawText::lossless).orElse("");
    }

    /** The SHA-1 hash, or the SHA-256 hash that managers of 2.x take for a part of it. */
    private String sha(boolean before, int part) {
        String[] hashes = text(Aspect.SHA1, before).split(":", -1);
        return part < hashes.length ? hashes[part] : "";
    }

    private static Optional<String> hash(String text) {
        return text.isEmpty() || text.equals(NOT_READ) || text.equals(UNKNOWN) ? Optional.empty() : Optional.of(text);
    }

    private static long size(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0; // as if it were not checked
        }
    }
}
