package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.io.IOException;

/**
 * Receives the output of a check, line by line and without line ends, in the protocol of the agentless scripts.
 *
 * <p>Called by the thread that runs the check, never by two at a time for one check. An exception ends the check and
 * reaches its caller.
 */
@FunctionalInterface
public interface CheckOutput {
    /**
     * A protocol line: {@code INFO: }, {@code FWD: }, {@code STORE: now} or, at the end of a failed
     * {@linkplain SshChecks#runAsScript run}, {@code ERROR: }, each followed by text.
     *
     * @throws IOException if the line cannot be passed on
     */
    void line(RawText line) throws IOException;

    /**
     * A line of the text after {@code STORE: now}: output of the remote host. By default it is treated like any other
     * line, as from a script, so a line that starts with {@code ERROR: } ends the check. Override this to store such
     * a line unchanged.
     *
     * @throws IOException if the line cannot be passed on
     */
    default void stored(RawText line) throws IOException {
        line(line);
    }
}
