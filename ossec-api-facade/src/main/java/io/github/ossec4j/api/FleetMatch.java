package io.github.ossec4j.api;

import io.github.ossec4j.model.syscheck.SyscheckEntry;

/**
 * A record that a search of a {@link Fleet} has found.
 *
 * @param source the database
 * @param entry the record
 */
public record FleetMatch(FleetSource source, SyscheckEntry entry) {}
