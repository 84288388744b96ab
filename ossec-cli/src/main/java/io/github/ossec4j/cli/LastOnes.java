package io.github.ossec4j.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that limits a log to its end. */
final class LastOnes {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private @Nullable Integer limit;

    @Option(names = "--limit", paramLabel = "N", description = "Only the last N.")
    void limit(int most) {
        if (most < 0 && command != null) {
            throw new ParameterException(command.commandLine(), "--limit is a number of lines, 0 or more");
        }
        limit = most;
    }

    /** Whether there is a limit. */
    boolean isLimited() {
        return limit != null;
    }

    /** The last of these records, which are held in memory; without a limit, all, which are not. */
    <T> Iterable<T> of(Iterable<T> records) {
        if (limit == null) {
            return records;
        }
        Deque<T> last = new ArrayDeque<>();
        for (T record : records) {
            last.addLast(record);
            if (last.size() > limit) {
                last.removeFirst();
            }
        }
        return last;
    }
}
