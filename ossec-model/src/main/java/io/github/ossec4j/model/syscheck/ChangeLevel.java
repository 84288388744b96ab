package io.github.ossec4j.model.syscheck;

import java.util.OptionalInt;

/** How often a path had changed when its record was written, as the record's flags tell. */
public enum ChangeLevel {
    /** {@code +++}: the first state seen. */
    BASELINE(0),
    /** {@code #++}: the first state or the first change; its successor overwrote the byte that told. */
    BASELINE_OR_FIRST(-1),
    /** {@code !++}: changed once. */
    FIRST(1),
    /** {@code !!+}: changed twice. */
    SECOND(2),
    /** {@code !!!}: changed three times. */
    THIRD(3),
    /** {@code !!?}: changed four times or more, or set to be ignored by an operator. */
    FURTHER(4);

    private final int changes;

    ChangeLevel(int changes) {
        this.changes = changes;
    }

    /** The number of changes, 4 for four or more; empty where the record does not tell. */
    public OptionalInt changes() {
        return changes < 0 ? OptionalInt.empty() : OptionalInt.of(changes);
    }

    /** Whether there surely was a change. */
    public boolean isChange() {
        return changes > 0;
    }
}
