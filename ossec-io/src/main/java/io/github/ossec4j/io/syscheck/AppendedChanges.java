package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.AppendedRecords;
import io.github.ossec4j.io.AppendedRecords.Item;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.PathTable;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what was appended to an integrity database, and finds the state before each step.
 *
 * <p>That state is in a record before the position, whose first byte the daemon has overwritten to mark it as superseded;
 * so lines that start with {@code +}, nearly all, are skipped. All records are examined only if a step says that there
 * was one before it, and none is marked.
 */
final class AppendedChanges {
    private final Path file;
    private final FilePosition after;
    private final List<Item<SyscheckEntry>> appended = new ArrayList<>();

    /** The paths of what was appended. */
    private final PathTable wanted = new PathTable();

    /** Their last states before the position. */
    private final Map<RawText, SyscheckEntry> earlier = new HashMap<>();

    private AppendedChanges(Path file, FilePosition after) {
        this.file = file;
        this.after = after;
    }

    static Optional<AppendedRecords<FileChange>> read(Path file, FilePosition after, MalformedLineHandler malformed)
            throws IOException {
        Optional<LineCursor> opened = LineCursor.openAppendedAfter(file, after);
        return opened.isEmpty()
                ? Optional.empty()
                : Optional.of(new AppendedChanges(file, after).read(opened.get(), malformed));
    }

    private AppendedRecords<FileChange> read(LineCursor lines, MalformedLineHandler malformed) throws IOException {
        FilePosition reached;
        long most = after.offset() + AppendedRecords.MOST_BYTES;
        boolean isMore = true;
        try (SyscheckCursor cursor = SyscheckCursor.over(lines, LineCursor.exceptUnterminated(malformed))) {
            while (lines.position() < most && (isMore = cursor.next())) {
                appended.add(new Item<>(cursor.entry(), lines.reached()));
                wanted.put(hash(cursor), cursor.offset());
            }
            reached = lines.reached();
        }
        if (!appended.isEmpty() && after.offset() > 0) {
            findEarlier(false);
            if (isAnyMissing()) {
                findEarlier(true);
            }
        }
        return new AppendedRecords<>(steps(), reached, !isMore);
    }

    private void findEarlier(boolean examinesAll) throws IOException {
        try (SyscheckCursor cursor = SyscheckCursor.open(file, 0, after.offset(), MalformedLineHandler.ignore())) {
            while (examinesAll ? cursor.next() : cursor.nextChange()) {
                if ((examinesAll || cursor.isSuperseded()) && wanted.offset(hash(cursor)) >= 0) {
                    SyscheckEntry entry = cursor.entry();
                    earlier.put(entry.path(), entry);
                }
            }
        } catch (NoSuchFileException e) {
            // Deleted meanwhile: what was appended is known, what was before it is not.
        }
    }

    /** Whether a path has changed, as its record says, since a state that was not found. */
    private boolean isAnyMissing() {
        Set<RawText> seen = new HashSet<>();
        return appended.stream()
                .map(Item::value)
                .anyMatch(entry -> seen.add(entry.path()) && entry.isChange() && !earlier.containsKey(entry.path()));
    }

    private List<Item<FileChange>> steps() {
        var steps = new ArrayList<Item<FileChange>>(appended.size());
        for (Item<SyscheckEntry> item : appended) {
            SyscheckEntry entry = item.value();
            Optional<SyscheckEntry> before = Optional.ofNullable(earlier.put(entry.path(), entry));
            steps.add(new Item<>(FileChange.between(before, entry), item.reached()));
        }
        return steps;
    }

    private static long hash(SyscheckCursor cursor) {
        return PathTable.hash(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
    }
}
