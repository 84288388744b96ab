package io.github.ossec4j.benchmarks;

/** What has become of a text. */
public enum TextChange {
    /** One line of a hundred is new, gone or another one. */
    EDITED,
    /** A tenth of the lines has moved, as one block. */
    MOVED,
    /** The same lines, all in another order. */
    SHUFFLED,
    /** No line is left, not even those that occur many times. */
    UNRELATED
}
