/** The ossec command. */
// jline-terminal has no module descriptor, but names its module in the manifest.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.cli {
    requires static transitive org.jspecify;
    requires info.picocli;
    requires io.github.ossec4j.agentless;
    requires io.github.ossec4j.api;
    requires io.github.ossec4j.fixtures;
    requires io.github.ossec4j.io;
    requires io.github.ossec4j.model;
    requires io.github.ossec4j.report;
    requires io.github.ossec4j.server;
    requires java.logging;
    requires me.tongfei.progressbar;
    requires org.jline.terminal;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    opens io.github.ossec4j.cli to
            info.picocli;
}
