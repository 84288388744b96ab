/**
 * What OSSEC's programs log about themselves, {@code logs/ossec.log}. The format is described in {@code
 * docs/formats/ossec.log.md}; the entry point is {@link io.github.ossec4j.io.logs.OssecLog}.
 */
package io.github.ossec4j.io.logs;
