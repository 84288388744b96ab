/**
 * The daemons of a manager: their process ids, {@code var/run/*.pid}, and what {@code bin/.process_list} switches on. The
 * formats are described in {@code docs/formats/run.md}.
 */
package io.github.ossec4j.io.run;
