package io.github.ossec4j.api;

/**
 * The result of clearing databases.
 *
 * @param truncated how many files were emptied
 * @param deleted how many markers were deleted
 * @param daemonKeepsIndex whether an analysis daemon of OSSEC 4.2 or later is running, which keeps the positions of
 *     records in memory: files that do not change stay unknown, and the next change of each is written after zero
 *     bytes, until that daemon is restarted; also false if this process may not see which daemons are running
 */
public record Cleared(int truncated, int deleted, boolean daemonKeepsIndex) {}
