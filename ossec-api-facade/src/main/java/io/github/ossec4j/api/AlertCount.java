package io.github.ossec4j.api;

import io.github.ossec4j.model.RawText;
import java.time.Instant;

/**
 * How many alerts have something in common.
 *
 * @param name what: the number of a rule, the name of an agent, an address, a user, a path
 * @param alerts how many
 * @param highestLevel of these
 * @param description of the rule of the last one
 * @param last the time of the last one
 */
public record AlertCount(RawText name, long alerts, int highestLevel, RawText description, Instant last) {}
