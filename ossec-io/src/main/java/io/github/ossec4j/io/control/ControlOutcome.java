package io.github.ossec4j.io.control;

import io.github.ossec4j.model.manager.DaemonStatus;
import java.util.List;
import java.util.Optional;

/**
 * What the control script did.
 *
 * @param exitStatus its exit status; of {@code status}, 1 if a daemon does not run
 * @param daemons the last known state of each daemon that the script named, in its order. After a failed start those that
 *     come after the failing one are missing: nobody tried them
 * @param failure why it gave up, where it told
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

    /** Whether no daemon failed and the script reported no failure. The exit status does not count: see there. */
    public boolean isSuccess() {
        return failure.isEmpty() && daemons.stream().noneMatch(daemon -> daemon.state() == DaemonStatus.State.FAILED);
    }

    /**
     * Why the script gave up.
     *
     * @param kind what was wrong
     * @param message the script's words
     */
    public record Failure(Kind kind, String message) {}

    /** What can make the script give up. */
    public enum Kind {
        /** A daemon refuses its configuration; OSSEC's error 20. */
        DAEMON_CONFIGURATION(20),
        /** {@code ossec-logtest -t} failed before anything was started; OSSEC's error 21. */
        CONFIGURATION_TEST(21),
        /** Something else; the number is the script's, 0 if it gave none. */
        OTHER(0);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number of OSSEC's REST API; 0 for {@link #OTHER}. */
        public int code() {
            return code;
        }
    }
}
