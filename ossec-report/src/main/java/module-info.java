/** Reports about an OSSEC manager as HTML pages. */
// jte-runtime has no module descriptor, but names its module in the manifest.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.report {
    requires static transitive org.jspecify;
    requires transitive io.github.ossec4j.api;
    requires io.github.ossec4j.model;
    requires gg.jte.runtime;
    requires static java.compiler; // for the annotation that marks generated classes

    exports io.github.ossec4j.report;
}
