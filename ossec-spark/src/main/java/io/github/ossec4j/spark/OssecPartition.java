package io.github.ossec4j.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param pieces one after another
 */
record OssecPartition(List<Piece> pieces) implements InputPartition {
    /**
     * Distributes pieces to tasks: large ones are split where that is possible, small ones share a task.
     *
     * @param most how many bytes a task reads at most
     * @param opening how many bytes could be read in the time that opening a file takes
     * @param tasks how many tasks run at a time
     */
    static List<OssecPartition> pack(List<Piece> pieces, long most, long opening, int tasks, boolean canBeSplit) {
        long total = pieces.stream().mapToLong(piece -> piece.bytes() + opening).sum();
        long size = Math.max(1, Math.min(most, Math.max(opening, total / Math.max(1, tasks))));
        var parts = new ArrayList<Piece>();
        for (Piece piece : pieces) {
            if (canBeSplit && !piece.isArchive()) {
                split(piece, size, parts);
            } else {
                parts.add(piece);
            }
        }
        parts.sort(Comparator.comparingLong(Piece::bytes).reversed());
        var partitions = new ArrayList<OssecPartition>();
        var current = new ArrayList<Piece>();
        long bytes = 0;
        for (Piece part : parts) {
            if (!current.isEmpty() && bytes + part.bytes() > size) {
                partitions.add(new OssecPartition(List.copyOf(current)));
                current.clear();
                bytes = 0;
            }
            current.add(part);
            bytes += part.bytes() + opening;
        }
        if (!current.isEmpty()) {
            partitions.add(new OssecPartition(List.copyOf(current)));
        }
        return partitions;
    }

    /** The last part has no end: what is appended until it is read belongs to it. */
    private static void split(Piece piece, long size, List<Piece> parts) {
        long from = 0;
        for (; piece.bytes() - from > size; from += size) {
            parts.add(piece.part(from, from + size, size));
        }
        parts.add(piece.part(from, Long.MAX_VALUE, piece.bytes() - from));
    }
}
