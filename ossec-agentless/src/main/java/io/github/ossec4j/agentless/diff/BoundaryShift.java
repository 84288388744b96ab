package io.github.ossec4j.agentless.diff;

/**
 * Of several equally short edit scripts, chooses the one that {@code diff} shows, by what GNU diff calls
 * shifting boundaries.
 *
 * <p>A run of changed lines whose first line equals the line after it may move down by one, one whose last line equals
 * the line before it may move up. Runs that touch are merged. Of all places a run can take, the
 * lowest next to a change of the other text is chosen, and the lowest of all if there is none.
 */
final class BoundaryShift {
    private final int[] lines;
    private final boolean[] changed;
    private final boolean[] otherChanged;

    /** The current run: first line, and the line after the last. */
    private int start;

    private int end;

    /** The other text's partner of the unchanged line {@code end}. */
    private int partner;

    private BoundaryShift(int[] lines, boolean[] changed, boolean[] otherChanged) {
        this.lines = lines;
        this.changed = changed;
        this.otherChanged = otherChanged;
    }

    /** Shifts the runs of one text; both arrays have one element more than lines, which is false. */
    static void settle(int[] lines, boolean[] changed, boolean[] otherChanged) {
        var shift = new BoundaryShift(lines, changed, otherChanged);
        while (shift.findRun()) {
            shift.settleRun();
        }
    }

    private boolean findRun() {
        while (end < lines.length && !changed[end]) {
            partner = unchangedFrom(otherChanged, partner) + 1;
            end++;
        }
        start = end;
        end = unchangedFrom(changed, end);
        partner = unchangedFrom(otherChanged, partner);
        return start < end;
    }

    private void settleRun() {
        int length;
        int beside;
        do {
            length = end - start;
            while (start > 0 && lines[start - 1] == lines[end - 1]) {
                moveUp();
            }
            beside = isBesideChange() ? end : -1;
            while (end < lines.length && lines[start] == lines[end]) {
                moveDown();
                beside = isBesideChange() ? end : beside;
            }
        } while (end - start != length); // it was merged with others and may now move further
        while (beside >= 0 && end > beside) {
            moveUp();
        }
    }

    private boolean isBesideChange() {
        return partner > 0 && otherChanged[partner - 1];
    }

    private void moveUp() {
        changed[--start] = true;
        changed[--end] = false;
        while (start > 0 && changed[start - 1]) {
            start--;
        }
        do {
            partner--;
        } while (otherChanged[partner]);
    }

    private void moveDown() {
        changed[start++] = false;
        changed[end] = true;
        end = unchangedFrom(changed, end);
        partner = unchangedFrom(otherChanged, partner + 1);
    }

    private static int unchangedFrom(boolean[] changed, int from) {
        int index = from;
        while (changed[index]) {
            index++;
        }
        return index;
    }
}
