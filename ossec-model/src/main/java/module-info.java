/** Immutable values of OSSEC's domain; no input or output. */
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.model {
    requires static transitive org.jspecify;

    exports io.github.ossec4j.model;
    exports io.github.ossec4j.model.alerts;
    exports io.github.ossec4j.model.conf;
    exports io.github.ossec4j.model.logs;
    exports io.github.ossec4j.model.manager;
    exports io.github.ossec4j.model.rootcheck;
    exports io.github.ossec4j.model.rules;
    exports io.github.ossec4j.model.stats;
    exports io.github.ossec4j.model.syscheck;
}
