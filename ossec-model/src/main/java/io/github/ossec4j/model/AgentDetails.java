package io.github.ossec4j.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Everything known about one agent, or about the manager.
 *
 * @param agent its identity
 * @param info what it reports about itself; empty if it never connected or its file is empty or unreadable
 * @param lastKeepAlive when it last reported; empty if never, and for the manager
 * @param scans its last scans
 * @param maintenance OSSEC 4.3: the maintenance mode, if on
 */
public record AgentDetails(
        Agent agent,
        Optional<AgentInfo> info,
        Optional<Instant> lastKeepAlive,
        ScanTimes scans,
        Optional<MaintenanceMode> maintenance) {}
