/**
 * Controls a running manager: datagrams to its daemons ({@code queue/alerts/ar}, {@code queue/ossec/queue}) and
 * its own programs ({@code bin/ossec-control}, {@code bin/agent_control}, {@code bin/ossec-logtest}). The formats are
 * described in {@code docs/formats/control.md}.
 *
 * <p>{@link io.github.ossec4j.io.control.AgentControl} is the entry point for agents, {@link
 * io.github.ossec4j.io.control.OssecControl} to daemons, {@link io.github.ossec4j.io.control.ConfigurationTest} to the
 * test of the configuration.
 *
 * <p>Datagram sockets need the optional dependency junixsocket: {@code junixsocket-common} and {@code
 * junixsocket-native-common} on the class path, or on the module path with {@code --add-modules
 * org.newsclub.net.unix,com.kohlschutter.junixsocket.nativecommon}. It unpacks a native library into {@code
 * java.io.tmpdir}. Apart from this package, it is used only to run agentless scripts, if available.
 */
package io.github.ossec4j.io.control;
