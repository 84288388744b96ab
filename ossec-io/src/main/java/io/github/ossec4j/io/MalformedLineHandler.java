package io.github.ossec4j.io;

/** Told of each line that a reader skips; reading goes on when it returns. */
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
