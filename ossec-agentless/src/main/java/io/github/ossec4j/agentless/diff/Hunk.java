package io.github.ossec4j.agentless.diff;

/**
 * One changed place: lines of the old text and the lines of the new text that replace them.
 *
 * @param oldStart 0-based index of the first old line; where {@code oldCount} is 0, of the line that follows @param
 * oldCount number of old lines, 0 for an insertion
 * @param newStart 0-based index of the first new line; where {@code newCount} is 0, of the line that follows @param
 * newCount number of new lines, 0 for a deletion
 */
public record Hunk(int oldStart, int oldCount, int newStart, int newCount) {
    public Hunk {
        if (oldStart < 0 || oldCount < 0 || newStart < 0 || newCount < 0 || oldCount + newCount == 0) {
            throw new IllegalArgumentException(
                    "not a change: " + oldStart + "+" + oldCount + ", " + newStart + "+" + newCount);
        }
    }

    int oldEnd() {
        return oldStart + oldCount;
    }

    int newEnd() {
        return newStart + newCount;
    }
}
