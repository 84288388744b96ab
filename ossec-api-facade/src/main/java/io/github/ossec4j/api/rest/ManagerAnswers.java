package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.io.run.ProcessListFile;
import io.github.ossec4j.model.manager.Daemon;
import java.io.IOException;
import java.util.LinkedHashMap;
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

    private boolean isRunning(Daemon daemon) throws IOException {
        for (long pid : PidFiles.pids(ossec.home().runDirectory(), daemon)) {
            if (ossec.processes().nameOf(pid).orElse("").contains("ossec")) {
                return true;
            }
        }
        return false;
    }
}
