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
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The steps of the files and registry keys of an integrity database, from one state to the next. */
final class ChangeRecords extends ValueRecords<FileChange> {
    static final List<Column> COLUMNS = Stream.of(
                    OF_DATABASES,
                    List.of(
                            new Column("path", Column.Kind.TEXT, "of the file, or name of the registry key"),
                            new Column("time", Column.Kind.TIME, "when the manager recorded the later state"),
                            new Column("kind", Column.Kind.NAME, "added, modified, deleted or restored"),
                            new Column(
                                    "changed",
                                    Column.Kind.NAMES,
                                    "what differs: size, mode, owner, group, md5, sha1, sha256"),
                            new Column("before", Column.Kind.STATE, "the earlier state"),
                            new Column("after", Column.Kind.STATE, "the later state")))
            .flatMap(List::stream)
            .toList();

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
        stream = SyscheckDatabase.at(file, malformed).history(wanted(piece, condition));
        changes = stream.iterator();
    }

    /** Which paths may be wanted: the states of the others are not kept. */
    private PathFilter wanted(Piece piece, Condition condition) {
        Condition onPath = Condition.all(condition.conjuncts().stream()
                .filter(part -> part.needsOnly(column -> column == PATH))
                .toList());
        var path = new OfPath(piece);
        return (bytes, from, to) -> {
            path.text = Texts.of(bytes, from, to, isLossless);
            return onPath.test(path) == Truth.TRUE;
        };
    }

    /** A record of which, besides the columns of its piece, only the path is known. */
    private static final class OfPath extends PieceColumns {
        private UTF8String text = UTF8String.EMPTY_UTF8;

        OfPath(Piece piece) {
            super(piece);
        }

        @Override
        public @Nullable UTF8String text(int column) {
            return column == PATH ? text : super.text(column);
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
