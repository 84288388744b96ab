package io.github.ossec4j.agentless;

/** What carries out a check. */
public enum CheckExecutor {
    /** The script where the home has one of that name, else the check over SSH of that name. */
    AUTO,
    /** Always the script. */
    SCRIPT,
    /** Always the check over SSH; types that have none cannot be run. */
    NATIVE
}
