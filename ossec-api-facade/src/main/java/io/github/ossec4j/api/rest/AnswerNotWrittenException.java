package io.github.ossec4j.api.rest;

import io.github.ossec4j.model.OssecException;
import java.io.IOException;

/**
 * An answer could not be written to its output stream, for example because the client disconnected. Until then the home
 * was read without failures.
 */
public final class AnswerNotWrittenException extends OssecException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    AnswerNotWrittenException(IOException failure) {
        super("the answer could not be written: " + failure.getMessage(), failure);
        this.failure = failure;
    }

    /** The exception of the stream. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written after construction
    public IOException getCause() {
        return failure;
    }
}
