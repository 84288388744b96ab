package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.alerts.AlertCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The alerts of a file. What the head of an alert has is decided before the rest is taken apart. */
final class AlertRecords extends PieceColumns {
    static final List<Column> COLUMNS = List.of(
            new Column("manager", Column.Kind.NAME, "whose home it is"),
            new Column("id", Column.Kind.NAME, "the argument of active responses"),
            new Column("time", Column.Kind.TIME, "when the manager received the event"),
            new Column("rule", Column.Kind.INTEGER, "the number of the rule"),
            new Column("level", Column.Kind.INTEGER, "the level of the rule"),
            new Column("description", Column.Kind.TEXT, "of the rule"),
            new Column("groups", Column.Kind.NAMES, "of the rule"),
            new Column("agent", Column.Kind.TEXT, "the name of the agent or host the event came from"),
            new Column("source", Column.Kind.TEXT, "the file, command or daemon the event came from"),
            new Column("location", Column.Kind.TEXT, "the origin as written"),
            new Column("src_ip", Column.Kind.TEXT, "the source address"),
            new Column("src_port", Column.Kind.TEXT, "the source port"),
            new Column("dst_ip", Column.Kind.TEXT, "the destination address"),
            new Column("dst_port", Column.Kind.TEXT, "the destination port"),
            new Column("user", Column.Kind.TEXT, "the user on the destination"),
            new Column("log", Column.Kind.LINES, "the lines of the event"),
            new Column("mailed", Column.Kind.FLAG, "whether the rule asks for mail"),
            new Column("displaced", Column.Kind.FLAG, "whether the alert may be forged"));

    static final int TIME = 2;

    private static final int ID = 1;
    private static final int RULE = 3;
    private static final int LEVEL = 4;
    private static final int DESCRIPTION = 5;
    private static final int GROUPS = 6;
    private static final int AGENT_NAME = 7;
    private static final int SOURCE = 8;
    private static final int LOCATION = 9;
    private static final int SOURCE_IP = 10;
    private static final int SOURCE_PORT = 11;
    private static final int DESTINATION_IP = 12;
    private static final int DESTINATION_PORT = 13;
    private static final int USER = 14;
    private static final int MAILED = 16;

    private final AlertCursor cursor;
    private final Condition condition;
    private final boolean isLossless;
    private @Nullable Alert alert;

    AlertRecords(Piece piece, Path file, ReadOptions options, Condition condition, MalformedLineHandler malformed)
            throws IOException {
        super(piece);
        this.condition = condition;
        this.isLossless = options.isLossless();
        this.cursor = AlertCursor.open(file, malformed);
    }

    @Override
    public boolean next() throws IOException {
        while (cursor.next()) {
            alert = null;
            if (condition.test(this) == Truth.TRUE) {
                return true;
            }
        }
        return false;
    }

    private Alert alert() {
        Alert known = alert;
        if (known == null) {
            known = cursor.alert();
            alert = known;
        }
        return known;
    }

    @Override
    public boolean isNull(int column) {
        return switch (column) {
            case ID -> alert().id().isEmpty();
            case AGENT_NAME -> alert().origin().name().isEmpty();
            case SOURCE_IP, SOURCE_PORT, DESTINATION_IP, DESTINATION_PORT, USER ->
                field(column).isEmpty();
            default -> false;
        };
    }

    @Override
    public long number(int column) {
        return switch (column) {
            case TIME -> Texts.micros(cursor.epochSecond());
            case RULE -> cursor.ruleId();
            case LEVEL -> cursor.level();
            case MAILED -> alert().isMailed() ? 1 : 0;
            default -> cursor.isDisplaced() ? 1 : 0;
        };
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return switch (column) {
            case ID -> alert().id().map(Texts::of).orElse(null);
            case DESCRIPTION -> Texts.of(alert().rule().description(), isLossless);
            case AGENT_NAME -> isNull(column) ? null : Texts.of(alert().origin().name(), isLossless);
            case SOURCE -> Texts.of(alert().origin().source(), isLossless);
            case LOCATION -> Texts.of(alert().location(), isLossless);
            case MANAGER -> super.text(column);
            default -> field(column).map(text -> Texts.of(text, isLossless)).orElse(null);
        };
    }

    private Optional<RawText> field(int column) {
        AlertFields fields = alert().fields();
        return switch (column) {
            case SOURCE_IP -> fields.sourceAddress();
            case SOURCE_PORT -> fields.sourcePort();
            case DESTINATION_IP -> fields.destinationAddress();
            case DESTINATION_PORT -> fields.destinationPort();
            default -> fields.user();
        };
    }

    @Override
    public Object value(int column) {
        return column == GROUPS
                ? Texts.list(alert().rule().groups(), Texts::of)
                : Texts.list(alert().log(), line -> Texts.element(line, isLossless));
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
