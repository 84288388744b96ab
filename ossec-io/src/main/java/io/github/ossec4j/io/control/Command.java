package io.github.ossec4j.io.control;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A program to run, given as words; no shell ever reads them.
 *
 * <p>The program gets no input, and of the environment {@code PATH} and {@code LANG=C} only. At the timeout it is killed
 * with all its descendants that were its children when looked at, which is every tenth of a second. When it ends by
 * itself, what it started lives on; if that holds the output open, the output is waited for as long as it grows, then left.
 *
 * <p>Immutable, safe to share; each run has a process of its own.
 */
public final class Command {
    /** How long a program may take by default: a minute. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

    /** What is kept of output and errors by default, each: a mebibyte. */
    public static final int DEFAULT_OUTPUT_LIMIT_BYTES = 1 << 20;

    /** Where programs look for others. */
    public static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Duration LOOK_AT_CHILDREN = Duration.ofMillis(100);

    /** How long output that somebody holds open, but nobody writes to, is waited for. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private static final Duration MAXIMUM_TIMEOUT = Duration.ofDays(365); // in nanoseconds it still fits into a long

    private final List<String> words;
    private final Optional<Path> directory;
    private final Map<String, String> environment;
    private final Duration timeout;
    private final int outputLimitBytes;
    private final boolean merged;

    private Command(
            List<String> words,
            Optional<Path> directory,
            Map<String, String> environment,
            Duration timeout,
            int outputLimitBytes,
            boolean merged) {
        this.words = words;
        this.directory = directory;
        this.environment = environment;
        this.timeout = timeout;
        this.outputLimitBytes = outputLimitBytes;
        this.merged = merged;
    }

    /** A program and its arguments. */
    public static Command of(String... words) {
        return of(List.of(words));
    }

    /**
     * A program and its arguments.
     *
     * @param words the program, looked up in this JVM's {@code PATH} if it has no slash, then its arguments as they are;
     *     no NUL in any
     */
    public static Command of(List<String> words) {
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("command must name a program");
        }
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("words of a command must have no NUL");
            }
        }
        return new Command(
                List.copyOf(words),
                Optional.empty(),
                Map.of("PATH", DEFAULT_PATH, "LANG", "C"),
                DEFAULT_TIMEOUT,
                DEFAULT_OUTPUT_LIMIT_BYTES,
                false);
    }

    /** The same in another working directory; by default that of this JVM. */
    public Command withDirectory(Path workingDirectory) {
        return new Command(words, Optional.of(workingDirectory), environment, timeout, outputLimitBytes, merged);
    }

    /** The same with one more variable, or another value of one. */
    public Command withVariable(String name, String value) {
        var variables = new TreeMap<>(environment);
        variables.put(name, value);
        return new Command(words, directory, Map.copyOf(variables), timeout, outputLimitBytes, merged);
    }

    /** The same with another timeout, up to 365 days. */
    public Command withTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero() || newTimeout.compareTo(MAXIMUM_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be more than 0, up to 365 days, was " + newTimeout);
        }
        return new Command(words, directory, environment, newTimeout, outputLimitBytes, merged);
    }

    /** The same keeping another amount of output and of errors, each; what comes after it is read and dropped. */
    public Command withOutputLimitBytes(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must be 0 bytes or more, was " + limit);
        }
        return new Command(words, directory, environment, timeout, limit, merged);
    }

    /** The same with errors among the output, as on a terminal. */
    public Command withMergedErrors() {
        return new Command(words, directory, environment, timeout, outputLimitBytes, true);
    }

    /** The program and its arguments. */
    public List<String> words() {
        return words;
    }

    /** The longest time it may take. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Runs it to its end, or to the timeout.
     *
     * @throws InterruptedIOException if the thread was interrupted; it still is, and the program was killed
     * @throws IOException if it cannot be started
     */
    public CommandOutcome run() throws IOException {
        var builder = new ProcessBuilder(words).redirectErrorStream(merged);
        builder.environment().clear();
        builder.environment().putAll(environment);
        directory.ifPresent(path -> builder.directory(path.toFile()));
        Process process = builder.start();
        Set<ProcessHandle> tree = new LinkedHashSet<>();
        boolean left = false;
        try {
            process.getOutputStream().close();
            OutputCollector output = OutputCollector.start(process.getInputStream(), outputLimitBytes);
            OutputCollector errors = OutputCollector.start(process.getErrorStream(), outputLimitBytes);
            long giveUp = System.nanoTime() + timeout.toNanos();
            boolean ended = waitFor(process, tree, giveUp);
            if (!ended) {
                kill(process, tree);
            }
            output.awaitEnd(QUIET, ended ? giveUp : System.nanoTime() + QUIET.toNanos());
            errors.awaitEnd(QUIET, ended ? giveUp : System.nanoTime() + QUIET.toNanos());
            left = true;
            return new CommandOutcome(
                    ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(),
                    output.text(),
                    output.isCut(),
                    errors.text(),
                    errors.isCut());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while " + words.get(0) + " ran");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            if (!left) {
                kill(process, tree);
            }
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws CommandTimeoutException if it was killed at the timeout
     * @throws InterruptedIOException as {@link #run()}
     * @throws IOException if it cannot be started
     */
    CommandOutcome runToEnd() throws IOException {
        CommandOutcome outcome = run();
        if (outcome.isTimedOut()) {
            throw new CommandTimeoutException(this, outcome);
        }
        return outcome;
    }

    /** Waits, remembering descendants: one whose parent ended is nobody's descendant any more. */
    private static boolean waitFor(Process process, Set<ProcessHandle> tree, long giveUp) throws InterruptedException {
        while (true) {
            long left = giveUp - System.nanoTime();
            if (process.waitFor(Math.min(Math.max(left, 0), LOOK_AT_CHILDREN.toNanos()), TimeUnit.NANOSECONDS)) {
                return true;
            }
            addDescendants(process.toHandle(), tree);
            if (giveUp - System.nanoTime() <= 0) {
                return false;
            }
        }
    }

    /** Kills parents before children, so that nobody replaces what was killed, until there are no new children. */
    private static void kill(Process process, Set<ProcessHandle> tree) {
        addDescendants(process.toHandle(), tree);
        process.destroyForcibly();
        int killed = 0;
        while (killed < tree.size()) {
            List<ProcessHandle> all = List.copyOf(tree);
            for (ProcessHandle handle : all) {
                addDescendants(handle, tree);
            }
            for (ProcessHandle handle : all.subList(killed, all.size())) {
                handle.destroyForcibly();
            }
            killed = all.size();
        }
    }

    private static void addDescendants(ProcessHandle of, Set<ProcessHandle> tree) {
        of.descendants().forEach(tree::add);
    }

    /** The program only: arguments may be secret. */
    @Override
    public String toString() {
        return "Command[" + words.get(0) + "]";
    }
}
