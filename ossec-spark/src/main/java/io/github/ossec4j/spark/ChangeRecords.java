package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.syscheck.PathFilter;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Aspect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The steps of the files and registry keys of an integrity database, from one state to the next. */
final class ChangeRecords extends ValueRecords<FileChange> {
    static final List<Column> COLUMNS = List.of(
            new Column("manager", Column.Kind.NAME, "whose home it is"),
            new Column("agent_id", Column.Kind.INTEGER, "0 for the manager itself; null without a key"),
            new Column("agent", Column.Kind.NAME, "the name of the agent or device"),
            new Column("registry", Column.Kind.FLAG, "whether it is a registry key"),
            new Column("path", Column.Kind.TEXT, "of the file, or name of the registry key"),
            new Column("time", Column.Kind.TIME, "when the manager recorded the later state"),
            new Column("kind", Column.Kind.NAME, "added, modified, deleted or restored"),
            new Column("changed", Column.Kind.NAMES, "what differs: size, mode, owner, group, md5, sha1, sha256"),
            new Column("before", Column.Kind.STATE, "the earlier state"),
            new Column("after", Column.Kind.STATE, "the later state"));

    private static final int PATH = 4;
    private static final int TIME = 5;
    private static final int KIND = 6;
    private static final int CHANGED = 7;
    private static final int BEFORE = 8;

    private final boolean isHex;
    private final boolean isLossless;
    private final RecordStream<FileChange> stream;
    private final Iterator<FileChange> changes;

    ChangeRecords(Piece piece, Path file, ReadOptions options, Condition condition, MalformedLineHandler malformed)
            throws IOException {
        super(piece, condition);
        isHex = options.isHex();
        isLossless = options.isLossless();
        stream = SyscheckDatabase.at(file, malformed).history(wanted(condition, options));
        changes = stream.iterator();
    }

    /** Which paths may be wanted: the states of the others are not kept. */
    private PathFilter wanted(Condition condition, ReadOptions options) {
        Condition onPath = Condition.all(condition.conjuncts().stream()
                .filter(part -> part.needsOnly(column -> column == PATH))
                .toList());
        var path = new OfPath(options.isLossless());
        return (bytes, from, to) -> {
            path.text = Texts.of(bytes, from, to, path.isLossless);
            return onPath.test(path) == Truth.TRUE;
        };
    }

    /** A record of which only the path is known. */
    private static final class OfPath implements Records {
        private final boolean isLossless;
        private UTF8String text = UTF8String.EMPTY_UTF8;

        OfPath(boolean isLossless) {
            this.isLossless = isLossless;
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public boolean isNull(int column) {
            return false;
        }

        @Override
        public long number(int column) {
            return 0;
        }

        @Override
        public UTF8String text(int column) {
            return text;
        }

        @Override
        public @Nullable Object value(int column) {
            return null;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    @Override
    @Nullable
    FileChange read() {
        return changes.hasNext() ? changes.next() : null;
    }

    @Override
    public boolean isNull(int column) {
        return switch (column) {
            case PATH, KIND, CHANGED -> false;
            case TIME -> current().at().isEmpty();
            default -> column >= BEFORE ? value(column) == null : super.isNull(column);
        };
    }

    @Override
    public long number(int column) {
        return column == TIME ? Texts.micros(current().at().orElse(Instant.EPOCH)) : super.number(column);
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return switch (column) {
            case PATH -> Texts.of(current().path(), isLossless);
            case KIND -> Texts.of(lower(current().kind()));
            default -> super.text(column);
        };
    }

    @Override
    public @Nullable Object value(int column) {
        if (column == CHANGED) {
            List<Aspect> changed = current().changed().stream().sorted().toList();
            return Texts.list(changed, aspect -> Texts.of(lower(aspect)));
        }
        return FileStates.of(column == BEFORE ? current().before() : current().after(), isHex);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        stream.close();
    }
}
