/**
 * Changing files that others read meanwhile: whole or not at all, and by one at a time.
 *
 * <p>Internal: exported to modules of this project only.
 */
package io.github.ossec4j.io.file;
