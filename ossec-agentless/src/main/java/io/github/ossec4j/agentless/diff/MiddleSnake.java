package io.github.ossec4j.agentless.diff;

import java.util.Arrays;

/**
 * Eugene Myers' comparison in linear space ("An O(ND) Difference Algorithm and Its Variations", 1986, section 4b), with
 * a cap on the cost of one split.
 *
 * <p>Below the cap the result is a shortest edit script. A split that would cost more is made where the search from the
 * start got furthest instead, which bounds the time by (lines) x (cap) and may mark more lines than necessary. Some
 * splits may cost more than the cap nevertheless: a large moved block is found by an expensive split or not at all, and
 * the rest is cheap once it is found.
 */
final class MiddleSnake {
    /**
     * Approximate steps that a comparison may take within the cap, and above it: each takes a second or two on a slow
     * core.
     */
    private static final long BUDGET = 200_000_000L;

    private final int[] a;
    private final int[] b;
    private final boolean[] deleted;
    private final boolean[] inserted;
    private final int[] forward;
    private final int[] backward;
    /** What to add to a diagonal, x - y, to index the two arrays. */
    private final int center;

    private final int cap;
    /** Steps that are left for splits above the cap; such a split may take half of them. */
    private long spare;

    private int splitX;
    private int splitY;

    /** The remaining work: rectangles of four bounds each. An explicit stack cannot overflow. */
    private int[] rectangles = new int[256];

    private int top;

    MiddleSnake(int[] a, int[] b) {
        this(a, b, (int) Math.max(64, Math.min(1 << 14, BUDGET / Math.max(1, a.length + b.length))), BUDGET);
    }

    MiddleSnake(int[] a, int[] b, int cap, long spare) {
        this.a = a;
        this.b = b;
        this.deleted = new boolean[a.length];
        this.inserted = new boolean[b.length];
        this.center = b.length + 1;
        this.forward = new int[a.length + b.length + 3];
        this.backward = new int[a.length + b.length + 3];
        this.cap = cap;
        this.spare = spare;
    }

    boolean[] deleted() {
        return deleted;
    }

    boolean[] inserted() {
        return inserted;
    }

    MiddleSnake run() {
        push(0, a.length, 0, b.length);
        while (top > 0) {
            int y1 = rectangles[--top];
            int y0 = rectangles[--top];
            int x1 = rectangles[--top];
            int x0 = rectangles[--top];
            while (x0 < x1 && y0 < y1 && a[x0] == b[y0]) {
                x0++;
                y0++;
            }
            while (x0 < x1 && y0 < y1 && a[x1 - 1] == b[y1 - 1]) {
                x1--;
                y1--;
            }
            if (x0 == x1) {
                Arrays.fill(inserted, y0, y1, true);
            } else if (y0 == y1) {
                Arrays.fill(deleted, x0, x1, true);
            } else {
                split(x0, x1, y0, y1);
                push(splitX, x1, splitY, y1);
                push(x0, splitX, y0, splitY);
            }
        }
        return this;
    }

    private void push(int x0, int x1, int y0, int y1) {
        if (top + 4 > rectangles.length) {
            rectangles = Arrays.copyOf(rectangles, rectangles.length * 2);
        }
        rectangles[top++] = x0;
        rectangles[top++] = x1;
        rectangles[top++] = y0;
        rectangles[top++] = y1;
    }

    /**
     * Finds a point of an optimal path, or of a good one if that gets expensive. Neither corner is equal, so both move.
     */
    private void split(int x0, int x1, int y0, int y1) {
        int lowest = x0 - y1;
        int highest = x1 - y0;
        int start = x0 - y0;
        int end = x1 - y1;
        boolean meetsForward = ((start - end) & 1) != 0;
        int forwardLow = start;
        int forwardHigh = start;
        int backwardLow = end;
        int backwardHigh = end;
        forward[center + start] = x0;
        backward[center + end] = x1;
        int limit = Math.max(cap, (int) Math.sqrt(spare / 2.0)); // a cost of n takes n x n steps
        for (int cost = 1; cost <= limit; cost++) {
            spare -= cost > cap ? 2L * cost : 0;
            int low = atLeast(lowest, start - cost);
            int high = atMost(highest, start + cost);
            for (int d = high; d >= low; d -= 2) {
                int x = forwardReach(d, forwardLow, forwardHigh, x1, y1);
                forward[center + d] = x;
                if (meetsForward && d >= backwardLow && d <= backwardHigh && x >= backward[center + d]) {
                    splitX = x;
                    splitY = x - d;
                    return;
                }
            }
            forwardLow = low;
            forwardHigh = high;
            low = atLeast(lowest, end - cost);
            high = atMost(highest, end + cost);
            for (int d = high; d >= low; d -= 2) {
                int x = backwardReach(d, backwardLow, backwardHigh, x0, y0);
                backward[center + d] = x;
                if (!meetsForward && d >= forwardLow && d <= forwardHigh && x <= forward[center + d]) {
                    splitX = x;
                    splitY = x - d;
                    return;
                }
            }
            backwardLow = low;
            backwardHigh = high;
        }
        giveUp(x1, y1, forwardLow, forwardHigh);
    }

    /** How far one more edit leads from the start on a diagonal, given the range reached with one edit less. */
    private int forwardReach(int d, int low, int high, int x1, int y1) {
        boolean insert = d < low || (d <= high && forward[center + d - 1] < forward[center + d + 1]);
        int x = insert ? forward[center + d + 1] : forward[center + d - 1] + 1;
        int y = x - d;
        while (x < x1 && y < y1 && a[x] == b[y]) {
            x++;
            y++;
        }
        return x;
    }

    private int backwardReach(int d, int low, int high, int x0, int y0) {
        boolean insert = d > high || (d >= low && backward[center + d - 1] < backward[center + d + 1]);
        int x = insert ? backward[center + d - 1] : backward[center + d + 1] - 1;
        int y = x - d;
        while (x > x0 && y > y0 && a[x - 1] == b[y - 1]) {
            x--;
            y--;
        }
        return x;
    }

    /** The smallest number from the bound up that is as even or odd as the wish, or the wish if it is higher. */
    private static int atLeast(int bound, int wish) {
        return wish >= bound ? wish : bound + ((bound - wish) & 1);
    }

    private static int atMost(int bound, int wish) {
        return wish <= bound ? wish : bound - ((wish - bound) & 1);
    }

    /** Splits where the search from the start has got furthest. */
    private void giveUp(int x1, int y1, int low, int high) {
        int furthest = -1;
        for (int d = high; d >= low; d -= 2) {
            int x = Math.min(forward[center + d], Math.min(x1, y1 + d));
            if (x + x - d > furthest) {
                furthest = x + x - d;
                splitX = x;
                splitY = x - d;
            }
        }
    }
}
