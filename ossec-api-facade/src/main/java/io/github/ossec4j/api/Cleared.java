package io.github.ossec4j.api;

/**
 * What clearing databases did.
 *
 * @param truncated how many files were emptied
 * @param deleted how many markers were deleted
 * @param daemonKeepsIndex whether the analysis daemon runs and is one of OSSEC 4.2 or later, which keeps the positions of
 *     records in memory: files that do not change stay unknown, and the next change of each is written after zero bytes,
 *     until that daemon is restarted; false also where this process may not see which daemons run
 */
public record Cleared(int truncated, int deleted, boolean daemonKeepsIndex) {}
