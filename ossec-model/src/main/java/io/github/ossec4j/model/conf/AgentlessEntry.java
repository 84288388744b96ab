package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code agentless}: devices that are checked over the network; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>An entry created in code needs a type and a host: {@code AgentlessEntry.of("ssh_generic_diff", "root@192.0.2.7")};
 * {@link #builder} sets everything else. In a file, an entry without host, type or state, with an unknown element or
 * state, with a frequency or port that is not a number, or purely periodic with a frequency of 0 is reported and left
 * out, as OSSEC refuses it.
 */
public final class AgentlessEntry extends Section {
    private static final Map<String, State> STATES = Map.of(
            "periodic", State.PERIODIC, "periodic_diff", State.PERIODIC_DIFF, "stay_connected", State.STAY_CONNECTED);
    private static final Set<String> NAMES =
            Set.of("host", "type", "frequency", "port", "state", "arguments", "run_command");

    AgentlessEntry(SectionReader in) {
        super(read(in));
    }

    private AgentlessEntry(Map<String, Object> settings) {
        super(settings);
    }

    /** An entry for one device with the defaults of {@link #builder}. */
    public static AgentlessEntry of(String type, String host) {
        return builder(type, host).build();
    }

    /**
     * An entry that runs once a day without arguments. It is {@link State#PERIODIC_DIFF} if the name of its type ends
     * in {@code _diff}, as for OSSEC's scripts that print text for comparison, and {@link State#PERIODIC}
     * otherwise.
     *
     * @param type name of a script below {@code agentless}
     * @param host as in a file, see {@link Host#parse}
     */
    public static Builder builder(String type, String host) {
        return new Builder(type).host(host);
    }

    private static SectionReader read(SectionReader in) {
        Set<State> states = EnumSet.noneOf(State.class);
        boolean isUnderstood = true;
        for (ConfigurationElement child : in.children()) {
            if (!NAMES.contains(child.name())) {
                in.problem(
                        child,
                        "host, type, frequency, port, state, arguments or run_command in agentless, not "
                                + child.name());
                isUnderstood = false;
            } else if (child.name().equals("state")) {
                State state = STATES.get(child.text());
                if (state == null) {
                    in.problem(child, "periodic, periodic_diff or stay_connected in state");
                    isUnderstood = false;
                } else {
                    states.add(state);
                }
            } else if (child.name().equals("frequency")) {
                isUnderstood &= SectionReader.secondsIn(child.text()).isPresent(); // reported below
            } else if (child.name().equals("port")) {
                isUnderstood &= SectionReader.numberIn(child.text(), 0, Integer.MAX_VALUE)
                        .isPresent(); // reported below
            }
        }
        in.seconds("frequency", Duration.ofDays(1))
                .keep(
                        "host",
                        in.elements("host").stream()
                                .map(host -> Host.parse(host.text()))
                                .toList())
                .text("type", "arguments", "run_command")
                .number("port", 0, Integer.MAX_VALUE)
                .keep("state", List.copyOf(states))
                .keep("line", OptionalInt.of(in.lineNumber()));
        if (!in.isGiven("host") || !in.isGiven("type") || in.elements("state").isEmpty()) {
            return in.invalid("host, type and state in agentless");
        }
        if (!isUnderstood) {
            return in.invalid();
        }
        boolean isBusy =
                Duration.ZERO.equals(in.settings().get("frequency")) && states.equals(EnumSet.of(State.PERIODIC));
        return isBusy ? in.invalid("a frequency above 0 in a periodic agentless entry") : in;
    }

    /** {@code <host>}, one or more. */
    public List<Host> hosts() {
        return list("host", Host.class);
    }

    /** {@code <type>}: name of a script below {@code agentless}, as written; it may point elsewhere. */
    public String type() {
        return text("type").orElseThrow();
    }

    /** {@code <frequency>}; default a day. */
    public Duration frequency() {
        return duration("frequency");
    }

    /** {@code <port>}: stored but not used by OSSEC; the port of a check over SSH. */
    public OptionalInt port() {
        return optionalNumber("port");
    }

    /** {@code <state>}, one or more. */
    public Set<State> states() {
        return Set.copyOf(list("state", State.class));
    }

    /** {@code <arguments>} of the script, as written; default none. */
    public String arguments() {
        return text("arguments").orElse("");
    }

    /** {@code <run_command>}: stored but not used by OSSEC. */
    public Optional<String> runCommand() {
        return text("run_command");
    }

    /** The 1-based line of the file where the entry starts; empty if it was created in code. */
    public OptionalInt lineNumber() {
        return optionalNumber("line");
    }

    /** Builds an entry; see {@link AgentlessEntry#builder}. One thread at a time. */
    public static final class Builder {
        private final Map<String, Object> settings = new LinkedHashMap<>();
        private final List<Host> hosts = new ArrayList<>();

        private Builder(String type) {
            settings.put("type", Optional.of(type));
            settings.put("frequency", Duration.ofDays(1));
            settings.put("state", List.of(type.endsWith("_diff") ? State.PERIODIC_DIFF : State.PERIODIC));
            settings.put("arguments", Optional.empty());
            settings.put("port", OptionalInt.empty());
            settings.put("run_command", Optional.empty());
            settings.put("line", OptionalInt.empty());
        }

        /** One more device, as in a file, see {@link Host#parse}. */
        public Builder host(String text) {
            hosts.add(Host.parse(text));
            return with("host", List.copyOf(hosts));
        }

        /** See {@link AgentlessEntry#frequency()}; 0 or more. */
        public Builder frequency(Duration frequency) {
            if (frequency.isNegative()) {
                throw new IllegalArgumentException("frequency must not be negative, was " + frequency);
            }
            return with("frequency", frequency);
        }

        /** See {@link AgentlessEntry#port()}. */
        public Builder port(int port) {
            return with("port", OptionalInt.of(port));
        }

        /** See {@link AgentlessEntry#states()}; one or more. */
        public Builder states(State... states) {
            if (states.length == 0) {
                throw new IllegalArgumentException("an entry needs a state");
            }
            return with("state", Arrays.stream(states).distinct().sorted().toList());
        }

        /** See {@link AgentlessEntry#arguments()}. */
        public Builder arguments(String arguments) {
            return with("arguments", Optional.of(arguments));
        }

        /** See {@link AgentlessEntry#runCommand()}. */
        public Builder runCommand(String command) {
            return with("run_command", Optional.of(command));
        }

        private Builder with(String name, Object value) {
            settings.put(name, value);
            return this;
        }

        /** The entry. */
        public AgentlessEntry build() {
            return new AgentlessEntry(settings);
        }
    }

    /** When and how an entry runs. */
    public enum State {
        /** Runs periodically; the script sends file records. */
        PERIODIC,
        /** Runs periodically; the script sends text that is compared with the previous one. */
        PERIODIC_DIFF,
        /** Accepted, but an entry with only this state never runs. */
        STAY_CONNECTED
    }

    /** How the script gains more privileges on the device. */
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
     * @param elevation how to gain more privileges there
     * @param target mostly {@code user@host}; OSSEC checks nothing about it
     */
    public record Host(Elevation elevation, String target) {
        private static final String SU = "use_su ";
        private static final String SUDO = "use_sudo ";

        /**
         * Reads the text of {@code host}: a prefix of exactly {@code "use_su "} or {@code "use_sudo "} is removed.
         */
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
