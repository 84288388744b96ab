package io.github.ossec4j.agentless;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.agentless.Schedule.End;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Pacing PACING = new Pacing(60 * SECOND, 60 * SECOND, 2, 86_400 * SECOND, 172_800 * SECOND);

    private long now = Long.MAX_VALUE - 10; // the JVM's clock may start anywhere, and overflow

    static List<AgentlessCheck> checks(String type, long frequency, String... hosts) {
        return Stream.of(hosts)
                .map(host -> AgentlessEntry.builder(type, host)
                        .frequency(Duration.ofSeconds(frequency))
                        .build())
                .map(entry -> AgentlessCheck.of(entry, entry.hosts().get(0)))
                .toList();
    }

    private Schedule schedule(List<AgentlessCheck> checks) {
        return new Schedule(checks, PACING, false, now);
    }

    private void passTest(Schedule schedule) {
        schedule.tested(test(schedule), true, now);
    }

    private Schedule.Run run(Schedule schedule) {
        return (Schedule.Run) requireNonNull(schedule.poll(now));
    }

    private Schedule.Test test(Schedule schedule) {
        return (Schedule.Test) requireNonNull(schedule.poll(now));
    }

    /** Ends the run, and returns after how many seconds the next one is due. */
    private long secondsToNext(Schedule schedule, Schedule.Run run, End end) {
        schedule.ran(run, end, now);
        long pause = schedule.nanosToNext(now);
        now += pause;
        return pause / SECOND;
    }

    @Test
    void scriptIsTestedBeforeItsFirstRunOnly() {
        Schedule schedule = schedule(checks("t", 100, "a"));
        assertThat(schedule.poll(now)).isInstanceOf(Schedule.Test.class);
        assertThat(schedule.poll(now)).isNull();
        Schedule other = schedule(checks("t", 100, "a"));
        passTest(other);
        Schedule.Run run = run(other);
        assertThat(run.check.host()).isEqualTo("a");
        assertThat(secondsToNext(other, run, End.GOOD)).isEqualTo(100);
        assertThat(other.poll(now)).isSameAs(run);
    }

    @Test
    void firstRunsAreSpread() {
        Schedule schedule = schedule(checks("t", 86_400, "a", "b", "c", "d"));
        passTest(schedule);
        List<Long> starts = new ArrayList<>();
        long begin = now;
        for (int i = 0; i < 4; i++) {
            now += schedule.nanosToNext(now);
            starts.add((now - begin) / SECOND);
            schedule.ran(run(schedule), End.GOOD, now);
        }
        assertThat(starts).containsExactly(0L, 15L, 30L, 45L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 59})
    void noEntryRunsMoreThanOnceAMinute(long frequency) {
        Schedule schedule = schedule(checks("t", frequency, "a"));
        passTest(schedule);
        assertThat(secondsToNext(schedule, run(schedule), End.GOOD)).isEqualTo(60);
    }

    @Test
    void frequencyCountsFromStartToStart() {
        Schedule schedule = schedule(checks("t", 100, "a"));
        passTest(schedule);
        Schedule.Run run = run(schedule);
        now += 30 * SECOND;
        assertThat(secondsToNext(schedule, run, End.GOOD)).isEqualTo(70);
    }

    @Test
    void hugeFrequencyDoesNotOverflow() {
        Schedule schedule = schedule(checks("t", 999_999_999_999_999_999L, "a"));
        passTest(schedule);
        assertThat(secondsToNext(schedule, run(schedule), End.FAILED)).isEqualTo(36_500L * 86_400);
    }

    @Test
    void failuresBackOffAreBoundedAndRecover() {
        Schedule schedule = schedule(checks("t", 20_000, "a"));
        passTest(schedule);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pauses.add(secondsToNext(schedule, run(schedule), End.FAILED));
        }
        assertThat(pauses).containsExactly(20_000L, 20_000L, 40_000L, 80_000L, 86_400L, 86_400L, 86_400L);
        assertThat(secondsToNext(schedule, run(schedule), End.GOOD)).isEqualTo(20_000);
        assertThat(secondsToNext(schedule, run(schedule), End.FAILED)).isEqualTo(20_000);
    }

    @Test
    void rareRunsAreNotMadeMoreFrequentByFailing() {
        Schedule schedule = schedule(checks("t", 1_000_000, "a"));
        passTest(schedule);
        for (int i = 0; i < 5; i++) {
            assertThat(secondsToNext(schedule, run(schedule), End.FAILED)).isEqualTo(1_000_000);
        }
    }

    @Test
    void failuresAreForgottenWithTime() {
        assertThat(PACING.remembered(3, 172_799 * SECOND)).isEqualTo(3);
        assertThat(PACING.remembered(3, 172_800 * SECOND)).isEqualTo(2);
        assertThat(PACING.remembered(3, Long.MAX_VALUE)).isZero();
    }

    @Test
    void failureOfOursIsRetriedSoonAndNotHeldAgainstTheHost() {
        Schedule schedule = schedule(checks("t", 86_400, "a"));
        passTest(schedule);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(secondsToNext(schedule, run(schedule), End.BROKEN));
        }
        assertThat(pauses).containsExactly(60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L);
        assertThat(secondsToNext(schedule, run(schedule), End.GOOD)).isEqualTo(86_400);
    }

    @Test
    void scriptThatFailsItsTestIsTestedAgain() {
        Schedule schedule = schedule(checks("t", 86_400, "a"));
        for (long pause : new long[] {60, 120, 240}) {
            Schedule.Test test = test(schedule);
            assertThat(schedule.tested(test, false, now)).isEmpty();
            assertThat(schedule.poll(now)).isNull();
            long next = schedule.nanosToNext(now);
            assertThat(next).isEqualTo(pause * SECOND);
            now += next;
        }
        passTest(schedule);
        assertThat(run(schedule).check.host()).isEqualTo("a");
    }

    @Test
    void addressIsCheckedOnceAtATime() {
        List<AgentlessCheck> checks = new ArrayList<>(checks("t", 86_400, "root@a", "use_su admin@A"));
        checks.addAll(checks("t", 86_400, "root@b"));
        var schedule = new Schedule(checks, PACING, true, now);
        passTest(schedule);
        Schedule.Run first = run(schedule);
        assertThat(run(schedule).check.host()).isEqualTo("root@b");
        assertThat(schedule.poll(now)).isNull();
        schedule.ran(first, End.GOOD, now);
        assertThat(run(schedule).check.host()).isEqualTo("admin@A");
    }

    @Test
    void onceMeansOnceAndFailedTestsSkip() {
        List<AgentlessCheck> checks = new ArrayList<>(checks("bad", 1, "a", "b"));
        checks.addAll(checks("good", 1, "c"));
        var schedule = new Schedule(checks, PACING, true, now);
        Schedule.Test bad = test(schedule);
        Schedule.Test good = test(schedule);
        assertThat(schedule.tested(bad, false, now))
                .extracting(check -> check.host())
                .containsExactly("a", "b");
        schedule.tested(good, true, now);
        schedule.ran(run(schedule), End.FAILED, now);
        assertThat(schedule.isDone()).isTrue();
    }
}
