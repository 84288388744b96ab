package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.diff.LineDiff;
import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened during a check: first {@link Started}, then each line of the output, parsed, preceded by the
 * messages that were sent for it, and finally the result for the stored state. {@link AgentlessEngine#execute} passes
 * on only the lines.
 */
public sealed interface AgentlessEvent {
    /** The check starts. */
    record Started(Instant at) implements AgentlessEvent {}

    /** {@code INFO: }, for the operator. */
    record Info(RawText text) implements AgentlessEvent {}

    /** {@code ERROR: }; nothing after it is read. */
    record ErrorReport(RawText text) implements AgentlessEvent {}

    /**
     * {@code FWD:}, the state of one file, for the analysis daemon.
     *
     * @param text everything from the sixth byte of the line on, often empty in malformed lines
     */
    record Integrity(RawText text) implements AgentlessEvent {
        /** The parsed text. */
        public IntegrityRecord parsed() {
            return IntegrityRecord.parse(text);
        }
    }

    /**
     * {@code LOG:}, a log line for the analysis daemon.
     *
     * @param text everything from the sixth byte of the line on
     */
    record Log(RawText text) implements AgentlessEvent {}

    /** {@code STORE: }: a section starts, and the content of an earlier one in the same run is discarded. */
    record StoreStart() implements AgentlessEvent {}

    /**
     * Any other line.
     *
     * @param isStored whether it belongs to a {@code STORE} section
     */
    record Line(RawText text, boolean isStored) implements AgentlessEvent {}

    /**
     * A line that is too long, which ends the check; its text is dropped.
     *
     * @param maxBytes the limit
     */
    record LineTooLong(int maxBytes) implements AgentlessEvent {}

    /** A message was sent to the sink. */
    record Sent(QueueMessage message) implements AgentlessEvent {}

    /** Content was stored where none had been: the first run, or the first after the state was lost. */
    record FirstState() implements AgentlessEvent {}

    /** The content is the same as the stored one. */
    record Unchanged() implements AgentlessEvent {}

    /**
     * The content has changed and the alert has been sent.
     *
     * @param alert text of the alert, cut as by the original unless all of it was requested
     * @param diff the complete difference; empty if the content was too large to be compared line by line in memory,
     *     so that the change is one block
     * @param diffFile the complete difference in normal format, as stored
     * @param previousState file with the previous content
     */
    record Changed(RawText alert, Optional<LineDiff> diff, Path diffFile, Path previousState)
            implements AgentlessEvent {}

    /** Content was printed, but the run failed: it was dropped, and the stored state is as before. */
    record StateKept() implements AgentlessEvent {}

    /**
     * The state could not be read or written; it is as before, and the rest of the check continued.
     *
     * @param cause names the file
     */
    record StorageFailed(IOException cause) implements AgentlessEvent {}

    /**
     * The file by which the control tools list the device could not be written. State, alert and the rest of the check
     * are as reported before.
     *
     * @param cause names the file
     */
    record ListingFailed(IOException cause) implements AgentlessEvent {}
}
