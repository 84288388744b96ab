package io.github.ossec4j.api.search;

import io.github.ossec4j.io.syscheck.RecordFilter;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.text.PackedBytes;
import java.nio.ByteBuffer;

/**
 * Records of a range of times. In a block of lines, every {@code " !"} with ten digits of a time outside of the range is passed
 * over; anything else after it is left to the cursor. One thread at a time.
 */
final class OfTime implements RecordFilter {
    private static final int DIGITS = 10;

    private final long since;
    private final long until;
    private final LineCopy copy = new LineCopy();

    /**
     * @param since in seconds since 1970, inclusive
     * @param until in seconds since 1970, exclusive
     */
    OfTime(long since, long until) {
        this.since = since;
        this.until = until;
    }

    @Override
    public boolean accepts(SyscheckCursor record) {
        return isWanted(record.epochSecond());
    }

    private boolean isWanted(long second) {
        return second >= 0 && second >= since && second < until;
    }

    @Override
    public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
        byte[] bytes = copy.of(lines, from, to);
        int end = to - from;
        int at = PackedBytes.pair(bytes, 0, end, (byte) ' ', (byte) '!');
        while (at < end) {
            int time = at + 2;
            long number = PackedBytes.number(bytes, time);
            if (PackedBytes.digits(number) != DIGITS || isWanted(PackedBytes.value(number))) {
                return true;
            }
            at = PackedBytes.pair(bytes, time, end, (byte) ' ', (byte) '!');
        }
        return false;
    }
}
