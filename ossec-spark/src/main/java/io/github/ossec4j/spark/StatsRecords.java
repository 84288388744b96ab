package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.jspecify.annotations.Nullable;

/** The hours of a day's totals. */
final class StatsRecords extends ValueRecords<HourlyTotals> {
    static final List<Column> COLUMNS = List.of(
            new Column("manager", Column.Kind.NAME, "whose home it is"),
            new Column("day", Column.Kind.DAY, "in the manager's zone"),
            new Column("hour", Column.Kind.INTEGER, "0 to 23, in the manager's zone"),
            new Column("alerts", Column.Kind.LONG, "matches of rules of any level"),
            new Column("events", Column.Kind.LONG, "events received"),
            new Column("syscheck", Column.Kind.LONG, "integrity messages among them"),
            new Column("firewall", Column.Kind.LONG, "firewall events among them"),
            new Column("rules", Column.Kind.RULE_COUNTS, "how often each rule matched"));

    static final int DAY = 1;

    private static final int HOUR = 2;
    private static final int ALERTS = 3;
    private static final int EVENTS = 4;
    private static final int SYSCHECK = 5;

    private final long day;
    private final Iterator<HourlyTotals> hours;

    StatsRecords(Piece piece, Path file, Condition condition, MalformedLineHandler malformed) throws IOException {
        super(piece, condition);
        this.day = DayFiles.dayOf(piece.file()).toEpochDay();
        this.hours = TotalsFile.read(file, malformed).iterator();
    }

    @Override
    @Nullable
    HourlyTotals read() {
        return hours.hasNext() ? hours.next() : null;
    }

    @Override
    public boolean isNull(int column) {
        return false;
    }

    @Override
    public long number(int column) {
        return switch (column) {
            case DAY -> day;
            case HOUR -> current().hour();
            case ALERTS -> current().alerts();
            case EVENTS -> current().events();
            case SYSCHECK -> current().syscheck();
            default -> current().firewall();
        };
    }

    @Override
    public Object value(int column) {
        return Texts.list(
                current().rules(),
                count -> new GenericInternalRow(new Object[] {count.rule(), count.level(), count.times()}));
    }
}
