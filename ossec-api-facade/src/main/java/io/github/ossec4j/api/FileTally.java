package io.github.ossec4j.api;

import io.github.ossec4j.api.Report.ChangedPath;
import io.github.ossec4j.api.Report.ExposedFile;
import io.github.ossec4j.api.Report.FileDay;
import io.github.ossec4j.api.Report.Files;
import io.github.ossec4j.api.Report.Ranking;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.text.PathTable;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to the files of agents in a period, counted in one pass over each integrity database; memory does not
 * grow with them, except for 16 bytes for each path that changed or is exposed, up to a limit. One thread at a time.
 */
final class FileTally {
    /** Of paths, so that those that nobody can have do not fill the memory. */
    private static final int LONGEST_PATH = 1024;

    private static final int MOST_PATHS = 100;
    private static final int MOST_EXPOSED = 100;

    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int SET_ID = 06000;
    private static final int WRITABLE_BY_ALL = 0002;

    /** Where the bits are that a path got in the period, beside those that it has. */
    private static final int FRESH = 12;

    private final Days days;
    private final long[] added;
    private final long[] modified;
    private final long[] deleted;
    private final Frequencies<RawText> paths =
            new Frequencies<>(Frequencies.CAPACITY, Comparator.<RawText>naturalOrder());
    private final List<ExposedFile> exposed = new ArrayList<>();
    private long exposedFiles;
    private long changes;

    FileTally(Report.Period period) {
        days = new Days(period);
        added = new long[days.size()];
        modified = new long[days.size()];
        deleted = new long[days.size()];
    }

    /** The database of an agent while it is read. */
    private final class Pass {
        private final AgentHandle agent;
        private final int number;
        private final long firstScanEnd;

        /** Paths with a superseded record: the first record of such a path has been read. */
        private final PathTable known = new PathTable();
        /** Paths that are gone. */
        private final PathTable gone = new PathTable();
        /** The bits of exposed paths, and which of them are fresh. */
        private final PathTable bits = new PathTable();

        private final Map<Long, ExposedFile> fresh = new LinkedHashMap<>();
        private long freshFiles;

        /** Of the current record's path; 0 until somebody needs it, which for most records nobody does. */
        private long hash;

        Pass(AgentHandle agent, int number, long firstScanEnd) {
            this.agent = agent;
            this.number = number;
            this.firstScanEnd = firstScanEnd;
        }

        void read(Path database, MalformedLineHandler malformed) throws IOException {
            try (SyscheckCursor cursor = SyscheckCursor.open(database, malformed)) {
                while (cursor.next()) {
                    record(cursor);
                }
            }
        }

        private long hash(SyscheckCursor cursor) {
            if (hash == 0) {
                hash = PathTable.hash(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
            }
            return hash;
        }

        private void record(SyscheckCursor cursor) {
            hash = 0;
            boolean superseded = cursor.isSuperseded();
            int least = cursor.changes().minimum();
            // The count does not distinguish the first state from the first change if both are superseded.
            boolean first = least == 0 && (known.isEmpty() || known.offset(hash(cursor)) < 0);
            int day = days.index(cursor.epochSecond());
            // A file's state at the first scan is where its history starts; one that was accepted silently is no
            // change.
            boolean counts = day >= 0 && (first ? cursor.epochSecond() > firstScanEnd : superseded || least > 0);
            if (counts) {
                count(cursor, day, first);
            }
            if (cursor.isDeletion()) {
                gone.put(hash(cursor), 1);
            } else if (!gone.isEmpty()) {
                gone.remove(hash(cursor));
            }
            expose(cursor, counts);
            if (superseded) {
                known.put(hash(cursor), 1);
            }
        }

        private void count(SyscheckCursor cursor, int day, boolean first) {
            if (cursor.isDeletion()) {
                deleted[day]++;
            } else if (first || (!gone.isEmpty() && gone.offset(hash(cursor)) >= 0)) {
                added[day]++;
            } else {
                modified[day]++;
            }
            changes++;
            paths.add(path(cursor), number);
        }

        private void expose(SyscheckCursor cursor, boolean counts) {
            int now = exposure(cursor);
            if (now == 0 && bits.isEmpty()) {
                return;
            }
            long path = hash(cursor);
            int before = (int) Math.max(0, bits.offset(path));
            int freshBefore = before >> FRESH;
            int freshNow = now & (freshBefore | (counts ? ~before : 0));
            if (now == 0) {
                bits.remove(path);
            } else {
                bits.put(path, now | freshNow << FRESH);
            }
            freshFiles += Integer.signum(freshNow) - Integer.signum(freshBefore);
            if (freshNow == 0) {
                fresh.remove(path);
            } else if ((now | freshNow << FRESH) != before) {
                remember(cursor);
            }
        }

        /** The latest ones are kept. */
        private void remember(SyscheckCursor cursor) {
            fresh.remove(hash(cursor));
            fresh.put(
                    hash(cursor),
                    new ExposedFile(
                            agent.idText(),
                            agent.name(),
                            path(cursor),
                            new FileMode(cursor.modeBits()),
                            cursor.entry().attributes().orElseThrow().owner(),
                            Instant.ofEpochSecond(cursor.epochSecond())));
            if (fresh.size() > MOST_EXPOSED) {
                fresh.remove(fresh.keySet().iterator().next());
            }
        }
    }

    /**
     * The bits that expose a file of a Unix system: those of symbolic links mean nothing, and agents on Windows report all
     * files as writable by everyone.
     */
    private static int exposure(SyscheckCursor cursor) {
        if (cursor.isDeletion()) {
            return 0;
        }
        int mode = cursor.modeBits();
        int type = mode & TYPE;
        boolean isFile = type == 0 || type == REGULAR;
        return isFile && cursor.buffer()[cursor.pathStart()] == '/' ? mode & (SET_ID | WRITABLE_BY_ALL) : 0;
    }

    private static RawText path(SyscheckCursor cursor) {
        int end = Math.min(cursor.pathEnd(), cursor.pathStart() + LONGEST_PATH);
        return RawText.of(cursor.buffer(), cursor.pathStart(), end);
    }

    /**
     * Counts what a database contains, up to where it can be read.
     *
     * @param number distinguishes the agent from others
     * @param firstScanEnd when the first scan was complete; what is seen first until then does not count as new
     */
    void read(AgentHandle agent, int number, Path database, Instant firstScanEnd, MalformedLineHandler malformed)
            throws IOException {
        var pass = new Pass(agent, number, firstScanEnd.getEpochSecond());
        try {
            pass.read(database, malformed);
        } finally {
            exposedFiles += pass.freshFiles;
            exposed.addAll(pass.fresh.values());
            keepLatest();
        }
    }

    /** How often files changed, so far. */
    long changes() {
        return changes;
    }

    private void keepLatest() {
        if (exposed.size() > MOST_EXPOSED) {
            exposed.sort(latestFirst());
            exposed.subList(MOST_EXPOSED, exposed.size()).clear();
        }
    }

    private static Comparator<ExposedFile> latestFirst() {
        return Comparator.comparing(ExposedFile::recorded)
                .reversed()
                .thenComparing(ExposedFile::idText)
                .thenComparing(ExposedFile::path);
    }

    /** Adds what was counted of other agents. */
    void addAll(FileTally other) {
        for (int day = 0; day < added.length; day++) {
            added[day] += other.added[day];
            modified[day] += other.modified[day];
            deleted[day] += other.deleted[day];
        }
        paths.addAll(other.paths);
        exposed.addAll(other.exposed);
        exposedFiles += other.exposedFiles;
        keepLatest();
    }

    Files result() {
        var perDay = new ArrayList<FileDay>(added.length);
        for (int day = 0; day < added.length; day++) {
            perDay.add(new FileDay(days.day(day), added[day], modified[day], deleted[day]));
        }
        exposed.sort(latestFirst());
        return new Files(
                perDay,
                paths.ranking(MOST_PATHS).map(count -> new ChangedPath(count.key(), count.times(), count.agents())),
                new Ranking<>(exposed, exposedFiles - exposed.size(), true));
    }
}
