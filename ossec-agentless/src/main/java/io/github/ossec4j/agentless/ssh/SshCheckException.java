package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A check failed because of the host or the connection to it. The message is one line and names the host. */
public final class SshCheckException extends IOException {
    private static final long serialVersionUID = 1L;

    private final SshFailure failure;

    SshCheckException(SshFailure failure, String host, String problem, @Nullable Throwable cause) {
        super(host + ": " + Printable.of(problem), cause);
        this.failure = failure;
    }

    SshCheckException(SshFailure failure, String host, String problem) {
        this(failure, host, problem, null);
    }

    /** The kind of failure. */
    public SshFailure failure() {
        return failure;
    }
}
