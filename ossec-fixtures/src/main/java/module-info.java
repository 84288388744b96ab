/** Builds OSSEC homes for tests, benchmarks and demonstrations. */
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.fixtures {
    requires static transitive org.jspecify;
    requires transitive io.github.ossec4j.io;
    requires transitive io.github.ossec4j.model;
    // Needed by users of the extension, who have it. Not transitive: modules without JUnit could not be compiled.
    requires static org.junit.jupiter.api;

    exports io.github.ossec4j.fixtures;
}
