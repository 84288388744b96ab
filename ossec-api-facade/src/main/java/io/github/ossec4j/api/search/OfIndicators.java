package io.github.ossec4j.api.search;

import io.github.ossec4j.io.syscheck.RecordFilter;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Records that have one of many hashes or paths. One thread at a time. */
final class OfIndicators implements RecordFilter {
    /** How blocks of lines are searched. */
    @FunctionalInterface
    interface BlockSearch {
        boolean mayFind(ByteBuffer lines, int from, int to);
    }

    private final Indicators indicators;
    private final BlockSearch search;
    private final HashKind[] kinds;
    private final byte[] hash = new byte[HashKind.MOST_BYTES];

    OfIndicators(Indicators indicators, BlockSearch search) {
        this.indicators = indicators;
        this.search = search;
        this.kinds = Arrays.stream(HashKind.values())
                .filter(kind -> !indicators.hashes(kind).isEmpty())
                .toArray(HashKind[]::new);
    }

    @Override
    public boolean accepts(SyscheckCursor record) {
        if (indicators.paths().contains(record.buffer(), record.pathStart(), record.pathEnd())) {
            return true;
        }
        if (record.isDeletion()) {
            return false;
        }
        for (HashKind kind : kinds) {
            if (kind.decode(record, hash) && indicators.hashes(kind).contains(hash, 0, kind.bytes())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
        return search.mayFind(lines, from, to);
    }
}
