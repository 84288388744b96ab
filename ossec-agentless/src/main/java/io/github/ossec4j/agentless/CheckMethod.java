package io.github.ossec4j.agentless;

/** How a check is run. */
public enum CheckMethod {
    /** By the script if the home has one of that name, else over SSH by the check of that name. */
    AUTO,
    /** Always by the script. */
    SCRIPT,
    /** Always over SSH; types for which there is no such check cannot be run. */
    SSH
}
