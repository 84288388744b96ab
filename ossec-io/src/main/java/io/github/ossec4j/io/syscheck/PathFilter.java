package io.github.ossec4j.io.syscheck;

/** Which paths are wanted, told from their bytes, so that nothing is made for those that are not. */
@FunctionalInterface
public interface PathFilter {
    /**
     * Whether the path is wanted; asked once per line, perhaps for lines that turn out not to be records.
     *
     * @param bytes hold the path; they belong to the cursor and must not be changed or kept
     * @param from index of the path's first byte
     * @param to index behind the path's last byte
     */
    boolean accepts(byte[] bytes, int from, int to);
}
