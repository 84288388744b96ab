package io.github.ossec4j.model.manager;

/**
 * Whether a daemon runs.
 *
 * @param daemon which
 * @param state its state at the time of the call
 */
public record DaemonStatus(Daemon daemon, State state) {
    /** What a daemon can be found doing, or what was done to it. */
    public enum State {
        /** A process of it is alive. */
        RUNNING,
        /** No process of it is alive. */
        STOPPED,
        /** It was running and has been told to end; whether it has ended by now is not known. */
        KILLED,
        /** It was to be started and did not start. */
        FAILED
    }
}
