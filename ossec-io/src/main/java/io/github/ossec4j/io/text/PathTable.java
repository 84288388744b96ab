package io.github.ossec4j.io.text;

/**
 * The positions of paths in a file, 16 bytes of memory for each: a path is known by 64 bits of a hash, of which two
 * that are equal are not to be expected among the paths of one machine.
 *
 * <p>Takes a bounded number of paths and forgets further ones. One thread at a time.
 */
public final class PathTable {
    /** About 100 MB when full; a database with that many changed paths has gigabytes. */
    static final int MAXIMUM_PATHS = 1 << 22;

    private static final long FREE = 0;

    private long[] hashes = new long[64];
    private long[] offsets = new long[64];
    private int size;

    /** Whether no path is known. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The hash of a range of bytes; never 0. */
    public static long hash(byte[] bytes, int from, int to) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001B3L;
        }
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        return hash == FREE ? 1 : hash;
    }

    /** Stores the position of the path; the last one counts. */
    public void put(long hash, long offset) {
        int slot = slot(hash);
        if (hashes[slot] == FREE) {
            if (size == MAXIMUM_PATHS) {
                return;
            }
            if (size * 2 >= hashes.length) {
                grow();
                slot = slot(hash);
            }
            hashes[slot] = hash;
            size++;
        }
        offsets[slot] = offset;
    }

    /** The position of the path; -1 if it is not known. */
    public long offset(long hash) {
        int slot = slot(hash);
        return hashes[slot] == FREE ? -1 : offsets[slot];
    }

    /** Forgets a path, if it is known. */
    public void remove(long hash) {
        int free = slot(hash);
        if (hashes[free] == FREE) {
            return;
        }
        size--;
        int mask = hashes.length - 1;
        // Entries after it that it displaced move up, so that they are still found.
        for (int i = free + 1 & mask; hashes[i] != FREE; i = i + 1 & mask) {
            int wanted = (int) hashes[i] & mask;
            if ((i - wanted & mask) >= (i - free & mask)) {
                hashes[free] = hashes[i];
                offsets[free] = offsets[i];
                free = i;
            }
        }
        hashes[free] = FREE;
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (hashes[slot] != FREE && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldOffsets = offsets;
        hashes = new long[oldHashes.length * 2];
        offsets = new long[oldHashes.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != FREE) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                offsets[slot] = oldOffsets[i];
            }
        }
    }
}
