package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.diff.LineDiff;
import io.github.ossec4j.agentless.script.ScriptOutcome;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened during a check. The order is that of the output; what became of the stored state follows, and
 * {@link Finished} comes last.
 */
public sealed interface AgentlessEvent {
    /** The script has something to tell the operator. */
    record Info(RawText text) implements AgentlessEvent {}

    /** The script reported an error and was not read any further. */
    record ErrorReport(RawText text) implements AgentlessEvent {}

    /**
     * State of one file, sent to the analysis daemon.
     *
     * @param text as the script wrote it and as it was sent
     * @param parsed the same, taken apart
     */
    record Integrity(RawText text, IntegrityRecord parsed) implements AgentlessEvent {}

    /** A log line, sent to the analysis daemon. */
    record Log(RawText text) implements AgentlessEvent {}

    /** Content was stored where none had been: the first run, or the first after the state was lost. */
    record FirstState() implements AgentlessEvent {}

    /** The content is the one that was stored. */
    record Unchanged() implements AgentlessEvent {}

    /**
     * The content has changed and the alert has been sent.
     *
     * @param alert text of the alert, cut as the original cuts it unless all of it was asked for
     * @param diff the whole difference; empty if the content was too large to be compared line by line in memory, and
     *     the changed place is one block
     * @param diffFile the whole difference in normal format, as stored
     * @param previousState file with the content before
     */
    record Changed(RawText alert, Optional<LineDiff> diff, Path diffFile, Path previousState)
            implements AgentlessEvent {}

    /** Content was printed, but by a run that did not end well: it was dropped, and the stored state is as before. */
    record StateKept() implements AgentlessEvent {}

    /**
     * The state could not be read or written; it is as before, and the rest of the check went on.
     *
     * @param cause names the file
     */
    record StorageFailed(IOException cause) implements AgentlessEvent {}

    /**
     * The file by which the control tools list the device could not be written. State, alert and the rest of the check are
     * as told before.
     *
     * @param cause names the file
     */
    record ListingFailed(IOException cause) implements AgentlessEvent {}

    /** The check is over. */
    record Finished(ScriptOutcome outcome, Instant at) implements AgentlessEvent {}
}
