package io.github.ossec4j.io;

import java.util.ArrayList;
import java.util.List;

/** Remembers what a reader reported. */
public final class Reports implements MalformedLineHandler {
    private final List<MalformedLine> lines = new ArrayList<>();

    /** Remembers nothing yet. */
    public Reports() {}

    @Override
    public void malformed(MalformedLine line) {
        lines.add(line);
    }

    public List<MalformedLine> lines() {
        return List.copyOf(lines);
    }

    public List<Long> lineNumbers() {
        return lines.stream().map(MalformedLine::lineNumber).toList();
    }
}
