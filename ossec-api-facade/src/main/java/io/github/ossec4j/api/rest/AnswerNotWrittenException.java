package io.github.ossec4j.api.rest;

import io.github.ossec4j.model.OssecException;
import java.io.IOException;

/**
 * An answer could not be written to the stream that it was to go to, for example because the client hung up. The home was
 * read without a failure until then.
 */
public final class AnswerNotWrittenException extends OssecException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    AnswerNotWrittenException(IOException failure) {
        super("the answer could not be written: " + failure.getMessage(), failure);
        this.failure = failure;
    }

    /** What the stream threw. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written after construction
    public IOException getCause() {
        return failure;
    }
}
