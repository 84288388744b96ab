package io.github.ossec4j.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Everything known of one agent, or of the manager.
 *
 * @param agent who it is
 * @param info what it says of itself; empty if it never connected or its file is empty or unreadable
 * @param lastKeepAlive when it was last heard of; empty if never, and for the manager
 * @param scans its last scans
 * @param maintenance OSSEC 4.3: the maintenance mode, if on
 */
public record AgentDetails(
        Agent agent,
        Optional<AgentInfo> info,
        Optional<Instant> lastKeepAlive,
        ScanTimes scans,
        Optional<MaintenanceMode> maintenance) {}
