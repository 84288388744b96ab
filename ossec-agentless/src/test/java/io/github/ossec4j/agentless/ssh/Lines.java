package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check prints; stored lines carry a bar in front. */
final class Lines implements CheckOutput {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void line(RawText line) {
        lines.add(line.lossless());
    }

    @Override
    public void stored(RawText line) {
        lines.add("|" + line.lossless());
    }

    List<String> all() {
        return lines;
    }

    List<String> startingWith(String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).toList();
    }
}
