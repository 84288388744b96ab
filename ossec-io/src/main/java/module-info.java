/** Readers and writers of every file an OSSEC manager keeps, and its local sockets. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the facade, which may see the internals, is compiled later
module io.github.ossec4j.io {
    requires static transitive org.jspecify;
    requires com.ctc.wstx;
    requires com.google.common;
    requires transitive io.github.ossec4j.model;
    requires java.xml;
    // Used to send datagrams and run scripts; the user must add its native module.
    requires static org.newsclub.net.unix;

    exports io.github.ossec4j.io;
    exports io.github.ossec4j.io.alerts;
    exports io.github.ossec4j.io.conf;
    exports io.github.ossec4j.io.control;
    exports io.github.ossec4j.io.keys;
    exports io.github.ossec4j.io.logs;
    exports io.github.ossec4j.io.queue;
    exports io.github.ossec4j.io.release;
    exports io.github.ossec4j.io.rootcheck;
    exports io.github.ossec4j.io.rules;
    exports io.github.ossec4j.io.run;
    exports io.github.ossec4j.io.stats;
    exports io.github.ossec4j.io.syscheck;

    // Only for the modules of ossec4j: changing files safely, running programs, reading files as the
    // original tools do, including quirks, and what only the facade and the fixtures need.
    exports io.github.ossec4j.io.file to
            io.github.ossec4j.agentless,
            io.github.ossec4j.api,
            io.github.ossec4j.cli,
            io.github.ossec4j.server;
    exports io.github.ossec4j.io.line to
            io.github.ossec4j.agentless,
            io.github.ossec4j.api;
    exports io.github.ossec4j.io.process to
            io.github.ossec4j.agentless;
    exports io.github.ossec4j.io.text to
            io.github.ossec4j.api,
            io.github.ossec4j.fixtures;
    exports io.github.ossec4j.io.xml to
            io.github.ossec4j.api;
    exports io.github.ossec4j.io.zone to
            io.github.ossec4j.api,
            io.github.ossec4j.fixtures; // whose tests read back what they wrote
}
