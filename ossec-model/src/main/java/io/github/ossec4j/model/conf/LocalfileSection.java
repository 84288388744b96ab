package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code localfile}: a log, or a command whose output is read like one; source: {@code docs/formats/ossec.conf.md}.
 */
public final class LocalfileSection extends Section {
    LocalfileSection(SectionReader in) {
        super(required(in.text("log_format", "location", "command", "alias", "query")
                .keep(
                        "frequency",
                        in.last("frequency", "a number of seconds, hourly or daily", LocalfileSection::frequencyIn)
                                .orElse(Duration.ofMinutes(6)))
                .yes("only-future-events", true)));
    }

    /** {@code <log_format>}; required. Text, because each release knows more formats. */
    public String logFormat() {
        return text("log_format").orElseThrow();
    }

    /** {@code <location>}: path, pattern, or path with a date in it; required unless there is a command. */
    public Optional<String> location() {
        return text("location");
    }

    /** {@code <command>}. */
    public Optional<String> command() {
        return text("command");
    }

    /** {@code <frequency>}: seconds, {@code hourly} or {@code daily}; default 360 s. */
    public Duration frequency() {
        return duration("frequency");
    }

    /** {@code <alias>}: name shown instead of the command. */
    public Optional<String> alias() {
        return text("alias");
    }

    /** {@code <only-future-events>}; default yes. */
    public boolean onlyFutureEvents() {
        return yes("only-future-events");
    }

    /** {@code <query>}: which events of a Windows channel. */
    public Optional<String> query() {
        return text("query");
    }

    private static SectionReader required(SectionReader in) {
        in.require("a log_format in localfile", "log_format");
        return in.isGiven("command") || !in.isValid()
                ? in
                : in.require("a location or a command in localfile", "location");
    }

    private static Optional<Duration> frequencyIn(String text) {
        return switch (text) {
            case "hourly" -> Optional.of(Duration.ofHours(1));
            case "daily" -> Optional.of(Duration.ofDays(1));
            default -> SectionReader.secondsIn(text);
        };
    }
}
