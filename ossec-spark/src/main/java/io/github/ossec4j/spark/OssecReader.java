package io.github.ossec4j.spark;

import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the pieces of a task, one after another. Those that have vanished since they were found are reported and left out, and
 * so are damaged lines, unless the user wants the job to fail.
 */
final class OssecReader implements PartitionReader<InternalRow> {
    private static final Logger LOG = LoggerFactory.getLogger(OssecSource.class);

    /** How many damaged lines in a row become rows; a file of garbage must not fill the memory. */
    private static final int MOST_PENDING = 10_000;

    private final Reading reading;
    private final HomeTable table;
    private final DamagedLines damaged;
    private final Configuration configuration;
    private final Deque<Piece> pieces;
    private final RowView view;
    private final Deque<UTF8String> pending = new ArrayDeque<>();

    private InternalRow row;
    private @Nullable Piece piece;
    private @Nullable Records records;
    private @Nullable Archive archive;
    private @Nullable Records damagedColumns;
    private boolean isAtRecord;
    private boolean isTotalReturned;
    private long skippedInPiece;
    private long skipped;
    private long missing;
    private long returned;

    OssecReader(Reading reading, List<Piece> pieces, Configuration configuration) {
        this.reading = reading;
        this.table = reading.options().table();
        this.damaged = reading.options().damaged();
        this.configuration = configuration;
        this.pieces = new ArrayDeque<>(pieces);
        DataType[] types = Arrays.stream(reading.options().schema().fields())
                .map(StructField::dataType)
                .toArray(DataType[]::new);
        this.view = new RowView(reading.columns(), types, table.columns().size());
        this.row = view;
    }

    @Override
    public boolean next() throws IOException {
        if (returned == reading.limit()) {
            return false;
        }
        boolean isRow = reading.isCount() ? nextCount() : nextRow();
        returned += isRow ? 1 : 0;
        return isRow;
    }

    private boolean nextRow() throws IOException {
        while (true) {
            while (!pending.isEmpty()) {
                UTF8String what = pending.remove();
                Records columns = damagedColumns;
                if (columns != null && reading.wanted().test(columns) == Truth.TRUE) {
                    row = view.of(columns, what);
                    return true;
                }
            }
            if (isAtRecord && records != null) {
                isAtRecord = false;
                row = view.of(records);
                return true;
            }
            if (records != null) {
                isAtRecord = moveOn();
            } else if (!openNext()) {
                return false;
            }
        }
    }

    /** Counts a piece, or all if nothing is grouped by. */
    private boolean nextCount() throws IOException {
        long total = 0;
        while (openNext()) {
            long count = 0;
            Piece counted = piece;
            while (moveOn()) {
                count++;
            }
            total += count;
            if (count > 0 && reading.columns().length > 0 && counted != null) {
                row = counted(view.of(new PieceColumns(counted)), count);
                return true;
            }
        }
        if (reading.columns().length > 0 || isTotalReturned) {
            return false;
        }
        isTotalReturned = true;
        row = new GenericInternalRow(new Object[] {total});
        return true;
    }

    private static InternalRow counted(RowView group, long count) {
        var values = new @Nullable Object[group.numFields() + 1];
        for (int i = 0; i < group.numFields(); i++) {
            values[i] = group.genericGet(i);
        }
        values[group.numFields()] = count;
        return new GenericInternalRow(values);
    }

    /** Opens the next piece that is still there; false after the last. */
    private boolean openNext() throws IOException {
        while (!pieces.isEmpty()) {
            Piece next = pieces.remove();
            piece = next;
            if (next.isArchive()) {
                unpack(next);
                if (!pending.isEmpty()) {
                    return true;
                }
                continue;
            }
            damagedColumns = new DamagedLine(next, table);
            skippedInPiece = 0;
            try {
                if (table.mayHave(next, reading.wanted())) {
                    records = table.open(next, file(next), reading.options(), reading.wanted(), this::skip);
                    return true;
                }
            } catch (IOException | HomeFileException | UncheckedIOException e) {
                reportMissing(next, e);
                if (!pending.isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void unpack(Piece next) throws IOException {
        closeArchive();
        damagedColumns = new DamagedLine(next, table);
        try {
            Archive unpacked = Archive.unpack(next, table, configuration);
            archive = unpacked;
            List<Piece> found = unpacked.pieces();
            for (int i = found.size() - 1; i >= 0; i--) {
                pieces.addFirst(found.get(i));
            }
        } catch (IOException e) {
            reportMissing(next, e);
        }
    }

    private Path file(Piece next) throws IOException {
        Path root = Roots.of(next.home(), configuration);
        if (next.file().isEmpty()) {
            return root;
        }
        return OssecHome.at(root)
                .file(next.file())
                .orElseThrow(() -> new FileNotFoundException(next.home() + "/" + next.file()));
    }

    private boolean moveOn() throws IOException {
        Records current = records;
        if (current == null) {
            return false;
        }
        try {
            if (current.next()) {
                return true;
            }
        } catch (IOException | HomeFileException | UncheckedIOException e) {
            reportMissing(piece, e);
        }
        closePiece();
        return false;
    }

    private void skip(MalformedLine line) {
        if (damaged == DamagedLines.FAILFAST) {
            throw new OssecFormatException(line);
        }
        skipped++;
        skippedInPiece++;
        String message = named(line.message());
        if (skippedInPiece == 1) {
            LOG.warn("{}; damaged lines are skipped", message);
        }
        if (damaged == DamagedLines.PERMISSIVE && !reading.isCount() && pending.size() < MOST_PENDING) {
            pending.add(UTF8String.fromString(message));
        }
    }

    private String named(String message) {
        Archive current = archive;
        return current == null ? message : current.named(message);
    }

    /** Throws, unless the reason is that there is no such file, and the job may go on without it. */
    private void reportMissing(@Nullable Piece lost, Exception e) throws IOException {
        boolean isMissing = e instanceof NoSuchFileException
                || e instanceof FileNotFoundException
                || e instanceof FileMissingException
                || (e instanceof UncheckedIOException unchecked
                        && unchecked.getCause() instanceof FileNotFoundException);
        if (!isMissing || damaged == DamagedLines.FAILFAST || lost == null) {
            throw e instanceof IOException failure ? failure : new IOException(e.getMessage(), e);
        }
        missing++;
        String what = lost.home() + (lost.file().isEmpty() ? "" : "/" + lost.file()) + ": vanished before it was read";
        LOG.warn(what);
        if (damaged == DamagedLines.PERMISSIVE) {
            pending.add(UTF8String.fromString(what));
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return new CustomTaskMetric[] {
            new TaskCount(SkippedLines.NAME, skipped), new TaskCount(MissingFiles.NAME, missing)
        };
    }

    private void closePiece() throws IOException {
        Records current = records;
        records = null;
        if (current != null) {
            current.close();
        }
    }

    private void closeArchive() throws IOException {
        Archive current = archive;
        archive = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closePiece();
        } finally {
            closeArchive();
        }
    }
}
