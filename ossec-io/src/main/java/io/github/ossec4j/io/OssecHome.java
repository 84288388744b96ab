package io.github.ossec4j.io;

import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.RawText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where everything is in an OSSEC home, usually {@code /var/ossec}.
 *
 * <p>Names and addresses of agents become parts of file names; one that contains a slash, a backslash or a zero byte
 * could lead out of its directory and has no path. Neither does one that is too long for a file name, nor one that is
 * not UTF-8 in a file system whose names consist of characters.
 *
 * <p>Immutable; nothing is read.
 *
 * @param root the home, on any file system
 */
public record OssecHome(Path root) {
    /** The limit of a file name, on every system that OSSEC runs on. */
    private static final int LONGEST_NAME_BYTES = 255;

    /** The home at this path. */
    public static OssecHome at(Path root) {
        return new OssecHome(root);
    }

    /** {@code etc/client.keys}. */
    public Path clientKeys() {
        return root.resolve("etc").resolve("client.keys");
    }

    /** {@code etc/ossec.conf}. */
    public Path configuration() {
        return root.resolve("etc").resolve("ossec.conf");
    }

    /** {@code etc/shared/agent.conf}. */
    public Path agentConfiguration() {
        return root.resolve("etc").resolve("shared").resolve("agent.conf");
    }

    /** {@code etc/localtime}, the zone in which OSSEC's programs show times. */
    public Path localTime() {
        return root.resolve("etc").resolve("localtime");
    }

    /** {@code queue/agent-info}. */
    public Path agentInfoDirectory() {
        return root.resolve("queue").resolve("agent-info");
    }

    /** {@code queue/syscheck}. */
    public Path syscheckDirectory() {
        return root.resolve("queue").resolve("syscheck");
    }

    /** {@code queue/rootcheck}. */
    public Path rootcheckDirectory() {
        return root.resolve("queue").resolve("rootcheck");
    }

    /** {@code queue/rids}. */
    public Path ridsDirectory() {
        return root.resolve("queue").resolve("rids");
    }

    /** {@code queue/agents-timestamp}. */
    public Path agentsTimestamp() {
        return root.resolve("queue").resolve("agents-timestamp");
    }

    /** {@code queue/agentless}. */
    public Path agentlessDirectory() {
        return root.resolve("queue").resolve("agentless");
    }

    /** {@code stats}. */
    public Path statsDirectory() {
        return root.resolve("stats");
    }

    /** {@code logs}. */
    public Path logsDirectory() {
        return root.resolve("logs");
    }

    /** {@code logs/ossec.log}, in which OSSEC's programs log. */
    public Path ossecLog() {
        return logsDirectory().resolve("ossec.log");
    }

    /** {@code logs/active-responses.log}. */
    public Path activeResponsesLog() {
        return logsDirectory().resolve("active-responses.log");
    }

    /** {@code var/run}. */
    public Path runDirectory() {
        return root.resolve("var").resolve("run");
    }

    /** {@code bin/.process_list}, which enables optional daemons. */
    public Path processList() {
        return root.resolve("bin").resolve(".process_list");
    }

    /** {@code queue/agent-info/<name>-<address>}; empty if the name would lead out of the directory. */
    public Optional<Path> agentInfo(String name, AgentAddress address) {
        return within(agentInfoDirectory(), name + "-" + address.hostText());
    }

    /** The integrity database of an agent; empty if its name would lead out of the directory. */
    public Optional<Path> syscheck(String name, AgentAddress address) {
        return within(syscheckDirectory(), location(name, address) + "->syscheck");
    }

    /** The registry database of a Windows agent; empty if its name would lead out of the directory. */
    public Optional<Path> syscheckRegistry(String name, AgentAddress address) {
        return within(syscheckDirectory(), location(name, address) + "->syscheck-registry");
    }

    /** The marker that the first integrity scan of an agent is complete; empty for names that would lead out. */
    public Optional<Path> syscheckMarker(String name, AgentAddress address) {
        return within(syscheckDirectory(), "." + location(name, address) + "->syscheck.cpt");
    }

    /** The marker that the first registry scan of an agent is complete; empty for names that would lead out. */
    public Optional<Path> syscheckRegistryMarker(String name, AgentAddress address) {
        return within(syscheckDirectory(), "." + location(name, address) + "->syscheck-registry.cpt");
    }

    /** The integrity database of an agentless device; empty if its name would lead out of the directory. */
    public Optional<Path> agentlessSyscheck(String type, String host) {
        return within(syscheckDirectory(), "(" + type + ") " + host + "->syscheck");
    }

    /** The policy database of an agent; empty if its name would lead out of the directory. */
    public Optional<Path> rootcheck(String name, AgentAddress address) {
        return within(rootcheckDirectory(), location(name, address) + "->rootcheck");
    }

    /** The maintenance marker of an agent, OSSEC 4.3; empty if its name would lead out of the directory. */
    public Optional<Path> maintenance(String name, AgentAddress address) {
        return within(syscheckDirectory(), "." + location(name, address) + ".maint");
    }

    /** The replay counter of an agent; empty for an id, as written in {@code client.keys}, that is not a number. */
    public Optional<Path> replayCounter(String idText) {
        boolean number = !idText.isEmpty() && idText.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? within(ridsDirectory(), idText) : Optional.empty();
    }

    /** The manager's own integrity database. */
    public Path managerSyscheck() {
        return syscheckDirectory().resolve("syscheck");
    }

    /** The marker that the first integrity scan of the manager is complete. */
    public Path managerSyscheckMarker() {
        return syscheckDirectory().resolve(".syscheck.cpt");
    }

    /** The manager's own policy database. */
    public Path managerRootcheck() {
        return rootcheckDirectory().resolve("rootcheck");
    }

    /** The maintenance marker of the manager, OSSEC 4.3. */
    public Path managerMaintenance() {
        return syscheckDirectory().resolve(".syscheck.maint");
    }

    /**
     * A file that the configuration names, relative to the home whether or not its path starts with a slash; empty if the
     * path would lead out of the home.
     *
     * @param path with slashes, as {@link RawText#lossless()}
     */
    public Optional<Path> file(String path) {
        Optional<Path> file = Optional.of(root);
        for (String step : path.split("/", -1)) {
            if (step.equals("..")) {
                return Optional.empty();
            }
            if (!step.isEmpty() && !step.equals(".")) {
                file = file.flatMap(directory -> within(directory, step));
            }
        }
        return file;
    }

    /** Whether text can be part of a file name without leading out of its directory. */
    public static boolean isSafeInFileName(String text) {
        return text.indexOf('/') < 0 && text.indexOf('\\') < 0 && text.indexOf('\0') < 0;
    }

    private static String location(String name, AgentAddress address) {
        return "(" + name + ") " + address.hostText();
    }

    /** The file of this name; the name's bytes count, whatever charset the JVM uses for file names. */
    private static Optional<Path> within(Path directory, String name) {
        boolean plain = isPlain(name);
        int bytes = plain ? name.length() : RawText.fromLossless(name).length();
        if (!isSafeInFileName(name) || bytes > LONGEST_NAME_BYTES) {
            return Optional.empty();
        }
        if (plain || !directory.getFileSystem().equals(FileSystems.getDefault())) {
            try {
                return Optional.of(directory.resolve(name));
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // a zip file system has no way to name bytes that are not text
            }
        }
        var encoded = new StringBuilder(directory.toUri().getRawPath());
        if (encoded.charAt(encoded.length() - 1) != '/') {
            encoded.append('/');
        }
        for (byte b : RawText.fromLossless(name).bytes()) {
            encoded.append('%').append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
        }
        // Only a URI can name bytes that are not text in the JVM's own charset of file names.
        return Optional.of(Path.of(URI.create("file://"
                + new String(encoded.toString().getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII))));
    }

    /** Whether these are letters and the like in ASCII; a loop, since a list of agents asks it for each of thousands. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }
}
