package io.github.ossec4j.agentless;

/** Where a {@code STORE} section ends: the published description and the daemon disagree. */
public enum StoreReading {
    /**
     * At the end of the output. Commands within are executed and not stored; text after them belongs to the section.
     */
    DAEMON,
    /** At the next command, as the description of agentless scripts says. */
    DOCUMENTED
}
