package io.github.ossec4j.api.search;

import io.github.ossec4j.io.syscheck.PathFilter;
import io.github.ossec4j.io.syscheck.RecordFilter;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import java.nio.ByteBuffer;

/** Records whose path a filter accepts. One thread at a time. */
final class OfPath implements RecordFilter {
    private final PathFilter path;
    private final LineCopy copy = new LineCopy();

    OfPath(PathFilter path) {
        this.path = path;
    }

    @Override
    public boolean accepts(SyscheckCursor record) {
        return path.accepts(record.buffer(), record.pathStart(), record.pathEnd());
    }

    @Override
    public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
        return path.mayAcceptIn(copy.of(lines, from, to), 0, to - from);
    }
}
