package io.github.ossec4j.model.syscheck;

import io.github.ossec4j.model.RawText;
import java.time.Instant;
import java.util.Optional;

/**
 * One record of a syscheck database: a state that a file or registry key had.
 *
 * @param path of the file, or name of the registry key; bytes as the agent sent them
 * @param attributes its state; empty if it was deleted
 * @param recorded when the manager recorded it, to the second; empty in records of releases before time stamps
 * @param changes how often it had changed
 * @param isSuperseded whether a later record of the same path follows (or is about to)
 */
public record SyscheckEntry(
        RawText path,
        Optional<FileAttributes> attributes,
        Optional<Instant> recorded,
        ChangeCount changes,
        boolean isSuperseded) {
    /** Whether the file was gone. */
    public boolean isDeletion() {
        return attributes.isEmpty();
    }

    /**
     * Whether this state differs from the first one the manager saw, as far as the record shows: superseded first
     * states and superseded first changes look alike and are not counted.
     */
    public boolean isChange() {
        return changes.minimum() > 0;
    }
}
