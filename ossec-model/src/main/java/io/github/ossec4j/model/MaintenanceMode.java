package io.github.ossec4j.model;

import java.time.Instant;

/**
 * OSSEC 4.3: file changes of an agent are accepted silently while this is on.
 *
 * @param enabledAt when it was enabled
 * @param silentUpdates how many changes were accepted
 * @param pendingEnd whether it ends with the next complete scan
 */
public record MaintenanceMode(Instant enabledAt, long silentUpdates, boolean pendingEnd) {}
