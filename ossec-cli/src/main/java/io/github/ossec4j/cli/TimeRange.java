package io.github.ossec4j.cli;

import io.github.ossec4j.api.Ossec;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that limit a command to a range of times. */
final class TimeRange {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--since",
            paramLabel = TimeArgument.LABEL,
            converter = TimeArgument.Converter.class,
            description = "From this time on: " + TimeArgument.RULE + ".")
    private @Nullable TimeArgument since;

    @Option(
            names = "--until",
            paramLabel = TimeArgument.LABEL,
            converter = TimeArgument.Converter.class,
            description = "Up to this time, to the end of a second, minute or day that it names.")
    private @Nullable TimeArgument until;

    /** Where the range starts; empty if it has no start. */
    Optional<Instant> since(Ossec ossec) {
        return since(ossec.zoneRules(), ossec.clock());
    }

    /** {@link #since(Ossec)} without a home. */
    Optional<Instant> since(ZoneRules zone, Clock clock) {
        return Optional.ofNullable(since).map(time -> time.start(zone, clock));
    }

    /**
     * Where the range ends, exclusive; empty if it has no end.
     *
     * @throws ParameterException if that is not after its start
     */
    Optional<Instant> until(Ossec ossec) {
        return until(ossec.zoneRules(), ossec.clock());
    }

    /** {@link #until(Ossec)} without a home. */
    Optional<Instant> until(ZoneRules zone, Clock clock) {
        Optional<Instant> end = Optional.ofNullable(until).map(time -> time.end(zone, clock));
        if (end.isPresent()
                && since(zone, clock)
                        .filter(start -> !start.isBefore(end.get()))
                        .isPresent()) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--until ends before --since starts");
        }
        return end;
    }

    /** A search with the limits of the range, as far as it has any; {@code from} and {@code until} set one. */
    <S> S limit(
            ZoneRules zone, Clock clock, S search, BiFunction<S, Instant, S> from, BiFunction<S, Instant, S> until) {
        S limited = since(zone, clock).map(time -> from.apply(search, time)).orElse(search);
        return until(zone, clock).map(time -> until.apply(limited, time)).orElse(limited);
    }

    /** {@link #limit(ZoneRules, Clock, Object, BiFunction, BiFunction)} in the zone of a home. */
    <S> S limit(Ossec ossec, S search, BiFunction<S, Instant, S> from, BiFunction<S, Instant, S> until) {
        return limit(ossec.zoneRules(), ossec.clock(), search, from, until);
    }

    /** Accepts what happened in the range; without a time, only if there is no limit. */
    <T> Predicate<T> filter(Ossec ossec, Function<T, Optional<Instant>> time) {
        Instant start = since(ossec).orElse(Instant.MIN);
        Instant end = until(ossec).orElse(Instant.MAX);
        return isUnlimited()
                ? record -> true
                : record -> time.apply(record)
                        .filter(known -> !known.isBefore(start) && known.isBefore(end))
                        .isPresent();
    }

    /** The day on which the range starts, in the zone of the home; empty if it has no start. */
    Optional<LocalDate> firstDay(Ossec ossec) {
        return since(ossec).map(time -> day(ossec, time));
    }

    /** The last day of the range. */
    Optional<LocalDate> lastDay(Ossec ossec) {
        return until(ossec).map(time -> day(ossec, time.minusNanos(1)));
    }

    private static LocalDate day(Ossec ossec, Instant time) {
        return LocalDate.ofInstant(time, ossec.zoneRules().getOffset(time));
    }

    /** Whether there is neither a start nor an end. */
    boolean isUnlimited() {
        return since == null && until == null;
    }
}
