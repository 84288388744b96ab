package io.github.ossec4j.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interrupts work when the process ends, by a signal for example: without it, scripts would outlive the command. */
final class InterruptAtExit {
    private static final long MOST_SECONDS = 60;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "end of agentless checks");

    private InterruptAtExit() {}

    /** What can be interrupted; returns the exit status. */
    @FunctionalInterface
    interface Work {
        int run() throws IOException, InterruptedException;
    }

    /** Does the work in this thread; returns its exit status. The process does not end before. */
    static int during(Terminal terminal, Work work) throws IOException {
        var end = new InterruptAtExit();
        Runtime.getRuntime().addShutdownHook(end.hook);
        try {
            return work.run();
        } catch (InterruptedException e) {
            terminal.complain("stopped");
            return ExitStatus.ERROR_ANSWER; // the status of the process is that of the signal
        } finally {
            end.done();
        }
    }

    private void done() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and has waited for this
        }
    }

    private void interrupt() {
        worker.interrupt();
        try {
            done.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // asks to wait no longer
        }
    }
}
