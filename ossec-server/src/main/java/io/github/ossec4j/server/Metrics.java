package io.github.ossec4j.server;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.ScanTimes;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * What the service measures of itself and shows of the manager, in the text format of Prometheus. The manager is read
 * when somebody asks.
 */
final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String STATUS = "status";

    private final Ossec ossec;
    private final PrometheusRegistry own = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("ossec_http_requests_total")
            .help("Requests by method, endpoint and HTTP status.")
            .labelNames("method", "endpoint", STATUS)
            .register(own);
    private final Histogram seconds = Histogram.builder()
            .name("ossec_http_request_duration_seconds")
            .help("Time from the header of a request to the end of its answer.")
            .labelNames("endpoint")
            .classicOnly()
            .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(own);
    private final LongAdder readings = new LongAdder();

    Metrics(Ossec ossec, IntSupplier connections) {
        this.ossec = ossec;
        GaugeWithCallback.builder()
                .name("ossec_http_connections")
                .help("Open connections.")
                .callback(callback -> callback.call(connections.getAsInt()))
                .register(own);
        CounterWithCallback.builder()
                .name("ossec_readings_total")
                .help("How often the home was read to answer requests, which may share a reading.")
                .callback(callback -> callback.call((double) readings.sum()))
                .register(own);
    }

    /** Counts a request. */
    void answered(String method, String endpoint, int status, long nanos) {
        String known = isUsual(method) ? method : "other";
        requests.labelValues(known, endpoint, String.valueOf(status)).inc();
        seconds.labelValues(endpoint).observe((double) nanos / TimeUnit.SECONDS.toNanos(1));
    }

    /** Anything may stand in a request; but each new label costs memory. */
    private static boolean isUsual(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" -> true;
            default -> false;
        };
    }

    /** Counts a reading of the home. */
    void read() {
        readings.increment();
    }

    /** All of them, in the text format. */
    byte[] text() {
        var registry = new PrometheusRegistry();
        addManager(registry);
        var bytes = new ByteArrayOutputStream();
        try {
            var writer = PrometheusTextFormatWriter.create();
            writer.write(bytes, own.scrape());
            writer.write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private void addManager(PrometheusRegistry registry) {
        Gauge readable = Gauge.builder()
                .name("ossec_home_readable")
                .help("1 if the files of the manager could be read for these metrics, else 0.")
                .register(registry);
        try {
            addAgents(registry);
            addDaemons(registry);
            readable.set(1);
        } catch (OssecException e) {
            readable.set(0);
        }
    }

    private void addAgents(PrometheusRegistry registry) {
        Gauge agents = Gauge.builder()
                .name("ossec_agents")
                .help("Enrolled agents by status, without the manager.")
                .labelNames(STATUS)
                .register(registry);
        Gauge ages = Gauge.builder()
                .name("ossec_last_scan_age_seconds")
                .help("Time since the last scan of each agent started, and of the manager, 000.")
                .labelNames("agent", "scan")
                .register(registry);
        Map<AgentStatus, Integer> counts = new EnumMap<>(AgentStatus.class);
        for (AgentStatus status : AgentStatus.values()) {
            counts.put(status, 0);
        }
        Instant now = ossec.clock().instant();
        for (AgentHandle agent : ossec.snapshot().listed()) {
            if (!agent.isManager()) {
                counts.merge(agent.status(), 1, Integer::sum);
            }
            ScanTimes scans = agent.lastScans();
            age(ages, agent, "syscheck", scans.syscheckStart(), now);
            age(ages, agent, "rootcheck", scans.rootcheckStart(), now);
        }
        counts.forEach((status, count) -> agents.labelValues(status.text()).set(count));
    }

    private static void age(Gauge ages, AgentHandle agent, String scan, Optional<Instant> started, Instant now) {
        started.ifPresent(time -> ages.labelValues(agent.idText(), scan)
                .set((double) Duration.between(time, now).toSeconds()));
    }

    private void addDaemons(PrometheusRegistry registry) {
        Gauge up = Gauge.builder()
                .name("ossec_daemon_up")
                .help("1 if a daemon is running, else 0.")
                .labelNames("daemon")
                .register(registry);
        for (DaemonStatus daemon : ossec.manager().status()) {
            up.labelValues(daemon.daemon().processName()).set(daemon.state() == DaemonStatus.State.RUNNING ? 1 : 0);
        }
    }
}
