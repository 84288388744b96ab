package io.github.ossec4j.agentless.script;

import io.github.ossec4j.model.RawText;

/** One line of a script's output, understood. */
public sealed interface ScriptMessage {
    /** {@code INFO: }, to be shown to the operator. */
    record Info(RawText text) implements ScriptMessage {}

    /** {@code ERROR: }; nothing behind it is read. */
    record ErrorReport(RawText text) implements ScriptMessage {}

    /**
     * {@code FWD:}, an integrity record for the analysis daemon.
     *
     * @param text everything from the sixth byte of the line on, often empty in malformed lines
     */
    record Forward(RawText text) implements ScriptMessage {}

    /**
     * {@code LOG:}, a log line for the analysis daemon.
     *
     * @param text everything from the sixth byte of the line on
     */
    record Log(RawText text) implements ScriptMessage {}

    /** {@code STORE: }: a section begins, and what an earlier one of the run held no longer counts. */
    record StoreStart() implements ScriptMessage {}

    /**
     * Any other line.
     *
     * @param isStored whether it belongs to a {@code STORE} section
     */
    record Data(RawText text, boolean isStored) implements ScriptMessage {}

    /**
     * A line longer than the parser was told to hold; its text is dropped.
     *
     * @param maxBytes the limit
     */
    record TooLong(int maxBytes) implements ScriptMessage {}
}
