/** A program that uses the facade from the module path. */
module example.modulepath {
    requires io.github.ossec4j.api;
}
