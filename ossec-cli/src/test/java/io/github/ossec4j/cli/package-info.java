/** Tests of the command. */
@org.jspecify.annotations.NullMarked
package io.github.ossec4j.cli;
