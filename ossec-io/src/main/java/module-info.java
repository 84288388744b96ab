/** Readers and writers of every file an OSSEC manager keeps, and its local sockets. */
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.io {
    requires static transitive org.jspecify;
    requires transitive io.github.ossec4j.model;

    exports io.github.ossec4j.io;
}
