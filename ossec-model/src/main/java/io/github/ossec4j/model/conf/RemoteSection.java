package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code remote}: a connection for agents or syslog senders; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>Names of its elements are compared ignoring case, except those of the two lists.
 */
public final class RemoteSection extends Section {
    private static final List<String> LISTS = List.of("allowed-ips", "denied-ips");
    private static final Map<String, Connection> CONNECTIONS =
            Map.of("secure", Connection.SECURE, "syslog", Connection.SYSLOG);
    private static final Map<String, Crypto> CRYPTO =
            Map.of("blowfish", Crypto.BLOWFISH, "aes", Crypto.AES, "both", Crypto.BOTH, "any", Crypto.ANY);

    RemoteSection(SectionReader in) {
        super(read(in.ignoringCaseExcept(LISTS)));
    }

    /** {@code <connection>}; required. */
    public Connection connection() {
        return optional("connection", Connection.class).orElseThrow();
    }

    /** {@code <port>}, 1 to 65535; default 1514 for agents and 514 for syslog. */
    public int port() {
        return number("port");
    }

    /** {@code <protocol>}, in any case; default UDP. */
    public Protocol protocol() {
        return get("protocol", Protocol.class);
    }

    /** {@code <ipv6>}; default no. */
    public boolean ipv6() {
        return yes("ipv6");
    }

    /** {@code <local_ip>}: address to listen on. */
    public Optional<String> localIp() {
        return text("local_ip");
    }

    /** {@code <allowed-ips>}: addresses and networks. */
    public List<String> allowedIps() {
        return texts("allowed-ips");
    }

    /** {@code <denied-ips>}: addresses and networks. */
    public List<String> deniedIps() {
        return texts("denied-ips");
    }

    /** {@code <crypto_accept>}, from 4.0. */
    public Optional<Crypto> cryptoAccept() {
        return optional("crypto_accept", Crypto.class);
    }

    private static SectionReader read(SectionReader in) {
        Optional<Connection> connection = in.choiceOf("connection", CONNECTIONS);
        return in.keep("connection", connection)
                .require("a connection in remote", "connection")
                .number("port", 1, 65535, connection.equals(Optional.of(Connection.SYSLOG)) ? 514 : 1514)
                .keep(
                        "protocol",
                        in.last("protocol", "udp or tcp", Protocol::parse).orElse(Protocol.UDP))
                .yes("ipv6", false)
                .text("local_ip")
                .texts("allowed-ips", "denied-ips")
                .choice("crypto_accept", CRYPTO);
    }

    /** The senders to the manager. */
    public enum Connection {
        /** Agents, encrypted. */
        SECURE,
        /** Devices that send syslog messages. */
        SYSLOG
    }

    /** The transport protocol. */
    public enum Protocol {
        /** Datagrams. */
        UDP,
        /** A stream. */
        TCP;

        private static Optional<Protocol> parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "udp" -> Optional.of(UDP);
                case "tcp" -> Optional.of(TCP);
                default -> Optional.empty();
            };
        }
    }

    /** The accepted encryption of agents. */
    public enum Crypto {
        /** Blowfish only. */
        BLOWFISH,
        /** AES only. */
        AES,
        /** Blowfish and AES. */
        BOTH,
        /** The one that the agent uses. */
        ANY
    }
}
