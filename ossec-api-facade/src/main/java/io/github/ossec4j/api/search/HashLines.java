package io.github.ossec4j.api.search;

import io.github.ossec4j.io.line.ChecksumText;
import io.github.ossec4j.io.line.SyscheckLine;
import io.github.ossec4j.io.text.PackedBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for lines with one of many indicators. In nearly all lines the hashes have fixed distances from the fourth colon, so
 * sixteen of the digits are looked up without taking the line apart; a path is looked up by its last bytes. One thread at a
 * time.
 */
final class HashLines {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long COLONS = ':' * ONES;

    /** Gathers the highest bits of eight bytes in the highest byte. */
    private static final long GATHER = 0x0102040810204080L;

    private static final int HEAD = 32;
    private static final int SHORTEST_REGULAR = HashKind.MD5.digits + HashKind.SHA1.digits;

    /** The hashes of one kind. */
    private static final class Wanted {
        final HashKind kind;
        /** From the start of the first hash. */
        final int distance;

        final ByteSet hashes;
        final WordBits bits;

        Wanted(HashKind kind, ByteSet hashes, WordBits bits) {
            this.kind = kind;
            this.distance = switch (kind) {
                case MD5 -> 0;
                case SHA1 -> HashKind.MD5.digits + 1;
                case SHA256 -> HashKind.MD5.digits + 1 + HashKind.SHA1.digits + 1;
            };
            this.hashes = hashes;
            this.bits = bits;
        }
    }

    private final Wanted[] wanted;
    private final Indicators indicators;
    private final byte[] hash = new byte[HashKind.MOST_BYTES];
    private final SyscheckLine line = new SyscheckLine();
    private final ChecksumText sum = new ChecksumText();
    private final LineCopy copy = new LineCopy();
    private int[] regular = {};
    private int[] hits = {};

    HashLines(Indicators indicators) {
        this.indicators = indicators;
        List<Wanted> kinds = new ArrayList<>();
        for (HashKind kind : HashKind.values()) {
            ByteSet hashes = indicators.hashes(kind);
            if (!hashes.isEmpty()) {
                kinds.add(new Wanted(kind, hashes, indicators.bits(kind)));
            }
        }
        this.wanted = kinds.toArray(new Wanted[0]);
    }

    boolean mayFind(ByteBuffer lines, int from, int to) {
        byte[] bytes = copy.of(lines, from, to);
        int end = to - from;
        if (regular.length < end / SHORTEST_REGULAR + 1) {
            regular = new int[end / SHORTEST_REGULAR + 1];
            hits = new int[regular.length];
        }
        boolean hasHashes = wanted.length > 0;
        boolean hasPaths = indicators.hasPaths();
        int count = 0;
        int start = 0;
        while (start < end) {
            int lineFeed = PackedBytes.lineFeed(bytes, start, end);
            if (hasHashes) {
                int hashes = hashes(bytes, start, lineFeed);
                if (hashes >= 0) {
                    regular[count++] = hashes;
                } else if (hasHash(bytes, start, lineFeed)) {
                    return true;
                }
            }
            if (hasPaths && mayHavePath(bytes, start, lineFeed)) {
                return true;
            }
            start = lineFeed + 1;
        }
        for (Wanted hashes : wanted) {
            if (hasOneOf(hashes, bytes, count)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the line ends with the end of a wanted path. */
    private boolean mayHavePath(byte[] bytes, int start, int end) {
        return end - start < Indicators.TAIL
                || indicators.mayEndPath(
                        PackedBytes.at(bytes, end - Indicators.TAIL), PackedBytes.at(bytes, end - Long.BYTES));
    }

    /** The index of the first hash of a line that has at least two; -1 if the line is unusual. */
    private static int hashes(byte[] bytes, int start, int end) {
        int md5 = fourthColon(bytes, start, end) + 1;
        int sha1 = md5 + HashKind.MD5.digits + 1;
        int after = sha1 + HashKind.SHA1.digits;
        return md5 > 0 && after < end && bytes[sha1 - 1] == ':' && (bytes[after] == ' ' || bytes[after] == ':')
                ? md5
                : -1;
    }

    /**
     * Whether a regular line has a wanted hash. The bits of all lines are looked up before anything is decided: they come from
     * slow memory, but many at a time if no decision is between them.
     */
    private boolean hasOneOf(Wanted hashes, byte[] bytes, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int at = regular[i] + hashes.distance; // may be beyond the line, where nothing is found
            hits[found] = at;
            found += hashes.bits.mayContain(PackedBytes.at(bytes, at), PackedBytes.at(bytes, at + Long.BYTES));
        }
        for (int i = 0; i < found; i++) {
            if (isWanted(hashes, bytes, hits[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean isWanted(Wanted hashes, byte[] bytes, int at) {
        PackedBytes.hex(bytes, at, hashes.kind.digits, hash, 0);
        return hashes.hashes.contains(hash, 0, hashes.kind.bytes());
    }

    /** Takes an unusual line apart. */
    private boolean hasHash(byte[] bytes, int start, int end) {
        line.find(bytes, SyscheckLine.afterHole(bytes, start, end), end);
        // A mark may follow the zeros of a hole; then the text starts one byte later, with a byte more in its first
        // field.
        sum.divide(bytes, line.sumStart(), line.blank());
        for (Wanted hashes : wanted) {
            int field = hashes.kind.field;
            if (field < sum.fields()
                    && sum.fieldEnd(field) - sum.fieldStart(field) == hashes.kind.digits
                    && isWanted(hashes, bytes, sum.fieldStart(field))) {
                return true;
            }
        }
        return false;
    }

    /** The index of the fourth colon in the first bytes of a line; -1 if there are fewer. */
    private static int fourthColon(byte[] bytes, int start, int end) {
        if (end - start < HEAD) {
            return -1;
        }
        long colons = colons(PackedBytes.at(bytes, start))
                | colons(PackedBytes.at(bytes, start + 8)) << 8
                | colons(PackedBytes.at(bytes, start + 16)) << 16
                | colons(PackedBytes.at(bytes, start + 24)) << 24;
        colons &= colons - 1;
        colons &= colons - 1;
        colons &= colons - 1;
        return colons == 0 ? -1 : start + Long.numberOfTrailingZeros(colons);
    }

    /** Eight bits that show which bytes of a word are colons. */
    private static long colons(long word) {
        long differences = word ^ COLONS;
        // Exact for each byte, unlike the subtraction that suffices to find the first.
        long equal = ~((differences & ~HIGHS) + ~HIGHS | differences) & HIGHS;
        return ((equal >>> 7) * GATHER) >>> 56;
    }
}
