package io.github.ossec4j.agentless.diff;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.concurrent.ThreadLocalRandom;

/** The lines of two texts as numbers: equal lines, and only they, have equal numbers. */
final class LineNumbers {
    private final int[] table;
    private final int mask;
    /** Differs per comparison, so that nobody can prepare lines that collide. */
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
        this.newNumbers = number(changed, old.count());
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
            int slot = (int) (lines.hash(i, seed) >>> 17) & mask;
            while (table[slot] != 0 && !same(table[slot] - 1, lines, i)) {
                slot = (slot + 1) & mask;
            }
            if (table[slot] == 0) {
                table[slot] = offset + i + 1;
            }
            numbers[i] = table[slot] - 1;
        }
        return numbers;
    }

    private boolean same(int number, Lines lines, int line) {
        return number < old.count()
                ? lines.sameLine(line, old, number)
                : lines.sameLine(line, changed, number - old.count());
    }

    /** The numbers as the list that java-diff-utils asks for, boxed only when it looks. */
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
