/**
 * {@code etc/localtime}: the rules of the time zone in which OSSEC's programs show times, in the system's own binary
 * format (TZif, RFC 8536).
 */
package io.github.ossec4j.io.zone;
