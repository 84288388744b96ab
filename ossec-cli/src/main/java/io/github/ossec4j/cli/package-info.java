/** The {@code ossec} command: {@link io.github.ossec4j.cli.Main} starts it. */
package io.github.ossec4j.cli;
