/**
 * {@code etc/client.keys}: the enrolled agents and their secrets. The format is described in {@code
 * docs/formats/client.keys.md}.
 */
package io.github.ossec4j.io.keys;
