package io.github.ossec4j.agentless;

import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What to check: one host of an {@code <agentless>} entry. Immutable.
 *
 * <p>Type and host become part of file names and of message locations. Both are refused if they are empty, {@code .} or
 * {@code ..}, or contain a slash or a control character.
 */
public final class AgentlessCheck {
    private final AgentlessEntry entry;
    private final AgentlessEntry.Host host;
    private final List<String> arguments;
    private final List<String> commands;

    private AgentlessCheck(
            AgentlessEntry entry, AgentlessEntry.Host host, List<String> arguments, List<String> commands) {
        requireName("type", entry.type());
        requireName("host", host.target());
        requireLocation(device(entry, host.target()));
        this.entry = entry;
        this.host = host;
        this.arguments = List.copyOf(arguments);
        this.commands = List.copyOf(commands);
    }

    /**
     * One host of an entry.
     *
     * @throws IllegalArgumentException if type or host is refused, or a quote in the arguments is not closed
     */
    public static AgentlessCheck of(AgentlessEntry entry, AgentlessEntry.Host host) {
        return new AgentlessCheck(entry, host, ArgumentWords.parse(entry.arguments()), lines(entry.arguments()));
    }

    /**
     * The first host of an entry, for entries created in code.
     *
     * @throws IllegalArgumentException as {@link #of(AgentlessEntry, AgentlessEntry.Host)}
     */
    public static AgentlessCheck of(AgentlessEntry entry) {
        return of(entry, entry.hosts().get(0));
    }

    /** The same with arguments that have been split already; for checks that send commands, each is a command. */
    public AgentlessCheck withArguments(List<String> words) {
        return new AgentlessCheck(entry, host, words, words);
    }

    /** The entry it belongs to. */
    public AgentlessEntry entry() {
        return entry;
    }

    /** The name of the script below {@code agentless}, or of the check over SSH that replaces it. */
    public String type() {
        return entry.type();
    }

    /** The host as configured, without the word for the elevation; blanks are part of it. */
    public String host() {
        return host.target();
    }

    /** How the check becomes root on the device. */
    public AgentlessEntry.Elevation elevation() {
        return host.elevation();
    }

    /**
     * The arguments of a script after the host, one element each: the text of {@code <arguments>} split by the quoting
     * rules of a POSIX shell. Blanks, tabs and line feeds separate words. Between single quotes everything represents
     * itself; between double quotes a backslash quotes {@code $}, {@code `}, {@code "}, {@code \} and a line feed;
     * elsewhere it quotes any character. No other shell syntax applies: variables, wildcards, tildes,
     * redirections, pipes and comments are ordinary characters.
     */
    public List<String> arguments() {
        return arguments;
    }

    /** {@code (TYPE) HOST}, the name of the device in messages and in {@code queue/agentless}. */
    public String device() {
        return device(entry, host.target());
    }

    /**
     * For people: type, host, and the line of the entry if it comes from a file, such as
     * {@code (type) root@host (entry of line 12)}.
     */
    public String name() {
        return name(entry, host.target());
    }

    static String name(AgentlessEntry entry, String host) {
        OptionalInt line = entry.lineNumber();
        return device(entry, host) + (line.isPresent() ? " (entry of line " + line.getAsInt() + ")" : "");
    }

    private static String device(AgentlessEntry entry, String host) {
        return "(" + entry.type() + ") " + host;
    }

    /** Whether {@code STORE} sections are stored and compared. */
    boolean stores() {
        return entry.states().contains(AgentlessEntry.State.PERIODIC_DIFF);
    }

    /** The command lines that checks over SSH send to the host or device: the lines of the text, quotes included. */
    List<String> commands() {
        return commands;
    }

    /** The arguments of a script: the elevation's word if there is one, the host, and the arguments. */
    List<String> scriptArguments() {
        List<String> all = new ArrayList<>();
        switch (host.elevation()) {
            case NONE -> {}
            case SU -> all.add("use_su");
            case SUDO -> all.add("use_sudo");
        }
        all.add(host.target());
        all.addAll(arguments);
        return List.copyOf(all);
    }

    /** The same for every login to the same device: the address, in lower case. */
    String address() {
        String target = host.target();
        return target.substring(target.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** As {@link #name()}; arguments may be secret. */
    @Override
    public String toString() {
        return "AgentlessCheck[" + name() + "]";
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static void requireName(String what, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("agentless " + what + " \"" + name
                    + "\" cannot be part of a file name: it must not be empty, \".\" or \"..\", nor contain a slash");
        }
    }

    /** What {@link QueueMessage} refuses: without this, the check would run, and each of its messages fail. */
    private static void requireLocation(String device) {
        int arrow = device.indexOf("->");
        if (device.chars().anyMatch(c -> c < ' ') || (arrow >= 0 && device.indexOf(':', arrow) >= 0)) {
            throw new IllegalArgumentException(
                    "agentless device \"" + device + "\" cannot be part of a message: it must"
                            + " contain no tab or other control character, nor a colon after \"->\"");
        }
    }
}
