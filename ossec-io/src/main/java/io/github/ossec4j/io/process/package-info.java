/**
 * Running programs: OSSEC's own and agentless scripts. {@link io.github.ossec4j.io.process.Program} is the entry. Exported to
 * our own modules only.
 */
package io.github.ossec4j.io.process;
