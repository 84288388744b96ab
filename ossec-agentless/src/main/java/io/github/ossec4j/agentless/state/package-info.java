/** What checks have stored: {@code queue/diff} and {@code queue/agentless} of an OSSEC home. */
package io.github.ossec4j.agentless.state;
