package io.github.ossec4j.api;

import io.github.ossec4j.api.Report.Problem;
import io.github.ossec4j.api.Report.Ranking;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be read for a report: the files that fail, and the lines that are skipped, which go on to the handler of the
 * user. Safe to share.
 */
final class ReportProblems implements MalformedLineHandler {
    private static final int MOST_FILES = 1_000;
    private static final int MOST_SHOWN = 100;

    private final MalformedLineHandler user;
    private final Map<Path, Problem> byFile = new LinkedHashMap<>();
    private long more;
    private @Nullable RuntimeException stop;

    ReportProblems(MalformedLineHandler user) {
        this.user = user;
    }

    @Override
    public void malformed(MalformedLine line) {
        try {
            user.malformed(line);
        } catch (RuntimeException e) {
            synchronized (this) {
                stop = e;
            }
            throw e;
        }
        add(line.file(), "line " + line.lineNumber() + ": expected " + line.expected(), 1);
    }

    /** A file failed; if it did because the user's handler stopped reading, the report ends. */
    void failed(HomeFileException e) {
        synchronized (this) {
            if (stop != null) {
                throw stop;
            }
        }
        String message = String.valueOf(e.getMessage());
        String file = e.file().toString();
        add(e.file(), message.startsWith(file + ": ") ? message.substring(file.length() + 2) : message, 0);
    }

    private synchronized void add(Path file, String message, long lines) {
        Problem known = byFile.get(file);
        if (known != null) {
            // That it failed matters more than what was skipped before.
            boolean failed = lines == 0 || known.skippedLines() == 0;
            byFile.put(
                    file,
                    new Problem(
                            file, lines == 0 ? message : known.message(), failed ? 0 : known.skippedLines() + lines));
        } else if (byFile.size() < MOST_FILES) {
            byFile.put(file, new Problem(file, message, lines));
        } else {
            more++;
        }
    }

    synchronized Ranking<Problem> result() {
        List<Problem> all = byFile.values().stream()
                .sorted(Comparator.comparing((Problem problem) -> problem.skippedLines() > 0)
                        .thenComparing(
                                Comparator.comparingLong(Problem::skippedLines).reversed())
                        .thenComparing(Problem::file))
                .toList();
        int shown = Math.min(MOST_SHOWN, all.size());
        return new Ranking<>(all.subList(0, shown), all.size() - shown + more, more == 0);
    }
}
