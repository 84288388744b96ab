package io.github.ossec4j.cli;

import io.github.ossec4j.api.Manager;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.RecordStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/**
 * Lists the records of a log that has a file for each day.
 *
 * @param <T> the type of the records
 */
abstract class DailyLogCommand<T> extends HomeCommand {
    @Mixin
    private TimeRange range = new TimeRange();

    @Mixin
    private LastOnes last = new LastOnes();

    @Mixin
    private OutputFormat format = new OutputFormat();

    /** The records of these days. */
    abstract RecordStream<T> records(Manager manager, LocalDate first, LocalDate end);

    /** The time of a record. */
    abstract LocalDateTime date(T record);

    abstract Listing<T> listing();

    /** Whether a record is wanted, besides its time. */
    boolean isWanted(T record) {
        return true;
    }

    @Override
    final boolean readsStatistics() {
        return true;
    }

    @Override
    final int run(Session session) throws IOException {
        Ossec ossec = session.ossec();
        ZoneRules zone = ossec.zoneRules();
        LocalDate today = ossec.localTime().toLocalDate();
        LocalDate first = range.firstDay(ossec).orElse(range.isUnlimited() ? today : LocalDate.EPOCH);
        LocalDate end = range.lastDay(ossec).orElse(today.plusDays(range.isUnlimited() ? 0 : 1));
        try (RecordStream<T> all = records(ossec.manager(), first, end);
                Progress progress = Progress.of(session.terminal(), all)) {
            RecordStream<T> wanted = all.filter(range.filter(
                            ossec, record -> Optional.of(date(record).toInstant(zone.getOffset(date(record))))))
                    .filter(this::isWanted);
            format.print(session, last.of(wanted), listing(), progress);
        }
        return ExitStatus.ANSWERED;
    }

    /** To the second; a local date and time leaves them out if they are 0. */
    static String text(LocalDateTime date, char separator) {
        String text = date.toString().replace('T', separator);
        return date.getSecond() == 0 ? text + ":00" : text;
    }
}
