/**
 * The REST API of OSSEC, version 1.2, as a function: a request in, HTTP status and JSON out.
 *
 * <p>{@link io.github.ossec4j.api.rest.RestApi} answers as the original service does, quirks included; where the
 * original's tools break, it answers with the content of the files. Differences are listed in {@code
 * docs/compatibility.md}.
 *
 * <p>The classes that read files themselves, although the typed facade reads them as well, reproduce how the original
 * tools read them; each names the quirk it keeps.
 */
package io.github.ossec4j.api.rest;
