package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.api.rest.Route.Typed;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The state of daemons as the original's script shows it.
 *
 * <p>Quirk kept here: any running process with {@code ossec} in its name counts as the daemon whose file contains its
 * number (Q14). Difference: stale files are not deleted by a query.
 */
final class ManagerAnswers {
    private ManagerAnswers() {}

    /** {@code GET /manager/status}. */
    static RestResponse status(Call call, Typed<List<DaemonStatus>> typed) throws IOException {
        List<DaemonStatus> shown = new ArrayList<>();
        for (DaemonStatus status : typed.of(call)) {
            boolean runs = isRunning(call.ossec(), status.daemon());
            shown.add(
                    new DaemonStatus(status.daemon(), runs ? DaemonStatus.State.RUNNING : DaemonStatus.State.STOPPED));
        }
        return daemons(shown);
    }

    private static boolean isRunning(Ossec ossec, Daemon daemon) throws IOException {
        for (long pid : PidFiles.pids(ossec.home().runDirectory(), daemon)) {
            if (ossec.processes().nameOf(pid).orElse("").contains("ossec")) {
                return true;
            }
        }
        return false;
    }

    /** {@code PUT /manager/start}, {@code stop} and {@code restart}: the state of each daemon, or error 20 or 21. */
    static RestResponse controlled(Call call, Typed<ControlOutcome> typed) {
        ControlOutcome outcome = typed.of(call);
        outcome.failure().ifPresent(failure -> {
            throw failure.errorCode().isPresent()
                    ? new ToolError(failure.errorCode().getAsInt(), failure.message())
                    : new OssecException("the control script failed: " + failure.message());
        });
        return daemons(outcome.daemons());
    }

    private static RestResponse daemons(List<DaemonStatus> daemons) {
        return Envelope.success(json -> {
            json.writeStartArray();
            for (DaemonStatus status : daemons) {
                json.writeStartObject();
                json.writeStringProperty("daemon", status.daemon().processName());
                json.writeStringProperty(
                        "status",
                        status.state() == DaemonStatus.State.FAILED
                                ? "error"
                                : status.state().name().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * {@code GET /manager/configuration/test}. Quirk kept here: only messages that contain {@code Error}, in exactly
     * this spelling, make the test fail (Q21); the typed result has all of them.
     */
    static RestResponse tested(Call call, Typed<ConfigurationTest.Result> typed) {
        ConfigurationTest.Result result = typed.of(call);
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
}
