/** Agentless monitoring: scripts and checks over SSH that watch devices without an agent. */
// java-diff-utils and sshj have no module descriptor, but name their modules in the manifest.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.agentless {
    requires static transitive org.jspecify;
    requires transitive io.github.ossec4j.io;
    requires transitive io.github.ossec4j.model;
    requires io.github.javadiffutils;
    requires com.hierynomus.sshj;
    // Ours only through sshj, which as an automatic module cannot ask for them: without these lines nobody resolves
    // them on the module path, and the first check ends in a NoClassDefFoundError.
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires tools.jackson.core;

    exports io.github.ossec4j.agentless;
    exports io.github.ossec4j.agentless.diff;
    exports io.github.ossec4j.agentless.ssh;
}
