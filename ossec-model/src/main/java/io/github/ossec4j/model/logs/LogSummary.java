package io.github.ossec4j.model.logs;

/**
 * How many messages a daemon has logged.
 *
 * @param daemon its name; empty for messages that name none
 * @param lines all messages
 * @param errors those of level {@code ERROR}
 * @param warnings those of level {@code WARN}
 */
public record LogSummary(String daemon, long lines, long errors, long warnings) {}
