package io.github.ossec4j.io.control;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.process.Program;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The manager's daemons, through its control script {@code bin/ossec-control}.
 *
 * <p>The script is first called with its option for JSON; one that does not support it prints its usage, does nothing,
 * and is called again without it. Both kinds of output give the same result.
 *
 * <p>Needs the rights of the script, which are root's. Immutable, safe to share: the script itself allows only one
 * start or stop at a time. Source: {@code docs/formats/control.md}, "Control script".
 */
public final class OssecControl {
    /** How long the script may take by default: it waits up to a minute for some daemons. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(3);

    private final OssecHome home;
    private final Duration timeout;

    private OssecControl(OssecHome home, Duration timeout) {
        this.home = home;
        this.timeout = timeout;
    }

    /** The script of this home. */
    public static OssecControl at(OssecHome home) {
        return new OssecControl(home, DEFAULT_TIMEOUT);
    }

    /** The same with another timeout of each call of the script. */
    public OssecControl withTimeout(Duration newTimeout) {
        return new OssecControl(home, newTimeout);
    }

    /** The argument of the script. */
    public enum Action {
        /** Shows which daemons are running; deletes stale pid files. */
        STATUS,
        /** Starts the daemons that are not running. */
        START,
        /** Stops the running daemons. */
        STOP,
        /**
         * Stops, then starts. With a broken configuration, everything is stopped and nothing started: test it first.
         */
        RESTART;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which daemons are running. Reading {@code var/run} gives the same information without the script.
     *
     * @throws IOException as {@link #run}
     */
    public ControlOutcome status() throws IOException {
        return run(Action.STATUS);
    }

    /**
     * Starts the daemons that are not running.
     *
     * @throws IOException as {@link #run}
     */
    public ControlOutcome start() throws IOException {
        return run(Action.START);
    }

    /**
     * Stops all daemons.
     *
     * @throws IOException as {@link #run}
     */
    public ControlOutcome stop() throws IOException {
        return run(Action.STOP);
    }

    /**
     * Stops and starts all daemons.
     *
     * @throws IOException as {@link #run}
     */
    public ControlOutcome restart() throws IOException {
        return run(Action.RESTART);
    }

    /**
     * Runs the script. A daemon that fails is a state in the outcome, not an exception.
     *
     * @throws NoSuchFileException if the home has no such script
     * @throws AccessDeniedException if this user may not run it
     * @throws CommandTimeoutException if it took too long
     * @throws IOException if it cannot be run
     */
    public ControlOutcome run(Action action) throws IOException {
        Path script = home.root().resolve("bin").resolve("ossec-control").toAbsolutePath();
        if (!AgentControl.isProgram(script)) {
            throw new NoSuchFileException(script.toString());
        }
        if (!Files.isExecutable(script)) {
            throw new AccessDeniedException(script.toString());
        }
        CommandOutcome withOption = call(List.of(script.toString(), "-j", action.word()));
        if (!isUsage(withOption)) {
            return ControlOutput.read(withOption);
        }
        return ControlOutput.read(call(List.of(script.toString(), action.word())));
    }

    private CommandOutcome call(List<String> words) throws IOException {
        return Command.run(Program.of(words).withDirectory(home.root()), timeout);
    }

    /** Whether the script only printed its usage. */
    private static boolean isUsage(CommandOutcome outcome) {
        String text = outcome.output().display();
        String lower = text.toLowerCase(Locale.ROOT);
        boolean complains = lower.contains("usage:")
                || lower.contains("unknown action")
                || lower.contains("unknown option")
                || lower.contains("invalid option")
                || lower.contains("illegal option");
        return !outcome.isSuccess() && (complains || text.isBlank()) && text.indexOf("\"daemon\"") < 0;
    }
}
