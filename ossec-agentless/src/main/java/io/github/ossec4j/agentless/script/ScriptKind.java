package io.github.ossec4j.agentless.script;

/** The {@code <state>} of an agentless entry, as far as it decides how a script's output is read. */
public enum ScriptKind {
    /** {@code periodic}: {@code STORE} is ordinary text. */
    PERIODIC,
    /** {@code periodic_diff}, alone or beside other states: {@code STORE} opens a section that is kept and compared. */
    PERIODIC_DIFF
}
