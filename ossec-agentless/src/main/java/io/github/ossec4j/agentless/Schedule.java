package io.github.ossec4j.agentless;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Which test and which check is next. Uses neither clock nor threads: every call is given the time, in nanoseconds
 * since an arbitrary origin. One thread at a time.
 *
 * <p>Each type is tested before its first check; checks of types that have failed wait for the next test. Only one
 * check of the same address runs at a time.
 */
final class Schedule {
    /** Something to be done; given back with {@link #tested} or {@link #ran} when it has been done. */
    abstract static sealed class Task {
        final long order;
        long due;

        private Task(long order, long due) {
            this.order = order;
            this.due = due;
        }
    }

    /** A test run. */
    static final class Test extends Task {
        final String type;
        private final List<Run> blocked = new ArrayList<>();
        private boolean isPassed;
        private int failures;

        private Test(String type, long order, long due) {
            super(order, due);
            this.type = type;
        }
    }

    /** A check. */
    static final class Run extends Task {
        final AgentlessCheck check;
        private final String address;
        private long started;
        private int failures;
        private long lastFailure;
        private int retries;

        private Run(AgentlessCheck check, long order, long due) {
            super(order, due);
            this.check = check;
            this.address = check.address();
        }
    }

    /** How a check went. */
    enum End {
        /** Successfully. */
        GOOD,
        /** It failed because of the script, the host or the state. */
        FAILED,
        /** Given up, but not because of the host. */
        BROKEN
    }

    private final Pacing pacing;
    private final boolean isOnce;
    private final Map<String, Test> tests = new LinkedHashMap<>();
    private final PriorityQueue<Task> waiting =
            new PriorityQueue<>(Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.order));
    /** Addresses with a running check, and the checks that wait for them. */
    private final Map<String, Queue<Run>> busy = new HashMap<>();
    /** The time that {@link Task#due} counts from, so that no difference overflows. */
    private final long origin;

    private int underWay;

    /** All checks once, or all forever. */
    Schedule(List<AgentlessCheck> checks, Pacing pacing, boolean isOnce, long now) {
        this.pacing = pacing;
        this.isOnce = isOnce;
        this.origin = now;
        long order = 0;
        for (AgentlessCheck check : checks) {
            if (!tests.containsKey(check.type())) {
                var test = new Test(check.type(), order++, 0);
                tests.put(test.type, test);
                waiting.add(test);
            }
        }
        for (int i = 0; i < checks.size(); i++) {
            long frequency = Pacing.nanos(checks.get(i).entry().frequency());
            long spread = isOnce ? 0 : Math.min(pacing.spread(), pacing.interval(frequency, 0));
            waiting.add(new Run(checks.get(i), order++, (long) (spread * ((double) i / checks.size()))));
        }
    }

    /** The task that is due now, or null. */
    @Nullable
    Task poll(long now) {
        long time = now - origin;
        while (true) {
            Task next = waiting.peek();
            if (next == null || next.due > time) {
                return null;
            }
            waiting.remove();
            if (next instanceof Run run) {
                Test test = test(run);
                if (!test.isPassed) {
                    test.blocked.add(run);
                    continue;
                }
                Queue<Run> others = busy.get(run.address);
                if (others != null) {
                    others.add(run);
                    continue;
                }
                busy.put(run.address, new ArrayDeque<>(0));
                run.started = time;
            }
            underWay++;
            return next;
        }
    }

    /** The time until the next task is due unless something ends; {@link Long#MAX_VALUE} forever. */
    long nanosToNext(long now) {
        Task next = waiting.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.due - (now - origin));
    }

    /** Whether nothing is running, and nothing will be. */
    boolean isDone() {
        return underWay == 0 && waiting.isEmpty();
    }

    /**
     * A test has ended.
     *
     * @return the checks that will not be run because of it, if each is run once
     */
    List<AgentlessCheck> tested(Test test, boolean isPassed, long now) {
        underWay--;
        test.isPassed = isPassed;
        if (isPassed) {
            waiting.addAll(test.blocked);
            test.blocked.clear();
            return List.of();
        }
        if (!isOnce) {
            test.failures++;
            test.due = now - origin + Pacing.retry(test.failures);
            waiting.add(test);
            return List.of();
        }
        // Each check was due at the beginning and is either blocked or still in the queue; none has run.
        List<Run> left = new ArrayList<>(test.blocked);
        test.blocked.clear();
        waiting.removeIf(task -> task instanceof Run run && test(run) == test && left.add(run));
        left.sort(Comparator.comparingLong(run -> run.order));
        List<AgentlessCheck> skipped = left.stream().map(run -> run.check).toList();
        return skipped;
    }

    /** A check has ended. */
    void ran(Run run, End end, long now) {
        underWay--;
        Queue<Run> others = busy.remove(run.address);
        if (others != null) {
            waiting.addAll(others);
        }
        if (isOnce) {
            return;
        }
        long time = now - origin;
        long frequency = Pacing.nanos(run.check.entry().frequency());
        int counted = pacing.remembered(run.failures, time - run.lastFailure);
        switch (end) {
            case GOOD -> {
                run.failures = 0;
                run.retries = 0;
                run.due = run.started + pacing.interval(frequency, 0);
            }
            case FAILED -> {
                run.failures = counted + 1;
                run.lastFailure = time;
                run.retries = 0;
                run.due = run.started + pacing.interval(frequency, run.failures);
            }
            case BROKEN -> {
                run.retries++;
                run.due = time + Math.min(Pacing.retry(run.retries), pacing.interval(frequency, counted));
            }
        }
        waiting.add(run);
    }

    private Test test(Run run) {
        Test test = tests.get(run.check.type());
        if (test == null) {
            throw new IllegalStateException("no test for " + run.check.name());
        }
        return test;
    }
}
