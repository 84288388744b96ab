package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code agentless}: devices that are checked over the network; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>An entry without host, type or state, with an unknown state, with a frequency that is no number, or purely
 * periodic with a frequency of 0 is reported and left out.
 *
 * @param hosts {@code <host>}, one or more
 * @param type {@code <type>}: name of a script below {@code agentless}, as written; it may point elsewhere
 * @param frequency {@code <frequency>}; default 86400 s
 * @param port {@code <port>}: OSSEC keeps it and does nothing with it
 * @param states {@code <state>}, one or more
 * @param arguments {@code <arguments>} of the script, as written; default none
 * @param runCommand {@code <run_command>}: OSSEC keeps it and does nothing with it
 * @param lineNumber 1-based line of the entry
 */
public record AgentlessSection(
        List<Host> hosts,
        String type,
        Duration frequency,
        OptionalInt port,
        Set<State> states,
        String arguments,
        Optional<String> runCommand,
        int lineNumber) {
    private static final Map<String, State> STATES = Map.of(
            "periodic", State.PERIODIC, "periodic_diff", State.PERIODIC_DIFF, "stay_connected", State.STAY_CONNECTED);
    private static final Set<String> NAMES =
            Set.of("host", "type", "frequency", "port", "state", "arguments", "run_command");

    /** Copies the collections. */
    public AgentlessSection {
        hosts = List.copyOf(hosts);
        states = Set.copyOf(states);
    }

    static Optional<AgentlessSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        boolean valid = true;
        Set<State> states = EnumSet.noneOf(State.class);
        for (ConfigurationElement child : block.children()) {
            if (!NAMES.contains(child.name())) {
                section.problem(child, "host, type, frequency, port, state, arguments or run_command in agentless");
            } else if (child.name().equals("state")) {
                State state = STATES.get(child.text());
                if (state == null) {
                    section.problem(child, "periodic, periodic_diff or stay_connected in state");
                    valid = false;
                } else {
                    states.add(state);
                }
            } else if (child.name().equals("frequency")
                    && SectionReader.secondsOf(child.text()).isEmpty()) {
                valid = false; // reported below
            }
        }
        Duration frequency = section.seconds("frequency", Duration.ofDays(1));
        Optional<String> type = section.text("type");
        if (!section.has("host") || type.isEmpty() || !section.has("state")) {
            section.problem("host, type and state in agentless");
            return Optional.empty();
        }
        if (!valid) {
            return Optional.empty();
        }
        if (frequency.isZero() && states.equals(EnumSet.of(State.PERIODIC))) {
            section.problem("a frequency above 0 in a periodic agentless entry");
            return Optional.empty();
        }
        return Optional.of(new AgentlessSection(
                section.texts("host").stream().map(Host::parse).toList(),
                type.get(),
                frequency,
                section.number("port", 0, Integer.MAX_VALUE),
                states,
                section.text("arguments").orElse(""),
                section.text("run_command"),
                block.lineNumber()));
    }

    /** When and how an entry runs. */
    public enum State {
        /** Runs every now and then; the script sends file records. */
        PERIODIC,
        /** Runs every now and then; the script sends text that is compared with the last. */
        PERIODIC_DIFF,
        /** Accepted, but such an entry alone never runs. */
        STAY_CONNECTED
    }

    /** How the script becomes a more powerful user on the device. */
    public enum Elevation {
        /** Not at all. */
        NONE,
        /** With {@code su}. */
        SU,
        /** With {@code sudo}. */
        SUDO
    }

    /**
     * One device.
     *
     * @param elevation how to gain more rights there
     * @param target mostly {@code user@host}; OSSEC checks nothing about it
     */
    public record Host(Elevation elevation, String target) {
        private static final String SU = "use_su ";
        private static final String SUDO = "use_sudo ";

        /** Reads the text of {@code host}: a prefix of exactly {@code "use_su "} or {@code "use_sudo "} is taken off. */
        public static Host parse(String text) {
            if (text.startsWith(SU)) {
                return new Host(Elevation.SU, text.substring(SU.length()));
            }
            if (text.startsWith(SUDO)) {
                return new Host(Elevation.SUDO, text.substring(SUDO.length()));
            }
            return new Host(Elevation.NONE, text);
        }
    }
}
