package io.github.ossec4j.spark;

import java.io.Serializable;

/**
 * What a task reads at a time: a file of a home, a part of one, or a whole home. Sent to the tasks.
 *
 * @param home where the home is, or the archive that contains homes, as a URI
 * @param isArchive whether it is an archive; then only the home, the manager of a home without a name, and the bytes are known
 * @param manager the manager's name
 * @param file the file below the home, with slashes, as {@link io.github.ossec4j.model.RawText#lossless()}; empty for a table
 *     that has no file of its own
 * @param source whose file it is
 * @param from the offset of the first byte
 * @param to the offset after the last byte; {@link Long#MAX_VALUE} for the end
 * @param bytes about how many will be read
 */
record Piece(String home, boolean isArchive, String manager, String file, Source source, long from, long to, long bytes)
        implements Serializable {
    /**
     * Whose database a file is.
     *
     * @param agentId the agent's number; 0 for the manager, -1 if it has none
     * @param agent the agent's name, or the device's
     * @param isRegistry whether it is about registry keys
     */
    record Source(int agentId, String agent, boolean isRegistry) implements Serializable {
        static final Source NONE = new Source(-1, "", false);
    }

    static Piece ofHome(String home, String manager, long bytes) {
        return new Piece(home, false, manager, "", Source.NONE, 0, Long.MAX_VALUE, bytes);
    }

    static Piece ofArchive(String archive, String manager, long bytes) {
        return new Piece(archive, true, manager, "", Source.NONE, 0, Long.MAX_VALUE, bytes);
    }

    Piece part(long begin, long end, long length) {
        return new Piece(home, isArchive, manager, file, source, begin, end, length);
    }
}
