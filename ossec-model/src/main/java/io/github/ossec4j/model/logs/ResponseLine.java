package io.github.ossec4j.model.logs;

import io.github.ossec4j.model.RawText;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line of {@code active-responses.log}, which the scripts of active responses write: usually that one was run, else any text.
 *
 * @param text the whole line
 * @param run what was run, if the line says so
 */
public record ResponseLine(RawText text, Optional<Run> run) {
    /**
     * A run of a script.
     *
     * @param date the output of {@code date}, in the language and zone of the host; empty if the line has none
     * @param script the path of the script
     * @param action whether the response started or ended
     * @param user the user that it concerns, if any
     * @param address the source address that it concerns, if any
     * @param alertId the id of the alert; empty if somebody ran it by hand
     * @param ruleId the rule; empty if somebody ran it by hand
     */
    public record Run(
            RawText date,
            RawText script,
            Action action,
            Optional<RawText> user,
            Optional<RawText> address,
            Optional<String> alertId,
            OptionalInt ruleId) {}

    /** What a script was asked for. */
    public enum Action {
        /** To start the response: to block an address, for example. */
        ADD,
        /** To end it. */
        DELETE
    }
}
