package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code active-response}: when a command runs, and where; source: {@code docs/formats/ossec.conf.md}.
 */
public final class ActiveResponseSection extends Section {
    private static final Map<String, Location> LOCATIONS = Map.of(
            "server", Location.SERVER,
            "AS", Location.SERVER,
            "analysisd", Location.SERVER,
            "analysis-server", Location.SERVER,
            "local", Location.LOCAL,
            "defined-agent", Location.DEFINED_AGENT,
            "all", Location.ALL,
            "any", Location.ALL);

    ActiveResponseSection(SectionReader in) {
        super(required(in.text("command", "agent_id", "rules_group")
                .choice("location", LOCATIONS)
                .yes("disabled", false)
                .numbers("rules_id")
                .number("level", 0, 20)
                .keep("timeout", in.secondsOf("timeout"))
                .keep("repeated_offenders", minutes(in.numbersOf("repeated_offenders")))));
    }

    /** {@code <command>}: name of a command; required unless disabled. */
    public Optional<String> command() {
        return text("command");
    }

    /** {@code <location>}; required unless disabled. */
    public Optional<Location> location() {
        return optional("location", Location.class);
    }

    /** {@code <agent_id>}: where the location is a defined agent. */
    public Optional<String> agentId() {
        return text("agent_id");
    }

    /** {@code <rules_id>}. */
    public List<Integer> ruleIds() {
        return list("rules_id", Integer.class);
    }

    /** {@code <rules_group>}. */
    public Optional<String> ruleGroup() {
        return text("rules_group");
    }

    /** {@code <level>}: lowest level of alert, 0 to 20. */
    public OptionalInt level() {
        return optionalNumber("level");
    }

    /** {@code <timeout>}: after which the command is undone; absent or 0: never. */
    public Optional<Duration> timeout() {
        return optional("timeout", Duration.class);
    }

    /** {@code <disabled>}; default no. */
    public boolean disabled() {
        return yes("disabled");
    }

    /** {@code <repeated_offenders>}: longer timeouts for those who come back, in minutes in the file. */
    public List<Duration> repeatedOffenders() {
        return list("repeated_offenders", Duration.class);
    }

    private static SectionReader required(SectionReader in) {
        boolean disabled = Boolean.TRUE.equals(in.settings().get("disabled"));
        return disabled ? in : in.require("a command and a location in active-response", "command", "location");
    }

    private static List<Duration> minutes(List<Integer> numbers) {
        return numbers.stream().map(Duration::ofMinutes).toList();
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
