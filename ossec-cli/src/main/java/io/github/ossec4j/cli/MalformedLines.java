package io.github.ossec4j.cli;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts the lines that readers skip, each once even if a file is read twice, and reports the first few. */
final class MalformedLines implements MalformedLineHandler {
    private static final int REPORTED = 3;
    private static final int REMEMBERED = 10_000;

    private final Terminal terminal;
    private final boolean tellsAll;
    private final Set<MalformedLine> seen = new HashSet<>();
    private final List<String> first = new ArrayList<>();
    private long count;

    MalformedLines(Terminal terminal, boolean tellsAll) {
        this.terminal = terminal;
        this.tellsAll = tellsAll;
    }

    @Override
    public synchronized void malformed(MalformedLine line) {
        if (seen.size() < REMEMBERED ? !seen.add(line) : seen.contains(line)) {
            return;
        }
        count++;
        if (tellsAll) {
            terminal.complain("skipped " + line.message());
        } else if (first.size() < REPORTED) {
            first.add(line.message());
        }
    }

    /** One line about all of them; nothing if there were none. */
    synchronized void summarize() {
        if (count == 0) {
            return;
        }
        String lines = count == 1 ? "1 malformed line" : count + " malformed lines";
        if (tellsAll) {
            terminal.complain("skipped " + lines);
        } else {
            terminal.complain("skipped " + lines + ": " + String.join("; ", first)
                    + (count > first.size() ? "; … (--verbose shows all)" : ""));
        }
    }
}
