/** The REST API of an OSSEC manager, served over HTTPS. */
// Prometheus has no module descriptors, but names its modules in the manifests.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module io.github.ossec4j.server {
    requires static transitive org.jspecify;
    requires transitive io.github.ossec4j.api;
    requires io.github.ossec4j.io;
    requires io.github.ossec4j.model;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires org.apache.commons.codec;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.http2.common;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.github.ossec4j.server;
}
