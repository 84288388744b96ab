package io.github.ossec4j.api.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which files a log has, and in which order they are read. */
interface LogFiles {
    /**
     * A file that may continue what has been read.
     *
     * @param file it need not exist
     * @param isDecisive whether the log has been reset if the file exists and does not continue it
     * @param next where to go on after its end; empty if more is being appended to it
     */
    record Candidate(Path file, boolean isDecisive, Optional<LogPlace> next) {}

    /** In the order in which they are tried. What comes next is looked for first: once it exists, nothing is added before it. */
    List<Candidate> candidates(LogPlace place);

    /** The end of what is there. */
    LogPlace end() throws IOException;

    /**
     * A file that exists, and its start.
     */
    record Part(Path file, LogPlace start) {}

    /** The files that may have a record of this moment or later, the earliest first. */
    List<Part> since(Instant moment) throws IOException;

    /** Whether a change of this file concerns the log. */
    boolean isOf(Path file);

    /** The directory in which it is, or has its directories. */
    Path directory();
}
