package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The findings in a policy database. */
final class PolicyRecords extends ValueRecords<RootcheckEvent> {
    static final List<Column> COLUMNS = List.of(
            new Column("manager", Column.Kind.NAME, "whose home it is"),
            new Column("agent_id", Column.Kind.INTEGER, "0 for the manager itself; null without a key"),
            new Column("agent", Column.Kind.NAME, "the agent's name"),
            new Column("text", Column.Kind.TEXT, "as the agent sent it"),
            new Column("first_seen", Column.Kind.TIME, "when it was found for the first time"),
            new Column("last_seen", Column.Kind.TIME, "when it was found last"),
            new Column("status", Column.Kind.NAME, "outstanding or resolved"),
            new Column("category", Column.Kind.NAME, "such as System Audit"),
            new Column("title", Column.Kind.NAME, "what was found"),
            new Column("file", Column.Kind.TEXT, "the file or registry key it was found in"),
            new Column("reference", Column.Kind.NAME, "further reading"),
            new Column("tags", Column.Kind.TAGS, "rules of standards that it violates"));

    private static final int TEXT = 3;
    private static final int FIRST_SEEN = 4;
    private static final int LAST_SEEN = 5;
    private static final int STATUS = 6;
    private static final int CATEGORY = 7;
    private static final int TITLE = 8;
    private static final int FILE = 9;
    private static final int REFERENCE = 10;

    private final boolean isLossless;
    private final RecordStream<RootcheckEvent> stream;
    private final Iterator<RootcheckEvent> events;
    private @Nullable PolicyFinding finding;

    PolicyRecords(Piece piece, Path file, ReadOptions options, Condition condition, MalformedLineHandler malformed)
            throws IOException {
        super(piece, condition);
        isLossless = options.isLossless();
        stream = RootcheckDatabase.at(file, malformed).events(options.now());
        events = stream.iterator();
    }

    @Override
    @Nullable
    RootcheckEvent read() {
        finding = null;
        return events.hasNext() ? events.next() : null;
    }

    private PolicyFinding finding() {
        PolicyFinding parsed = finding;
        if (parsed == null) {
            parsed = current().finding();
            finding = parsed;
        }
        return parsed;
    }

    @Override
    public boolean isNull(int column) {
        return switch (column) {
            case FIRST_SEEN -> current().firstSeen().isEmpty();
            case LAST_SEEN -> current().lastSeen().isEmpty();
            case CATEGORY -> finding().category().isEmpty();
            case FILE -> finding().file().isEmpty();
            case REFERENCE -> finding().reference().isEmpty();
            default -> column < TEXT && super.isNull(column);
        };
    }

    @Override
    public long number(int column) {
        return switch (column) {
            case FIRST_SEEN -> micros(current().firstSeen());
            case LAST_SEEN -> micros(current().lastSeen());
            default -> super.number(column);
        };
    }

    private static long micros(Optional<Instant> time) {
        return Texts.micros(time.orElse(Instant.EPOCH));
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return switch (column) {
            case TEXT -> Texts.of(current().text(), isLossless);
            case STATUS -> Texts.of(current().status().name().toLowerCase(Locale.ROOT));
            case CATEGORY -> finding().category().map(Texts::of).orElse(null);
            case TITLE -> Texts.of(finding().title());
            case FILE ->
                finding().file().map(file -> Texts.of(file, isLossless)).orElse(null);
            case REFERENCE -> finding().reference().map(Texts::of).orElse(null);
            default -> super.text(column);
        };
    }

    @Override
    public Object value(int column) {
        return Texts.list(
                finding().tags(),
                tag -> new GenericInternalRow(new Object[] {Texts.of(tag.standard()), Texts.of(tag.requirement())}));
    }

    @Override
    public void close() {
        stream.close();
    }
}
