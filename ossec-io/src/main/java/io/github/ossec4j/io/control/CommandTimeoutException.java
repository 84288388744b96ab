package io.github.ossec4j.io.control;

import java.io.IOException;
import java.time.Duration;

/** A program was killed because it took too long; what it had done by then is not undone. */
public final class CommandTimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    CommandTimeoutException(String program, Duration timeout) {
        super(program + " did not end within " + timeout.toMillis() + " ms and was killed");
    }
}
