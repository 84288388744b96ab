/** Agentless monitoring: scripts and checks over SSH that watch devices without an agent. */
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.agentless {
    requires static transitive org.jspecify;
}
