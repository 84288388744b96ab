/**
 * The REST API of an OSSEC manager over HTTPS; start with {@link io.github.ossec4j.server.OssecServer}.
 *
 * <p>{@link io.github.ossec4j.api.rest.RestApi} gives the answers. This package adds what it leaves to a server:
 * connections, TLS, users, limits and logs.
 */
@org.jspecify.annotations.NullMarked
package io.github.ossec4j.server;
