/** The typed facade of an OSSEC manager, and the REST API over it. */
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.api {
    requires static transitive org.jspecify;
    requires transitive io.github.ossec4j.io;
    requires transitive io.github.ossec4j.model;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.github.ossec4j.api;
    exports io.github.ossec4j.api.rest;
    exports io.github.ossec4j.api.search;
    exports io.github.ossec4j.api.watch;
}
