package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.Schedule.End;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Starts the due tasks of a {@link Schedule}, a limited number at a time. For one round; safe to share. */
final class Dispatcher {
    /** What runs, and who is informed. */
    record Work(AgentlessEngine engine, Clock clock, QueueSink sink, AgentlessListener listener) {}

    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Work work;
    private final Schedule schedule;
    private final boolean isOnce;
    private final Executor executor;
    private final int maxConcurrent;
    private final LongSupplier ticker;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** A task that was handed to the executor, and the thread that has started it. */
    private final Map<Schedule.Task, Optional<Thread>> running = new HashMap<>();

    private final List<AgentlessResult> results = new ArrayList<>();
    private boolean isStopping;

    Dispatcher(
            Work work, Schedule schedule, boolean isOnce, Executor executor, int maxConcurrent, LongSupplier ticker) {
        this.work = work;
        this.schedule = schedule;
        this.isOnce = isOnce;
        this.executor = executor;
        this.maxConcurrent = maxConcurrent;
        this.ticker = ticker;
    }

    /** Starts tasks until none is left and none is running, or until {@link #stop}. */
    void run() throws InterruptedException {
        for (Schedule.Task task = next(); task != null; task = next()) {
            Schedule.Task due = task;
            try {
                executor.execute(() -> perform(due));
            } catch (RuntimeException | Error e) {
                end(due, e); // rejected, or no thread available: the other tasks continue
            }
        }
    }

    /** Checks the clock again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing more, waits for running tasks, and interrupts those that are left. */
    void stop(Duration timeout) {
        boolean interrupted = false;
        lock.lock();
        try {
            isStopping = true;
            changed.signalAll();
            try {
                awaitIdle(timeout.toNanos());
            } catch (InterruptedException e) {
                interrupted = true;
            }
            running.values().forEach(thread -> thread.ifPresent(Thread::interrupt));
            try {
                awaitIdle(ENDING_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The results so far, if each check is run once. */
    List<AgentlessResult> results() {
        lock.lock();
        try {
            return List.copyOf(results);
        } finally {
            lock.unlock();
        }
    }

    /** The next task, or null for the end. */
    private Schedule.@Nullable Task next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isStopping && !schedule.isDone()) {
                long now = ticker.getAsLong();
                long pause = Long.MAX_VALUE;
                if (running.size() < maxConcurrent) {
                    Schedule.Task task = schedule.poll(now);
                    if (task != null) {
                        running.put(task, Optional.empty());
                        return task;
                    }
                    pause = schedule.nanosToNext(now);
                }
                changed.awaitNanos(pause);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no started task is running; those still queued in the executor will notice that they are too late.
     */
    private void awaitIdle(long nanos) throws InterruptedException {
        long left = nanos;
        while (running.values().stream().anyMatch(Optional::isPresent) && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    private void perform(Schedule.Task task) {
        if (!begin(task)) {
            end(task, new InterruptedException("the monitor was closed"));
        } else if (task instanceof Schedule.Test test) {
            test(test);
        } else if (task instanceof Schedule.Run run) {
            run(run);
        }
    }

    /** Whether there is still time for it. */
    private boolean begin(Schedule.Task task) {
        lock.lock();
        try {
            if (!isStopping) {
                running.put(task, Optional.of(Thread.currentThread()));
            }
            return !isStopping;
        } finally {
            lock.unlock();
        }
    }

    private void test(Schedule.Test test) {
        AgentlessOutcome outcome;
        try {
            outcome = work.engine().test(test.type);
        } catch (Throwable e) {
            end(test, e);
            return;
        }
        report(() -> work.listener().tested(test.type, outcome));
        endTest(test, outcome.isPassedTest(), outcome.message());
    }

    private void endTest(Schedule.Test test, boolean passed, String message) {
        List<AgentlessResult> skipped = new ArrayList<>();
        lock.lock();
        try {
            for (AgentlessCheck check : schedule.tested(test, passed, ticker.getAsLong())) {
                skipped.add(without(check, new AgentlessOutcome.Skipped("the test of its script " + message)));
            }
            results.addAll(skipped);
        } finally {
            release(test);
        }
        skipped.forEach(result -> report(() -> work.listener().finished(result)));
    }

    private void run(Schedule.Run run) {
        AgentlessResult result;
        try {
            result = work.engine().run(run.check, work.sink(), work.listener());
        } catch (Throwable e) {
            end(run, e); // in any case the other checks continue, and it is reported
            return;
        }
        endRun(run, result, result.isSuccess() ? End.GOOD : End.FAILED);
    }

    private void end(Schedule.Task task, Throwable cause) {
        if (task instanceof Schedule.Test test) {
            endTest(test, false, "was given up: " + cause);
        } else if (task instanceof Schedule.Run run) {
            endRun(run, without(run.check, new AgentlessOutcome.GivenUp(cause)), End.BROKEN);
        }
    }

    private AgentlessResult without(AgentlessCheck check, AgentlessOutcome outcome) {
        return AgentlessResult.without(
                check.entry(), check.host(), outcome, work.clock().instant());
    }

    private void endRun(Schedule.Run run, AgentlessResult result, End end) {
        // Reported before it counts as ended, so that no one sees it ended without a report.
        report(() -> work.listener().finished(result));
        lock.lock();
        try {
            schedule.ran(run, end, ticker.getAsLong());
            if (isOnce) {
                results.add(result);
            }
        } finally {
            release(run);
        }
    }

    /** Ends a task while the lock is held, and gives it back. */
    private void release(Schedule.Task task) {
        Optional<Thread> thread = running.remove(task);
        if (thread != null && thread.isPresent()) {
            // An interrupt was intended for the task, not for what the thread does next.
            Thread.interrupted();
        }
        changed.signalAll();
        lock.unlock();
    }

    /** Calls a listener, whose exceptions go to the thread's handler for uncaught exceptions. */
    static void report(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
