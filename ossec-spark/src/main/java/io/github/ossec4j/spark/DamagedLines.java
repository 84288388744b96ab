package io.github.ossec4j.spark;

import java.util.Locale;

/** What happens to lines that are not records, as in Spark's own readers. */
enum DamagedLines {
    /** A row with nothing but the home, the agent and what is wrong. */
    PERMISSIVE,
    /** No row; they are counted. */
    DROPMALFORMED,
    /** The job fails. */
    FAILFAST;

    static DamagedLines of(String mode) {
        for (DamagedLines known : values()) {
            if (known.name().equals(mode.toUpperCase(Locale.ROOT))) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "option mode must be DROPMALFORMED, PERMISSIVE or FAILFAST, was \"" + mode + "\"");
    }
}
