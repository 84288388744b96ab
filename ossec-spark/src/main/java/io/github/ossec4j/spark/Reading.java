package io.github.ossec4j.spark;

import java.io.Serializable;

/**
 * What a task returns. Sent to the tasks.
 *
 * @param options of the user
 * @param columns the numbers of the wanted columns, in their order; when counting, those that are grouped by
 * @param wanted which records are wanted
 * @param limit how many rows a task returns at most
 * @param isCount whether records are counted instead of returned
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reading(ReadOptions options, int[] columns, Condition wanted, int limit, boolean isCount)
        implements Serializable {}
