/**
 * Reading an OSSEC home: what all its readers share.
 *
 * <p>Each kind of file has its own package below this one.
 */
package io.github.ossec4j.io;
