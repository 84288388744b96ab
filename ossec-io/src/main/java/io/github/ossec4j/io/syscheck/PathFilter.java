package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.model.RawText;
import java.util.function.Predicate;

/** Which paths are wanted, decided from their bytes, so that nothing is created for the others. */
@FunctionalInterface
public interface PathFilter {
    /** The paths that a predicate accepts; an object is made for each. */
    static PathFilter of(Predicate<RawText> path) {
        return (bytes, from, to) -> path.test(RawText.of(bytes, from, to));
    }

    /**
     * Whether the path is wanted.
     *
     * @param bytes hold the path; they belong to the cursor and must not be changed or kept
     * @param from index of the path's first byte
     * @param to index after the path's last byte
     */
    boolean accepts(byte[] bytes, int from, int to);

    /**
     * Whether a wanted path may be among these bytes, which are a line or many. A filter that knows a part of every
     * path it accepts looks for it here: that is much faster than to take each line apart.
     *
     * @param bytes hold the lines; they belong to the cursor and must not be changed or kept
     * @param from index of the first line's first byte
     * @param to index after the last line's last byte
     * @return false only if {@link #accepts} is false for every part of these bytes
     */
    default boolean mayAcceptIn(byte[] bytes, int from, int to) {
        return true;
    }
}
