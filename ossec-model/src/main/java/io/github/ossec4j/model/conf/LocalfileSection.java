package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code localfile}: a log, or a command whose output is read like one; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param logFormat {@code <log_format>}; required. Text, because each release knows more formats
 * @param location {@code <location>}: path, pattern, or path with a date in it; required unless there is a command
 * @param command {@code <command>}
 * @param frequency {@code <frequency>}: seconds, {@code hourly} or {@code daily}; default 360 s
 * @param alias {@code <alias>}: name shown instead of the command
 * @param onlyFutureEvents {@code <only-future-events>}; default yes
 * @param query {@code <query>}: which events of a Windows channel
 */
public record LocalfileSection(
        String logFormat,
        Optional<String> location,
        Optional<String> command,
        Duration frequency,
        Optional<String> alias,
        boolean onlyFutureEvents,
        Optional<String> query) {
    static Optional<LocalfileSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        Optional<String> format = section.text("log_format");
        Optional<String> location = section.text("location");
        Optional<String> command = section.text("command");
        if (format.isEmpty()) {
            section.problem("a log_format in localfile");
            return Optional.empty();
        }
        if (location.isEmpty() && command.isEmpty()) {
            section.problem("a location or a command in localfile");
            return Optional.empty();
        }
        return Optional.of(new LocalfileSection(
                format.get(),
                location,
                command,
                section.last("frequency", "a number of seconds, hourly or daily", LocalfileSection::frequencyOf)
                        .orElse(Duration.ofMinutes(6)),
                section.text("alias"),
                section.yes("only-future-events", true),
                section.text("query")));
    }

    private static Optional<Duration> frequencyOf(String text) {
        return switch (text) {
            case "hourly" -> Optional.of(Duration.ofHours(1));
            case "daily" -> Optional.of(Duration.ofDays(1));
            default -> SectionReader.secondsOf(text);
        };
    }
}
