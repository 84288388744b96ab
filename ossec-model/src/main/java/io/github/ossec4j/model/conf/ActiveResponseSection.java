package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * {@code active-response}: when a command runs, and where; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param command {@code <command>}: name of a command; required unless disabled
 * @param location {@code <location>}; required unless disabled
 * @param agentId {@code <agent_id>}: where the location is a defined agent
 * @param ruleIds {@code <rules_id>}
 * @param ruleGroup {@code <rules_group>}
 * @param level {@code <level>}: lowest level of alert, 0 to 20
 * @param timeout {@code <timeout>}: after which the command is undone; absent or 0: never
 * @param disabled {@code <disabled>}; default no
 * @param repeatedOffenders {@code <repeated_offenders>}: longer timeouts for those who come back, in minutes in the file
 */
public record ActiveResponseSection(
        Optional<String> command,
        Optional<Location> location,
        Optional<String> agentId,
        List<Integer> ruleIds,
        Optional<String> ruleGroup,
        OptionalInt level,
        Optional<Duration> timeout,
        boolean disabled,
        List<Duration> repeatedOffenders) {
    private static final Map<String, Location> LOCATIONS = Map.of(
            "server", Location.SERVER,
            "AS", Location.SERVER,
            "analysisd", Location.SERVER,
            "analysis-server", Location.SERVER,
            "local", Location.LOCAL,
            "defined-agent", Location.DEFINED_AGENT,
            "all", Location.ALL,
            "any", Location.ALL);

    /** Copies the lists. */
    public ActiveResponseSection {
        ruleIds = List.copyOf(ruleIds);
        repeatedOffenders = List.copyOf(repeatedOffenders);
    }

    static Optional<ActiveResponseSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        Optional<String> command = section.text("command");
        Optional<Location> location = section.choice("location", LOCATIONS);
        boolean disabled = section.yes("disabled", false);
        if (!disabled && (command.isEmpty() || location.isEmpty())) {
            section.problem("a command and a location in active-response");
            return Optional.empty();
        }
        return Optional.of(new ActiveResponseSection(
                command,
                location,
                section.text("agent_id"),
                section.numbers("rules_id"),
                section.text("rules_group"),
                section.number("level", 0, 20),
                section.seconds("timeout"),
                disabled,
                section.numbers("repeated_offenders").stream()
                        .map(Duration::ofMinutes)
                        .toList()));
    }

    /** Where the command runs. */
    public enum Location {
        /** On the manager: {@code server}, {@code AS}, {@code analysisd} or {@code analysis-server}. */
        SERVER,
        /** Where the event was seen: {@code local}. */
        LOCAL,
        /** On one agent: {@code defined-agent}. */
        DEFINED_AGENT,
        /** On every agent: {@code all} or {@code any}. */
        ALL
    }
}
