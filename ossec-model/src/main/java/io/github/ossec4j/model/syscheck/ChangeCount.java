package io.github.ossec4j.model.syscheck;

import java.util.OptionalInt;

/**
 * How often a file or registry key had changed when a state of it was recorded, as far as its record shows.
 *
 * <p>OSSEC counts to three: a fourth change and every later one look alike, and so does a file that an operator set to
 * be ignored. A record that has a successor does not distinguish the first state from the first change. The count
 * starts again at 0 when OSSEC 4.3 accepts a change silently.
 *
 * @param minimum the number of changes, at least
 * @param maximum the number of changes, at most; empty if there may be any number more
 */
public record ChangeCount(int minimum, OptionalInt maximum) {
    /** Checks the limits. */
    public ChangeCount {
        if (minimum < 0 || (maximum.isPresent() && maximum.getAsInt() < minimum)) {
            throw new IllegalArgumentException("changes must be 0 or more, and no fewer at most than at least, were "
                    + minimum + " to " + maximum);
        }
    }

    /** Exactly this many changes. */
    public static ChangeCount exactly(int changes) {
        return between(changes, changes);
    }

    /** This many changes, both limits inclusive. */
    public static ChangeCount between(int minimum, int maximum) {
        return new ChangeCount(minimum, OptionalInt.of(maximum));
    }

    /** This many changes or more. */
    public static ChangeCount atLeast(int changes) {
        return new ChangeCount(changes, OptionalInt.empty());
    }

    /** The number of changes; empty if the record does not determine it. */
    public OptionalInt exact() {
        return maximum.isPresent() && maximum.getAsInt() == minimum ? maximum : OptionalInt.empty();
    }

    /** {@code 2}, {@code 0 to 1} or {@code 4 or more}. */
    @Override
    public String toString() {
        if (maximum.isEmpty()) {
            return minimum + " or more";
        }
        return exact().isPresent() ? Integer.toString(minimum) : minimum + " to " + maximum.getAsInt();
    }
}
