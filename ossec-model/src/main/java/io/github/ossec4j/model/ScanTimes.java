package io.github.ossec4j.model;

import java.time.Instant;
import java.util.Optional;

/**
 * When the last scans of an agent started and ended; each empty if the database has no such mark.
 *
 * <p>The end of a scan may be one scan behind: the manager's analysis daemon writes it late.
 *
 * @param syscheckStart start of the last integrity scan
 * @param syscheckEnd end of the last integrity scan
 * @param rootcheckStart start of the last policy scan
 * @param rootcheckEnd end of the last policy scan
 */
public record ScanTimes(
        Optional<Instant> syscheckStart,
        Optional<Instant> syscheckEnd,
        Optional<Instant> rootcheckStart,
        Optional<Instant> rootcheckEnd) {
    /** No scan known. */
    public static final ScanTimes NONE =
            new ScanTimes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
