package io.github.ossec4j.io.control;

import io.github.ossec4j.model.manager.DaemonStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of the control script.
 *
 * @param exitStatus its exit status; of {@code status}, 1 if a daemon is not running
 * @param daemons the last known state of each daemon that the script named, in its order. After a failed start, those
 *     after the failing one are missing, because they were not tried
 * @param failure why it gave up, if it said so
 * @param messages other lines it printed, in order; not part of any contract of OSSEC
 * @param isJson whether the script answered in JSON
 */
public record ControlOutcome(
        int exitStatus, List<DaemonStatus> daemons, Optional<Failure> failure, List<String> messages, boolean isJson) {
    /** Copies the lists. */
    public ControlOutcome {
        daemons = List.copyOf(daemons);
        messages = List.copyOf(messages);
    }

    /** Whether no daemon failed and the script reported no failure. The exit status is ignored. */
    public boolean isSuccess() {
        return failure.isEmpty() && daemons.stream().noneMatch(daemon -> daemon.state() == DaemonStatus.State.FAILED);
    }

    /**
     * Why the script gave up.
     *
     * @param kind the kind of failure
     * @param errorCode the number of OSSEC's REST API: 20, 21, or a number of the script; empty if there is none
     * @param message the script's message
     */
    public record Failure(Kind kind, OptionalInt errorCode, String message) {}

    /** The reasons for the script to give up. */
    public enum Kind {
        /** A daemon refuses its configuration; OSSEC's error 20. */
        DAEMON_CONFIGURATION,
        /** {@code ossec-logtest -t} failed before anything was started; OSSEC's error 21. */
        CONFIGURATION_TEST,
        /** Something else. */
        OTHER
    }
}
