package io.github.ossec4j.io.control;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.DaemonUnreachableException.Reason;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.io.process.Program;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Commands to agents, and to the manager's own integrity check.
 *
 * <p>They are sent to remoted's socket; if junixsocket is missing and the home has {@code bin/agent_control}, that is
 * run instead, with its own waiting time of up to half a minute. With neither, the error says which dependency to add.
 * Agents are not looked up: to refuse unknown ids, check {@code etc/client.keys} first. Success means that remoted has
 * received the command.
 *
 * <p>Immutable, safe to share. Source: {@code docs/formats/control.md}, "Orders to remoted".
 */
public final class AgentControl {
    /** How long {@code bin/agent_control} may take by default. */
    public static final Duration DEFAULT_TOOL_TIMEOUT = Duration.ofSeconds(60);

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final String RUN_CHECKS_CONTENT = "/var/run/.syscheck_run\n";

    private final OssecHome home;
    private final DaemonSocket remoted;
    private final Duration toolTimeout;

    private AgentControl(OssecHome home, DaemonSocket remoted, Duration toolTimeout) {
        this.home = home;
        this.remoted = remoted;
        this.toolTimeout = toolTimeout;
    }

    /** Controls the agents of the manager in this home. */
    public static AgentControl at(OssecHome home) {
        return new AgentControl(home, DaemonSocket.remoted(home), DEFAULT_TOOL_TIMEOUT);
    }

    /** The same over this socket, for example with other timeouts. */
    public AgentControl withSocket(DaemonSocket socket) {
        return new AgentControl(home, socket, toolTimeout);
    }

    /** The same with another timeout of {@code bin/agent_control}. */
    public AgentControl withToolTimeout(Duration timeout) {
        return new AgentControl(home, remoted, timeout);
    }

    /** How a command was delivered. */
    public enum Delivery {
        /** As a datagram to remoted. */
        SOCKET,
        /** By {@code bin/agent_control}. */
        TOOL,
        /** As a file, {@code var/run/.syscheck_run}, that the manager's syscheckd looks for every five minutes. */
        FILE
    }

    /**
     * Restarts OSSEC on an agent. For the manager, id 000, this sends the command, too, as the original does, and
     * remoted ignores it: {@link OssecControl#restart()} restarts the manager.
     *
     * @throws IOException as {@link #send}
     */
    public Delivery restart(AgentId agent) throws IOException {
        return send(RemotedMessage.restart(agent));
    }

    /**
     * Runs the integrity and policy checks on an agent, or on the manager itself, id 000.
     *
     * @throws IOException as {@link #send}; for the manager, if the file cannot be written
     */
    public Delivery runChecks(AgentId agent) throws IOException {
        return agent.isManager() ? runChecksOnManager() : send(RemotedMessage.runChecks(agent));
    }

    /**
     * Runs the integrity and policy checks on all agents, not on the manager.
     *
     * @throws IOException as {@link #send}
     */
    public Delivery runChecksOnAll() throws IOException {
        return send(RemotedMessage.runChecksOnAll());
    }

    /**
     * Runs the integrity and policy checks on the manager: writes {@code var/run/.syscheck_run}, mode 0644, in one
     * step.
     *
     * @throws IOException if it cannot be written; there is then no new file
     */
    public Delivery runChecksOnManager() throws IOException {
        Path file = home.runDirectory().resolve(".syscheck_run");
        FileReplacement.deleteAbandoned(file);
        try (FileReplacement order = FileReplacement.of(file, READABLE)) {
            order.content().write(RUN_CHECKS_CONTENT.getBytes(StandardCharsets.US_ASCII));
            order.commit();
        }
        return Delivery.FILE;
    }

    /**
     * Sends a command to remoted.
     *
     * @throws DaemonUnreachableException if it was not delivered, with the reason
     * @throws CommandTimeoutException if {@code bin/agent_control} took too long
     * @throws IOException as {@link DaemonSocket#send(RemotedMessage)}, and if {@code bin/agent_control} cannot be run
     */
    public Delivery send(RemotedMessage message) throws IOException {
        Optional<String> missing = DaemonSocket.missingLibrary();
        if (missing.isEmpty()) {
            remoted.send(message);
            return Delivery.SOCKET;
        }
        Path tool = home.root().resolve("bin").resolve("agent_control");
        if (!isProgram(tool)) {
            throw new DaemonUnreachableException(
                    remoted.path(),
                    Reason.LIBRARY_MISSING,
                    missing.get() + "; there is no bin/agent_control to run instead",
                    null);
        }
        runTool(tool.toAbsolutePath(), OrderText.arguments(message));
        return Delivery.TOOL;
    }

    private void runTool(Path tool, List<String> arguments) throws IOException {
        var words = new ArrayList<String>();
        words.add(tool.toString());
        words.addAll(arguments);
        CommandOutcome outcome =
                Command.run(Program.of(words).withDirectory(home.root()).withErrorsOnly(), toolTimeout);
        String errors = outcome.output().display();
        Reason reason = reason(errors);
        if (outcome.isSuccess() && reason == Reason.TOOL_FAILED) {
            return;
        }
        throw new DaemonUnreachableException(
                remoted.path(), reason, "bin/agent_control ended with exit status " + outcome.exitStatus(), null);
    }

    /** The meaning of the tool's errors, by words that all releases use. */
    private static Reason reason(String errors) {
        if (errors.contains("Queue not found")) {
            return Reason.MISSING;
        }
        if (errors.contains("Connection refused")) {
            return Reason.NOBODY_LISTENS;
        }
        if (errors.contains("Permission denied")) {
            return Reason.NO_PERMISSION;
        }
        return errors.contains("Error communicating with remoted") ? Reason.REFUSED : Reason.TOOL_FAILED;
    }

    static boolean isProgram(Path file) {
        return file.getFileSystem().equals(FileSystems.getDefault()) && Files.isRegularFile(file);
    }
}
