package io.github.ossec4j.model.manager;

/**
 * Whether a daemon is running.
 *
 * @param daemon the daemon
 * @param state its state at the time of the call
 */
public record DaemonStatus(Daemon daemon, State state) {
    /** The state of a daemon, or the result of controlling it. */
    public enum State {
        /** It has a running process. */
        RUNNING,
        /** It has no running process. */
        STOPPED,
        /** It was running and has been asked to stop; whether it has stopped yet is not known. */
        KILLED,
        /** It failed to start. */
        FAILED
    }
}
