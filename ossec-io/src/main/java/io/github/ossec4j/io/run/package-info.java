/**
 * The daemons of a manager: their process ids, {@code var/run/*.pid}, and the optional ones that {@code
 * bin/.process_list} enables. The formats are described in {@code docs/formats/run.md}.
 */
package io.github.ossec4j.io.run;
