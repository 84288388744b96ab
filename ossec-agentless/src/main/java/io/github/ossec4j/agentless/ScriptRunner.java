package io.github.ossec4j.agentless;

import io.github.ossec4j.io.process.Program;
import io.github.ossec4j.io.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts from the directory {@code agentless} of an OSSEC home.
 *
 * <p>No shell is involved: a script gets its argument vector unchanged. It runs in the home, reads from {@code
 * /dev/null}, and its error output is part of its output. Its environment consists of {@code PATH} (only the system's
 * directories), {@code HOME}, {@code USER} and {@code LOGNAME} of this process, {@code LC_ALL=C}, a marker of ossec4j,
 * and variables that the caller adds.
 *
 * <p>A host name or an argument that the JVM's locale cannot express is refused, see {@link LocaleText}. If a script
 * cannot be run because its interpreter is missing, such as {@code expect}, the outcome says so. Safe to share.
 */
final class ScriptRunner {
    private static final String PATH = "/sbin:/bin:/usr/sbin:/usr/bin";
    private static final List<String> INHERITED = List.of("HOME", "USER", "LOGNAME");
    private static final int NO_SUCH_COMMAND = 127;
    private static final int SIGNALED = 128;
    private static final int HIGHEST_SIGNAL = 64;

    private final Path home;
    private final ScriptLimits limits;
    private final Map<String, String> environment;

    private ScriptRunner(Path home, ScriptLimits limits, Map<String, String> environment) {
        this.home = home.toAbsolutePath();
        this.limits = limits;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs the scripts of a home.
     *
     * @param environment variables to add to the minimal environment, or to replace in it
     */
    static ScriptRunner at(Path home, ScriptLimits limits, Map<String, String> environment) {
        return new ScriptRunner(home, limits, environment);
    }

    /** Whether there is a script of this type; one that is not executable also counts. */
    boolean hasScript(String type) {
        return Files.isRegularFile(script(type));
    }

    /**
     * Calls a script as the daemon does at startup, {@code TYPE test test}, and drops what it prints. Exit code 0
     * means that it can be used.
     *
     * @throws InterruptedException if the thread is interrupted; the script has been killed then
     */
    AgentlessOutcome test(String type) throws InterruptedException {
        try {
            return run(type, List.of("test", "test"), null, event -> {});
        } catch (IOException e) {
            throw new AssertionError("nothing reads the output", e);
        }
    }

    /**
     * Runs the script of a check until the last process that has its output open exits, an {@code ERROR} is read, or a
     * limit is reached; in the latter two cases all processes of the run are killed. Events are passed on in the
     * calling thread, while the script runs.
     *
     * @throws IOException only from the handler; the script has been killed then
     * @throws InterruptedException if the thread is interrupted; the script has been killed then
     */
    AgentlessOutcome run(AgentlessCheck check, StoreReading reading, ScriptOutputParser.Handler handler)
            throws IOException, InterruptedException {
        var parser = ScriptOutputParser.of(check.stores(), reading, limits.maxLineBytes());
        return run(check.type(), check.scriptArguments(), parser, handler);
    }

    private AgentlessOutcome run(
            String type,
            List<String> arguments,
            @Nullable ScriptOutputParser parser,
            ScriptOutputParser.Handler handler)
            throws IOException, InterruptedException {
        Path script = script(type);
        if (!Files.exists(script)) {
            return new AgentlessOutcome.CouldNotStart(script + " does not exist");
        }
        if (!Files.isRegularFile(script) || !Files.isExecutable(script)) {
            return new AgentlessOutcome.CouldNotStart(script + " is not an executable file");
        }
        AgentlessOutcome outcome;
        try (RunningProgram running = start(script, arguments)) {
            outcome = new Run(running, limits, parser, handler).read();
        } catch (NotStartedException e) {
            outcome = new AgentlessOutcome.CouldNotStart(String.valueOf(e.getMessage()));
        }
        boolean isWithoutInterpreter = outcome instanceof AgentlessOutcome.CouldNotStart
                || outcome.equals(new AgentlessOutcome.Finished(NO_SUCH_COMMAND));
        Optional<String> missing = isWithoutInterpreter
                ? ScriptInterpreter.missing(script, environment.getOrDefault("PATH", PATH))
                : Optional.empty();
        return missing.isEmpty()
                ? outcome
                : new AgentlessOutcome.CouldNotStart(
                        script + " needs " + missing.get() + ", which is not installed" + withoutScript(type));
    }

    private RunningProgram start(Path script, List<String> arguments) throws NotStartedException {
        try {
            return program(script, arguments).start();
        } catch (IOException e) {
            throw new NotStartedException(e);
        }
    }

    private static String withoutScript(String type) {
        return SshRunner.hasCheck(type)
                ? "; install it, or use the check over SSH of the same name (--method ssh)"
                : "";
    }

    private Path script(String type) {
        if (type.isEmpty() || type.equals(".") || type.equals("..") || type.indexOf('/') >= 0 || type.indexOf(0) >= 0) {
            throw new IllegalArgumentException("not the name of a script: \"" + type + "\"");
        }
        return home.resolve("agentless").resolve(type);
    }

    private Program program(Path script, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(script.toString());
        for (String argument : arguments) {
            words.add(LocaleText.of(argument));
        }
        Map<String, String> variables = new HashMap<>();
        variables.put("PATH", PATH);
        variables.put("LC_ALL", "C");
        for (String name : INHERITED) {
            String value = System.getenv(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(environment);
        return Program.of(words)
                .withDirectory(home)
                .withEnvironment(variables)
                .withChildren()
                .withTimeout(limits.timeout())
                .withIdleTimeout(limits.idleTimeout());
    }

    /** Not one of the handler. */
    private static final class NotStartedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotStartedException(IOException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }

    /** One run, from its first output on. */
    private static final class Run implements ScriptOutputParser.Handler {
        private final RunningProgram running;
        private final ScriptLimits limits;
        private final @Nullable ScriptOutputParser parser;
        private final ScriptOutputParser.Handler next;
        private @Nullable AgentlessOutcome outcome;
        private long total;

        Run(
                RunningProgram running,
                ScriptLimits limits,
                @Nullable ScriptOutputParser parser,
                ScriptOutputParser.Handler next) {
            this.running = running;
            this.limits = limits;
            this.parser = parser;
            this.next = next;
        }

        AgentlessOutcome read() throws IOException, InterruptedException {
            RunningProgram.End end = running.read(this::piece);
            if (end == RunningProgram.End.EXITED && parser != null) {
                parser.finish(this);
            }
            if (outcome == null) {
                outcome = switch (end) {
                    case EXITED -> exited(running.exitCode().orElseThrow());
                    case TIMED_OUT -> new AgentlessOutcome.TimedOut(limits.timeout());
                    case IDLE -> new AgentlessOutcome.Idle(limits.idleTimeout());
                    case STOPPED -> throw new IllegalStateException("stopped without a reason");
                };
            }
            if (end != RunningProgram.End.EXITED) {
                boolean isError = outcome instanceof AgentlessOutcome.Failed;
                running.end(isError ? limits.grace() : Duration.ZERO, limits.grace());
            }
            return outcome;
        }

        private boolean piece(byte[] piece) throws IOException {
            total += piece.length;
            if (total > limits.maxOutputBytes()) {
                outcome = new AgentlessOutcome.OutputTooLong(limits.maxOutputBytes());
            } else if (parser != null) {
                parser.feed(piece, 0, piece.length, this);
            }
            return outcome == null;
        }

        /** Remembers the events that end a run, and passes on all events. */
        @Override
        public void event(AgentlessEvent event) throws IOException {
            if (outcome != null) {
                return; // the same piece of output may contain lines after the one that ended the run
            }
            if (event instanceof AgentlessEvent.ErrorReport error) {
                outcome = new AgentlessOutcome.Failed(error.text());
            } else if (event instanceof AgentlessEvent.LineTooLong tooLong) {
                outcome = new AgentlessOutcome.OutputTooLong(tooLong.maxBytes());
            }
            next.event(event);
        }

        private static AgentlessOutcome exited(int exitCode) {
            return exitCode > SIGNALED && exitCode <= SIGNALED + HIGHEST_SIGNAL
                    ? new AgentlessOutcome.Killed(exitCode - SIGNALED)
                    : new AgentlessOutcome.Finished(exitCode);
        }
    }
}
