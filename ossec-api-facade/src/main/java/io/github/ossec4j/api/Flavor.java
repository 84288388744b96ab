package io.github.ossec4j.api;

/** Whose conventions a home follows where OSSEC and its Wazuh fork differ. */
public enum Flavor {
    /** Detected from the files of the home; {@link #OSSEC} if there are no signs. */
    AUTO,
    /** OSSEC-Wazuh 1.x and 2.x: removed keys stay readable, times of enrollment are kept. */
    WAZUH,
    /** OSSEC 2.8 to 4.x. */
    OSSEC
}
