package io.github.ossec4j.cli;

import io.github.ossec4j.api.Ossec;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.temporal.TemporalUnit;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on the command line: {@link #RULE}. It stands for all of the second, minute or day that it names, in the zone of
 * the home; a number of hours or days ago is a moment. Immutable.
 */
sealed interface TimeArgument {
    /** What {@code --help} calls it. */
    String LABEL = "TIME";

    /** What is a time. */
    String RULE = "2021-02-03, 2021-02-03T04:05 or 2021-02-03T04:05:06, in the time zone of the home unless Z or an"
            + " offset such as +02:00 follows; @1612325106 (seconds since 1970); 30m, 24h, 7d or 2w ago; today,"
            + " yesterday or now";

    /** The start of what it names. */
    Instant start(ZoneRules home, Clock clock);

    /** The end of what it names, exclusive. */
    Instant end(ZoneRules home, Clock clock);

    /** {@link #start(ZoneRules, Clock)} for a home. */
    default Instant start(Ossec ossec) {
        return start(ossec.zoneRules(), ossec.clock());
    }

    /** {@link #end(ZoneRules, Clock)} for a home. */
    default Instant end(Ossec ossec) {
        return end(ossec.zoneRules(), ossec.clock());
    }

    /**
     * Reads a time.
     *
     * @throws TypeConversionException if the text is none
     */
    static TimeArgument parse(String text) {
        try {
            String word = text.strip().toLowerCase(Locale.ROOT);
            return switch (word) {
                case "now" -> new Ago(Duration.ZERO);
                case "today" -> new DayAgo(0);
                case "yesterday" -> new DayAgo(1);
                default -> {
                    if (word.startsWith("@")) {
                        LocalDateTime second =
                                LocalDateTime.ofEpochSecond(number(word.substring(1)), 0, ZoneOffset.UTC);
                        yield new Named(second, ChronoUnit.SECONDS, List.of(ZoneOffset.UTC));
                    }
                    yield word.indexOf('-') > 0 ? Named.parse(word) : Ago.parse(word);
                }
            };
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is not a time: " + RULE);
        }
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 11 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new DateTimeException("not a number of at most 11 digits");
        }
        return Long.parseLong(digits);
    }

    /** A second, minute or day; in the zone of the home if there are no offsets. */
    record Named(LocalDateTime begin, TemporalUnit unit, List<ZoneOffset> offsets) implements TimeArgument {
        private static final int MINUTE_LENGTH = "yyyy-MM-ddThh:mm".length();

        private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .optionalStart()
                .appendLiteral('T')
                .appendValue(ChronoField.HOUR_OF_DAY, 2)
                .appendLiteral(':')
                .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
                .optionalStart()
                .appendLiteral(':')
                .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
                .optionalStart() // as other programs print it; OSSEC records seconds
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HHMM", "Z")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH:mm", "Z")
                .optionalEnd()
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);

        static Named parse(String text) {
            String withT = text.length() > 10 && text.charAt(10) == ' '
                    ? text.substring(0, 10) + 'T' + text.substring(11)
                    : text;
            TemporalAccessor parsed = FORMAT.parse(withT);
            LocalDate date = LocalDate.from(parsed);
            if (date.getYear() > 9999) {
                throw new DateTimeException("too late");
            }
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            boolean hasSeconds = withT.length() > MINUTE_LENGTH && withT.charAt(MINUTE_LENGTH) == ':';
            ChronoUnit unit = time == null ? ChronoUnit.DAYS : hasSeconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
            return new Named(
                    date.atTime(time == null ? LocalTime.MIN : time.truncatedTo(ChronoUnit.SECONDS)),
                    unit,
                    offset == null ? List.of() : List.of(offset));
        }

        @Override
        public Instant start(ZoneRules home, Clock clock) {
            return begin.toInstant(offset(begin, home, 0));
        }

        /** After the second one, where the clock shows a time twice. */
        @Override
        public Instant end(ZoneRules home, Clock clock) {
            LocalDateTime last = begin.plus(1, unit).minusSeconds(1);
            return last.toInstant(offset(last, home, 1)).plusSeconds(1);
        }

        private ZoneOffset offset(LocalDateTime time, ZoneRules home, int choice) {
            List<ZoneOffset> valid = offsets.isEmpty() ? home.getValidOffsets(time) : offsets;
            return valid.isEmpty() ? home.getOffset(time) : valid.get(Math.min(choice, valid.size() - 1));
        }
    }

    /** A day of the home, counted back from today. */
    record DayAgo(int days) implements TimeArgument {
        @Override
        public Instant start(ZoneRules home, Clock clock) {
            return day(home, clock).start(home, clock);
        }

        @Override
        public Instant end(ZoneRules home, Clock clock) {
            return day(home, clock).end(home, clock);
        }

        private Named day(ZoneRules home, Clock clock) {
            Instant now = clock.instant();
            LocalDate today = LocalDate.ofInstant(now, home.getOffset(now));
            return new Named(today.minusDays(days).atStartOfDay(), ChronoUnit.DAYS, List.of());
        }
    }

    /** This long before now; a day has 24 hours. */
    record Ago(Duration duration) implements TimeArgument {
        private static final Map<Character, Duration> UNITS = Map.of(
                's', Duration.ofSeconds(1),
                'm', Duration.ofMinutes(1),
                'h', Duration.ofHours(1),
                'd', Duration.ofDays(1),
                'w', Duration.ofDays(7));

        static Ago parse(String text) {
            Duration unit = text.isEmpty() ? null : UNITS.get(text.charAt(text.length() - 1));
            if (unit == null) {
                throw new DateTimeException("no unit");
            }
            return new Ago(unit.multipliedBy(number(text.substring(0, text.length() - 1))));
        }

        @Override
        public Instant start(ZoneRules home, Clock clock) {
            Instant now = clock.instant();
            return duration.toSeconds() > now.getEpochSecond() ? Instant.EPOCH : now.minus(duration);
        }

        @Override
        public Instant end(ZoneRules home, Clock clock) {
            return start(home, clock);
        }
    }

    /** Parses an option that is a time. */
    final class Converter implements ITypeConverter<TimeArgument> {
        @Override
        public TimeArgument convert(String text) {
            return parse(text);
        }
    }
}
