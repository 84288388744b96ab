package io.github.ossec4j.io;

/**
 * Receives each line that a reader skips; reading continues when it returns. If several files are read in parallel, on
 * an executor, several threads may call it at the same time.
 */
@FunctionalInterface
public interface MalformedLineHandler {
    /**
     * Receives one line.
     *
     * @throws RuntimeException to stop reading
     */
    void malformed(MalformedLine line);

    /** Ignores all lines. */
    static MalformedLineHandler ignore() {
        return line -> {};
    }

    /** Throws an {@link OssecFormatException} at the first malformed line. */
    static MalformedLineHandler failing() {
        return line -> {
            throw new OssecFormatException(line);
        };
    }
}
