package io.github.ossec4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the processor time per call, of all threads of the JVM, to JMH's results: {@code -prof
 * io.github.ossec4j.benchmarks.ProcessorTime}. On a machine that others use as well it says what a call costs, while
 * the time on the clock says how long others made it wait.
 *
 * <p>Linux counts it in steps of 10 ms, which an iteration of a second does not notice and a single call does. The time
 * of other processes, which a call may start, is not in it.
 */
public final class ProcessorTime implements InternalProfiler {
    private static final double NANOSECONDS = 1e6; // in a millisecond

    private long start;

    /** For JMH. */
    public ProcessorTime() {}

    @Override
    public String getDescription() {
        return "Processor time per call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = processorTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double spent = (processorTime() - start) / NANOSECONDS;
        long calls = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult("processor", spent / calls, "ms/op", AggregationPolicy.AVG));
    }

    private static long processorTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
