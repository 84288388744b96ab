package io.github.ossec4j.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT and SIGTERM are a regular end of the work, which may still finish what it has started. The second one ends the process
 * at once, in case that takes too long.
 */
final class EndSignals {
    private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNALED = 128;

    private EndSignals() {}

    /** What can be ended. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does the work in this thread; a signal calls {@code end} in another one. */
    static void during(Runnable end, Work work) throws IOException {
        var former = new LinkedHashMap<String, @Nullable Object>();
        var isEnding = new AtomicBoolean();
        NUMBERS.forEach((name, number) -> former.put(name, Signals.register(name, () -> {
            if (isEnding.getAndSet(true)) {
                Runtime.getRuntime().halt(SIGNALED + number);
            }
            end.run();
        })));
        try {
            work.run();
        } finally {
            former.forEach((name, handler) -> {
                if (handler != null) {
                    Signals.unregister(name, handler);
                }
            });
        }
    }
}
