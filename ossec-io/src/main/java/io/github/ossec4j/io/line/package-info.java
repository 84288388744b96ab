/**
 * Where the parts of a line are, one reader for each format: ranges of bytes, found without validating them. The public
 * readers validate the content of these ranges; the REST API reads the same ranges as the original's tools did. Only
 * for the modules of ossec4j.
 */
package io.github.ossec4j.io.line;
