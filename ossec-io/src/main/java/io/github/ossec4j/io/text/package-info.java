/**
 * How all readers process a file of lines: bytes in a reused buffer, found and decoded without regular expressions,
 * strings or objects per line.
 *
 * <p>Internal: not exported.
 */
package io.github.ossec4j.io.text;
