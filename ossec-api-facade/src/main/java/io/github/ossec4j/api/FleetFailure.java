package io.github.ossec4j.api;

import io.github.ossec4j.model.OssecException;

/**
 * A database that could not be read, or not to its end.
 *
 * @param source the database
 * @param reason why
 */
public record FleetFailure(FleetSource source, OssecException reason) {}
