package io.github.ossec4j.agentless.diff;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.concurrent.ThreadLocalRandom;

/** The lines of two texts as numbers: equal lines, and only they, have equal numbers. */
final class LineNumbers {
    private final int[] table;
    private final int mask;
    /** Differs per comparison, so that colliding lines cannot be prepared. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private final Lines old;
    private final Lines changed;
    private final int[] oldNumbers;
    private final int[] newNumbers;

    LineNumbers(Lines old, Lines changed) {
        this.old = old;
        this.changed = changed;
        long lines = Math.max(4L, (long) old.count() + changed.count());
        int capacity = (int) Math.min(1L << 30, Long.highestOneBit(lines) << 2);
        this.table = new int[capacity];
        this.mask = capacity - 1;
        this.oldNumbers = number(old, 0);
        this.newNumbers = numberInOrder();
    }

    View oldNumbers() {
        return new View(oldNumbers);
    }

    View newNumbers() {
        return new View(newNumbers);
    }

    /** The number of a line is the index of its first occurrence, counted through both texts. */
    private int[] number(Lines lines, int offset) {
        int[] numbers = new int[lines.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(lines, i, offset);
        }
        return numbers;
    }

    /**
     * The numbers of the new text, most of which is in the old one in the same order: a line is first compared with
     * the one that follows where the line before it was found, and looked up only if it differs.
     */
    private int[] numberInOrder() {
        int[] numbers = new int[changed.count()];
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (next < old.count() && changed.sameLine(i, old, next)) {
                numbers[i] = oldNumbers[next++];
            } else {
                numbers[i] = number(changed, i, old.count());
                if (numbers[i] < old.count()) {
                    next = numbers[i] + 1;
                }
            }
        }
        return numbers;
    }

    private int number(Lines lines, int line, int offset) {
        int slot = (int) (lines.hash(line, seed) >>> 17) & mask;
        while (table[slot] != 0 && !same(table[slot] - 1, lines, line)) {
            slot = (slot + 1) & mask;
        }
        if (table[slot] == 0) {
            table[slot] = offset + line + 1;
        }
        return table[slot] - 1;
    }

    private boolean same(int number, Lines lines, int line) {
        return number < old.count()
                ? lines.sameLine(line, old, number)
                : lines.sameLine(line, changed, number - old.count());
    }

    /** The numbers as a list for java-diff-utils, boxed only on access. */
    static final class View extends AbstractList<Integer> implements RandomAccess {
        private final int[] numbers;

        View(int[] numbers) {
            this.numbers = numbers;
        }

        int[] numbers() {
            return numbers;
        }

        @Override
        public Integer get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }
}
