package io.github.ossec4j.api.search;

import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.syscheck.PathFilter;
import io.github.ossec4j.io.syscheck.RecordFilter;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.io.text.SampledSearch;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What to look for in integrity databases: records that meet all of these conditions. Without any, every record is found.
 *
 * <pre>{@code
 * FileSearch search = FileSearch.all().mode(FileSearch.SET_USER_ID).since(Instant.parse("2024-05-01T00:00:00Z"));
 * }</pre>
 *
 * <p>Files that have not been deleted are found by their last state, unless {@link #withHistory()} is set: then every
 * recorded state counts, and deletions are found by their path and time. Damaged lines that cannot be what is looked for are
 * not reported.
 *
 * <p>Immutable.
 */
public final class FileSearch {
    /** The set-user-ID bit, for {@link #mode}. */
    public static final int SET_USER_ID = 04000;

    /** The set-group-ID bit, for {@link #mode}. */
    public static final int SET_GROUP_ID = 02000;

    /** The permission of everyone to write, for {@link #mode}. */
    public static final int WORLD_WRITABLE = 00002;

    /** More indicators than this are looked up line by line. */
    private static final int MOST_SAMPLED = 16;

    private static final FileSearch ALL = new FileSearch(List.of(), false);

    /** What each search makes for itself; first those that pass over most. */
    private final List<Supplier<RecordFilter>> conditions;

    private final boolean isWithHistory;

    private FileSearch(List<Supplier<RecordFilter>> conditions, boolean isWithHistory) {
        this.conditions = conditions;
        this.isWithHistory = isWithHistory;
    }

    /** Every record. */
    public static FileSearch all() {
        return ALL;
    }

    /** Also states that have been superseded, and deletions. */
    public FileSearch withHistory() {
        return new FileSearch(conditions, true);
    }

    /** Only paths that the filter accepts, such as an {@link io.github.ossec4j.api.PathPattern}. */
    public FileSearch path(PathFilter path) {
        return and(false, () -> new OfPath(path));
    }

    /** Only this path, in exactly this spelling. */
    public FileSearch path(RawText path) {
        byte[] wanted = path.bytes();
        return containing(
                Indicators.inLine(wanted),
                record ->
                        Arrays.equals(record.buffer(), record.pathStart(), record.pathEnd(), wanted, 0, wanted.length));
    }

    /** Only records that have one of these hashes or paths. */
    public FileSearch indicators(Indicators indicators) {
        if (indicators.size() <= MOST_SAMPLED) {
            List<byte[]> texts = indicators.texts();
            if (texts.stream().allMatch(text -> text.length >= SampledSearch.SHORTEST) && !texts.isEmpty()) {
                var search = new SampledSearch(texts);
                return and(true, () -> new OfIndicators(indicators, search::mayFind));
            }
        }
        return and(true, () -> new OfIndicators(indicators, new HashLines(indicators)::mayFind));
    }

    /** Only files of this owner: a user id, or the security identifier of a Windows owner. */
    public FileSearch owner(String owner) {
        long number = owner.length() < 18 && owner.chars().allMatch(c -> c >= '0' && c <= '9') && !owner.isEmpty()
                ? Long.parseLong(owner)
                : -1;
        if (number >= 0) {
            return and(false, () -> attribute(record -> record.ownerNumber() == number));
        }
        return containing(
                (":" + owner + ":").getBytes(StandardCharsets.UTF_8),
                attribute(record -> record.entry()
                        .attributes()
                        .filter(state -> state.owner().equals(owner))
                        .isPresent()));
    }

    /**
     * Only files whose mode has all of these bits, for example {@link #SET_USER_ID} or {@link #WORLD_WRITABLE}. Symbolic links
     * are never found, since their own permissions mean nothing.
     *
     * @param bits of {@link FileMode#permissions()}
     */
    public FileSearch mode(int bits) {
        return and(
                false,
                () -> attribute(record -> (record.modeBits() & bits) == bits && !isSymbolicLink(record.modeBits())));
    }

    private static boolean isSymbolicLink(int mode) {
        return (mode & 0170000) == 0120000;
    }

    /** Only files of at least this many bytes. */
    public FileSearch sizeAtLeast(long bytes) {
        return and(false, () -> attribute(record -> record.fileSize() >= bytes));
    }

    /** Only files of at most this many bytes. */
    public FileSearch sizeAtMost(long bytes) {
        return and(false, () -> attribute(record -> record.fileSize() <= bytes));
    }

    /** Only records from this time on; not those without a time. */
    public FileSearch since(Instant start) {
        return and(false, () -> new OfTime(start.getEpochSecond() + (start.getNano() > 0 ? 1 : 0), Long.MAX_VALUE));
    }

    /**
     * Only records before this time; not those without a time.
     *
     * @param end exclusive
     */
    public FileSearch until(Instant end) {
        return and(false, () -> new OfTime(0, end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0)));
    }

    private FileSearch and(boolean isFirst, Supplier<RecordFilter> condition) {
        var more = new ArrayList<>(conditions);
        more.add(isFirst ? 0 : more.size(), condition);
        return new FileSearch(List.copyOf(more), isWithHistory);
    }

    /** Records that the filter accepts, in whose lines this text is. */
    private FileSearch containing(byte[] text, RecordFilter filter) {
        if (text.length < SampledSearch.SHORTEST) {
            return and(false, () -> filter);
        }
        var search = new SampledSearch(List.of(text));
        return and(true, () -> new RecordFilter() {
            @Override
            public boolean accepts(SyscheckCursor record) {
                return filter.accepts(record);
            }

            @Override
            public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
                return search.mayFind(lines, from, to);
            }
        });
    }

    /** A condition that no deletion meets. */
    private static RecordFilter attribute(RecordFilter condition) {
        return record -> !record.isDeletion() && condition.accepts(record);
    }

    /**
     * The records of a database that are looked for, in the order of the file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> in(SyscheckDatabase database) throws IOException {
        return in(database, () -> false);
    }

    /**
     * As {@link #in(SyscheckDatabase)}; reading throws a {@link CancellationException} soon after it is canceled.
     *
     * @param isCanceled asked often
     */
    public RecordStream<SyscheckEntry> in(SyscheckDatabase database, BooleanSupplier isCanceled) throws IOException {
        RecordFilter filter = filter(isCanceled);
        return isWithHistory ? database.entries(filter) : database.inventory(filter);
    }

    private RecordFilter filter(BooleanSupplier isCanceled) {
        RecordFilter[] all = conditions.stream().map(Supplier::get).toArray(RecordFilter[]::new);
        return new RecordFilter() {
            @Override
            public boolean accepts(SyscheckCursor record) {
                for (RecordFilter condition : all) {
                    if (!condition.accepts(record)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
                if (isCanceled.getAsBoolean()) {
                    throw new CancellationException("the search was canceled");
                }
                for (RecordFilter condition : all) {
                    if (!condition.mayAcceptIn(lines, from, to)) {
                        return false;
                    }
                }
                return true;
            }
        };
    }
}
