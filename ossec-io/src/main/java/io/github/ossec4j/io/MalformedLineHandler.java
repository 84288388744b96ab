package io.github.ossec4j.io;

/**
 * What each line that a reader skips is reported to; reading goes on when it returns. Where several files are read side by
 * side, on an executor, several threads call it at the same time.
 */
@FunctionalInterface
public interface MalformedLineHandler {
    /**
     * Takes note of one line.
     *
     * @throws RuntimeException to stop reading
     */
    void malformed(MalformedLine line);

    /** Skips silently. */
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
