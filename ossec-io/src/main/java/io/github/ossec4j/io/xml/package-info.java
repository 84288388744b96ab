/**
 * Configuration files as trees of elements: {@link io.github.ossec4j.io.xml.DialectParser} reads them as OSSEC's
 * programs do, {@link io.github.ossec4j.io.xml.StrictConfigurationFile} as the REST API does. The dialect is described
 * in {@code docs/formats/ossec.conf.md}.
 *
 * <p>Internal: exported only to the modules of ossec4j.
 */
package io.github.ossec4j.io.xml;
