package io.github.ossec4j.api;

/** Whose habits a home follows where OSSEC and its Wazuh fork differ. */
public enum Flavor {
    /** Told from what is in the home; {@link #OSSEC} where nothing tells. */
    AUTO,
    /** OSSEC-Wazuh 1.x and 2.x: removed keys stay readable, times of enrolment are kept. */
    WAZUH,
    /** OSSEC 2.8 to 4.x. */
    OSSEC
}
