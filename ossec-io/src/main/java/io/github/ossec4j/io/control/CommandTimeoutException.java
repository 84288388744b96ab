package io.github.ossec4j.io.control;

import java.io.IOException;

/** A program was killed because it took too long; what it had done by then stays done. */
public final class CommandTimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient CommandOutcome outcome;

    CommandTimeoutException(Command command, CommandOutcome outcome) {
        super(command.words().get(0) + " did not end within "
                + command.timeout().toMillis() + " ms and was killed");
        this.outcome = outcome;
    }

    /** What it had said. */
    public CommandOutcome outcome() {
        return outcome;
    }
}
