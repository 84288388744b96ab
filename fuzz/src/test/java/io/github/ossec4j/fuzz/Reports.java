package io.github.ossec4j.fuzz;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import java.util.ArrayList;
import java.util.List;

/** Keeps where lines are malformed. */
public final class Reports implements MalformedLineHandler {
    private final List<Long> offsets = new ArrayList<>();

    @Override
    public void malformed(MalformedLine line) {
        offsets.add(line.offset());
    }

    /** The offsets, in the order of the reports. */
    public List<Long> offsets() {
        return offsets;
    }
}
