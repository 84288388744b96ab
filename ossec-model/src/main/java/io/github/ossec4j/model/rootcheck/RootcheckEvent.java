package io.github.ossec4j.model.rootcheck;

import io.github.ossec4j.model.RawText;
import java.time.Instant;
import java.util.Optional;

/**
 * A finding of the policy and anomaly checks.
 *
 * @param text as the agent sent it
 * @param firstSeen when it was found for the first time, to the second; empty in records of releases before time stamps
 * @param lastSeen when it was found last, to the second; empty in records of releases before time stamps
 * @param status whether it is still outstanding
 */
public record RootcheckEvent(RawText text, Optional<Instant> firstSeen, Optional<Instant> lastSeen, Status status) {
    /** Whether a finding is still outstanding. */
    public enum Status {
        /** Found by the last scan, or within the day before it; also records without times. */
        OUTSTANDING,
        /** Last seen more than 24 hours before the last scan started. */
        RESOLVED
    }

    /** The parsed text. */
    public PolicyFinding finding() {
        return PolicyFinding.parse(text);
    }
}
