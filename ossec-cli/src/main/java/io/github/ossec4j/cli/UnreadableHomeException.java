package io.github.ossec4j.cli;

/** The directory that was named is not a readable OSSEC home. */
final class UnreadableHomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableHomeException(String message) {
        super(message);
    }
}
