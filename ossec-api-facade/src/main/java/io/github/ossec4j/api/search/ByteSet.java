package io.github.ossec4j.api.search;

import io.github.ossec4j.io.text.PackedBytes;
import java.util.Arrays;

/**
 * A set of hashes or paths, millions of them, in three arrays; nothing is created to look one up. Safe to share once
 * nothing is added any more.
 */
final class ByteSet {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private byte[] bytes = new byte[256];
    /** Where each member starts, and at last where the last one ends. */
    private int[] starts = new int[16];
    /** The number of a member, from 1 on; 0 if free. */
    private int[] slots = new int[32];

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a range of bytes, unless it is a member. */
    void add(byte[] source, int from, int to) {
        int slot = slot(source, from, to);
        if (slots[slot] != 0) {
            return;
        }
        int start = starts[size];
        int end = Math.addExact(start, to - from);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(source, from, bytes, start, to - from);
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        size++;
        starts[size] = end;
        slots[slot] = size;
        if (size * 2L > slots.length) {
            slots = new int[slots.length * 2];
            for (int member = 1; member <= size; member++) {
                slots[slot(bytes, starts[member - 1], starts[member])] = member;
            }
        }
    }

    void addTo(ByteSet other) {
        for (int member = 0; member < size; member++) {
            other.add(bytes, starts[member], starts[member + 1]);
        }
    }

    boolean contains(byte[] source, int from, int to) {
        return slots[slot(source, from, to)] != 0;
    }

    /** The member with this number, from 0 on. */
    byte[] member(int number) {
        return Arrays.copyOfRange(bytes, starts[number], starts[number + 1]);
    }

    /** Where these bytes are, or where they would be added. */
    private int slot(byte[] source, int from, int to) {
        int mask = slots.length - 1;
        int slot = (int) (hash(source, from, to) >>> 32) & mask;
        while (slots[slot] != 0
                && !Arrays.equals(bytes, starts[slots[slot] - 1], starts[slots[slot]], source, from, to)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long hash(byte[] source, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ PackedBytes.at(source, at)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ source[at]) * MULTIPLIER;
        }
        return hash ^ hash >>> 29;
    }
}
