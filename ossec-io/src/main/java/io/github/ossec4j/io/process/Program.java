package io.github.ossec4j.io.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A program to run with its arguments, without a shell. It gets no input. Its standard output and its standard error
 * are one stream, in the order in which it was written.
 *
 * <p>Immutable, safe to share; each start creates a new process.
 */
public final class Program {
    /** The search path of programs. */
    public static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** As JDK 17 and JDK 25 write Linux's ETXTBSY; the words after the number are localized. */
    private static final Pattern TEXT_FILE_BUSY = Pattern.compile("error(=|: )26\\b");

    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** In nanoseconds it still fits into a long. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final File NO_INPUT = new File("/dev/null");

    private final List<String> words;
    private final Optional<Path> directory;
    private final Map<String, String> environment;
    private final boolean isErrorsOnly;
    private final boolean withChildren;
    private final Duration timeout;
    private final Duration idleTimeout;

    private Program(
            List<String> words,
            Optional<Path> directory,
            Map<String, String> environment,
            boolean isErrorsOnly,
            boolean withChildren,
            Duration timeout,
            Duration idleTimeout) {
        this.words = words;
        this.directory = directory;
        this.environment = environment;
        this.isErrorsOnly = isErrorsOnly;
        this.withChildren = withChildren;
        this.timeout = timeout;
        this.idleTimeout = idleTimeout;
    }

    /**
     * A program and its arguments, with {@code PATH} and {@code LANG=C} as its environment, and no limits.
     *
     * @param words the program, looked up in this JVM's {@code PATH} if it has no slash, then its arguments; none
     *     may contain NUL
     */
    public static Program of(List<String> words) {
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("words must name a program");
        }
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the words of a program must not contain NUL");
            }
        }
        return new Program(
                List.copyOf(words),
                Optional.empty(),
                Map.of("PATH", DEFAULT_PATH, "LANG", "C"),
                false,
                false,
                LONGEST,
                LONGEST);
    }

    /** The same in another working directory; by default that of this JVM. */
    public Program withDirectory(Path value) {
        return new Program(words, Optional.of(value), environment, isErrorsOnly, withChildren, timeout, idleTimeout);
    }

    /** The same with exactly these variables. */
    public Program withEnvironment(Map<String, String> value) {
        return new Program(words, directory, Map.copyOf(value), isErrorsOnly, withChildren, timeout, idleTimeout);
    }

    /** The same, reading only its standard error. */
    public Program withErrorsOnly() {
        return new Program(words, directory, environment, true, withChildren, timeout, idleTimeout);
    }

    /**
     * The same, with children as part of the run: it lasts until the last process that has the output open closes it,
     * and killing it also kills those that have outlived their parents, as far as the system shows the environment of
     * processes. Without this the run lasts until the program exits, and its children keep running.
     */
    public Program withChildren() {
        return new Program(words, directory, environment, isErrorsOnly, true, timeout, idleTimeout);
    }

    /** The same with a limit on the whole run, up to 365 days. */
    public Program withTimeout(Duration value) {
        return new Program(
                words, directory, environment, isErrorsOnly, withChildren, checked("timeout", value), idleTimeout);
    }

    /** The same with a limit on the time between two pieces of output, up to 365 days. */
    public Program withIdleTimeout(Duration value) {
        return new Program(
                words, directory, environment, isErrorsOnly, withChildren, timeout, checked("idleTimeout", value));
    }

    /**
     * Tries again for a second if a program is busy: someone is just writing it, or another thread has started a process
     * that has inherited the open file and closes it in a moment.
     */
    private OutputPump started(ProcessBuilder builder) throws IOException {
        long giveUp = System.nanoTime() + BUSY.toNanos();
        while (true) {
            try {
                return withChildren ? OutputPump.ofAll(builder) : OutputPump.ofProgram(builder, isErrorsOnly);
            } catch (IOException e) {
                boolean isBusy =
                        TEXT_FILE_BUSY.matcher(String.valueOf(e.getMessage())).find();
                if (!isBusy || System.nanoTime() - giveUp >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static Duration checked(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be more than 0, up to 365 days, was " + value);
        }
        return value;
    }

    /**
     * Starts it. The result must be closed, which kills the program unless it has exited.
     *
     * @throws IOException if it cannot be started
     */
    public RunningProgram start() throws IOException {
        var builder = new ProcessBuilder(words).redirectInput(NO_INPUT).redirectErrorStream(!isErrorsOnly);
        if (isErrorsOnly) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        directory.ifPresent(path -> builder.directory(path.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        String mark = UUID.randomUUID().toString();
        if (withChildren) {
            builder.environment().put(ProcessTree.MARK, mark);
        }
        OutputPump pump = started(builder);
        return new RunningProgram(
                pump,
                new ProcessTree(pump.process(), withChildren ? Optional.of(mark) : Optional.empty()),
                withChildren,
                timeout,
                idleTimeout);
    }

    /** The program without its arguments. */
    public String name() {
        return words.get(0);
    }

    /** The program only: arguments may be secret. */
    @Override
    public String toString() {
        return "Program[" + words.get(0) + "]";
    }
}
