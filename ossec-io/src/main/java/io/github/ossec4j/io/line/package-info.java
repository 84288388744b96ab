/**
 * Where the parts of a line are, one reader for each format: ranges of bytes, found without judging them. The readers that
 * users see are strict about what is in these ranges; the REST API reads the same ranges as the original's tools did. Only
 * for our own modules.
 */
package io.github.ossec4j.io.line;
