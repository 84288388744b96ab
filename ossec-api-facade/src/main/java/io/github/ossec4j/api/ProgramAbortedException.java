package io.github.ossec4j.api;

import io.github.ossec4j.model.OssecException;
import java.io.IOException;

/**
 * One of OSSEC's programs did not end in time, or the thread that waited for it or for a daemon was interrupted. The
 * program was killed with all its descendants; what it had done by then is not undone. The thread's interrupt status is
 * preserved.
 */
public final class ProgramAbortedException extends OssecException {
    private static final long serialVersionUID = 1L;

    /** With the message of the cause, which names the program. */
    ProgramAbortedException(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
