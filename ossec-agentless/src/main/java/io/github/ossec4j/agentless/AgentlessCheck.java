package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.script.ArgumentWords;
import io.github.ossec4j.agentless.script.ScriptKind;
import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What to check: one host of an {@code <agentless>} entry.
 *
 * <p>Type and host become part of file names and of message locations. Both are refused if they are empty, {@code .} or
 * {@code ..}, or contain a slash or a NUL.
 *
 * @param type name of the script below {@code agentless}, or of the check over SSH that takes its place
 * @param host as configured, without the word for the elevation; blanks are part of it
 * @param elevation how the check becomes root on the device
 * @param arguments what a script gets behind the host, one element per argument
 * @param argumentText the same unsplit, quotes included: checks over SSH send it to the device as a command line
 * @param port of checks over SSH; scripts are not told
 */
public record AgentlessCheck(
        String type,
        String host,
        Elevation elevation,
        ScriptKind kind,
        List<String> arguments,
        String argumentText,
        OptionalInt port) {
    public AgentlessCheck {
        requireName("type", type);
        requireName("host", host);
        arguments = List.copyOf(arguments);
    }

    /**
     * From the texts of the configuration.
     *
     * @param host with {@code use_su } or {@code use_sudo } in front where that is wanted; exactly one blank belongs to
     *     the word
     * @param arguments split by {@link ArgumentWords}
     * @throws IllegalArgumentException if type or host is refused, or a quotation in the arguments is not closed
     */
    public static AgentlessCheck parse(String type, String host, ScriptKind kind, String arguments) {
        return of(
                type,
                AgentlessEntry.Host.parse(host),
                kind,
                ArgumentWords.parse(arguments),
                arguments,
                OptionalInt.empty());
    }

    /** From arguments that have been split already; as a command line they are joined by blanks. */
    public static AgentlessCheck of(String type, String host, ScriptKind kind, List<String> arguments) {
        return of(
                type,
                AgentlessEntry.Host.parse(host),
                kind,
                arguments,
                String.join(" ", arguments),
                OptionalInt.empty());
    }

    /**
     * One host of an entry.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static AgentlessCheck from(AgentlessEntry entry, AgentlessEntry.Host host) {
        boolean stores = entry.states().contains(AgentlessEntry.State.PERIODIC_DIFF);
        return of(
                entry.type(),
                host,
                stores ? ScriptKind.PERIODIC_DIFF : ScriptKind.PERIODIC,
                ArgumentWords.parse(entry.arguments()),
                entry.arguments(),
                entry.port());
    }

    private static AgentlessCheck of(
            String type,
            AgentlessEntry.Host host,
            ScriptKind kind,
            List<String> arguments,
            String argumentText,
            OptionalInt port) {
        return new AgentlessCheck(type, host.target(), host.elevation(), kind, arguments, argumentText, port);
    }

    /** The arguments of a script: the elevation's word if there is one, the host, and the arguments. */
    public List<String> scriptArguments() {
        List<String> all = new ArrayList<>();
        switch (elevation) {
            case NONE -> {}
            case SU -> all.add("use_su");
            case SUDO -> all.add("use_sudo");
        }
        all.add(host);
        all.addAll(arguments);
        return List.copyOf(all);
    }

    /** {@code (TYPE) HOST}, which names the device in messages and in {@code queue/agentless}. */
    public String device() {
        return "(" + type + ") " + host;
    }

    private static void requireName(String what, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("agentless " + what + " \"" + name
                    + "\" cannot be part of a file name: it must not be empty, \".\" or \"..\", nor contain a slash");
        }
    }
}
