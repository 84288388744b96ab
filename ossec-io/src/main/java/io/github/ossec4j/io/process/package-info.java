/**
 * Running programs: OSSEC's own and agentless scripts. {@link io.github.ossec4j.io.process.Program} is the entry point.
 * Exported only to the modules of ossec4j.
 */
package io.github.ossec4j.io.process;
