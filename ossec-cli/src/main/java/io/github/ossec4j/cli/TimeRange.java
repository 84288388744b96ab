package io.github.ossec4j.cli;

import io.github.ossec4j.api.Ossec;
import java.time.Clock;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.Objects;
import java.util.Optional;
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

    /** Whether there is neither a start nor an end. */
    boolean isUnlimited() {
        return since == null && until == null;
    }
}
