package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.io.run.ProcessListFile;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The state of daemons as the original's script tells it.
 *
 * <p>Quirk kept here: any living process with {@code ossec} in its name counts as the daemon whose file holds its number
 * (Q14). Difference: stale files are not deleted by asking.
 */
final class ManagerAnswers {
    private final Ossec ossec;

    ManagerAnswers(Ossec ossec) {
        this.ossec = ossec;
    }

    /** {@code GET /manager/status}. */
    Payload status() throws IOException {
        Set<Daemon> enabled = ProcessListFile.read(ossec.home().processList());
        Map<Daemon, Boolean> running = new LinkedHashMap<>();
        for (Daemon daemon : Daemon.all()) {
            if (!daemon.isOptional() || enabled.contains(daemon)) {
                running.put(daemon, isRunning(daemon));
            }
        }
        return json -> {
            json.writeStartArray();
            running.forEach((daemon, runs) -> {
                json.writeStartObject();
                json.writeName("daemon");
                json.writeString(daemon.processName());
                json.writeName("status");
                json.writeString(runs ? "running" : "stopped");
                json.writeEndObject();
            });
            json.writeEndArray();
        };
    }

    /** {@code PUT /manager/start}, {@code stop} and {@code restart}: the state of each daemon, or error 20 or 21. */
    static RestResponse controlled(ControlOutcome outcome) {
        if (outcome.failure().isPresent()) {
            ControlOutcome.Failure failure = outcome.failure().get();
            throw new ToolError(failure.kind().code(), failure.message());
        }
        return Envelope.success(json -> {
            json.writeStartArray();
            for (DaemonStatus status : outcome.daemons()) {
                json.writeStartObject();
                json.writeName("daemon");
                json.writeString(status.daemon().processName());
                json.writeName("status");
                json.writeString(word(status.state()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String word(DaemonStatus.State state) {
        return switch (state) {
            case RUNNING -> "running";
            case STOPPED -> "stopped";
            case KILLED -> "killed";
            case FAILED -> "error";
        };
    }

    /**
     * {@code GET /manager/configuration/test}. Quirk kept here: only messages that hold {@code Error}, written exactly so,
     * make the test fail (Q21); the typed result tells of all.
     */
    static RestResponse tested(ConfigurationTest.Result result) {
        List<String> messages = new ArrayList<>();
        result.messages().forEach(message -> messages.add(message.lossless()));
        if (messages.isEmpty() && !result.isPassed()) {
            throw new ToolError(81, "Error unknown.");
        }
        if (messages.stream().noneMatch(message -> message.contains("Error"))) {
            return Envelope.success(Payload.text("OK"));
        }
        int first = 0;
        while (!messages.get(first).toLowerCase(Locale.ROOT).contains("error")) {
            first++;
        }
        throw new ToolError(82, PythonText.list(messages.subList(first, messages.size())));
    }

    private boolean isRunning(Daemon daemon) throws IOException {
        for (long pid : PidFiles.pids(ossec.home().runDirectory(), daemon)) {
            if (ossec.processes().nameOf(pid).orElse("").contains("ossec")) {
                return true;
            }
        }
        return false;
    }
}
