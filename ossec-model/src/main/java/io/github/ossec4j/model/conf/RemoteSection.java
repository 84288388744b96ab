package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code remote}: one way in for agents or syslog senders; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>Names of its elements are compared ignoring case, except those of the two lists.
 *
 * @param connection {@code <connection>}; required
 * @param port {@code <port>}, 1 to 65535; default 1514 for agents and 514 for syslog
 * @param protocol {@code <protocol>}, in any case; default UDP
 * @param ipv6 {@code <ipv6>}; default no
 * @param localIp {@code <local_ip>}: address to listen at
 * @param allowedIps {@code <allowed-ips>}: addresses and networks
 * @param deniedIps {@code <denied-ips>}: addresses and networks
 * @param cryptoAccept {@code <crypto_accept>}, from 4.0
 */
public record RemoteSection(
        Connection connection,
        int port,
        Protocol protocol,
        boolean ipv6,
        Optional<String> localIp,
        List<String> allowedIps,
        List<String> deniedIps,
        Optional<Crypto> cryptoAccept) {
    private static final List<String> LISTS = List.of("allowed-ips", "denied-ips");

    /** Copies the lists. */
    public RemoteSection {
        allowedIps = List.copyOf(allowedIps);
        deniedIps = List.copyOf(deniedIps);
    }

    static Optional<RemoteSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems).ignoringCaseExcept(LISTS);
        Optional<Connection> connection =
                section.choice("connection", Map.of("secure", Connection.SECURE, "syslog", Connection.SYSLOG));
        if (connection.isEmpty()) {
            section.problem("a connection in remote");
            return Optional.empty();
        }
        return Optional.of(new RemoteSection(
                connection.get(),
                section.number("port", 1, 65535, connection.get() == Connection.SECURE ? 1514 : 514),
                section.last("protocol", "udp or tcp", Protocol::parse).orElse(Protocol.UDP),
                section.yes("ipv6", false),
                section.text("local_ip"),
                section.texts("allowed-ips"),
                section.texts("denied-ips"),
                section.choice(
                        "crypto_accept",
                        Map.of(
                                "blowfish",
                                Crypto.BLOWFISH,
                                "aes",
                                Crypto.AES,
                                "both",
                                Crypto.BOTH,
                                "any",
                                Crypto.ANY))));
    }

    /** Who speaks to the manager. */
    public enum Connection {
        /** Agents, encrypted. */
        SECURE,
        /** Devices that send syslog messages. */
        SYSLOG
    }

    /** How messages travel. */
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

    /** Which encryption of agents is taken. */
    public enum Crypto {
        /** Blowfish only. */
        BLOWFISH,
        /** AES only. */
        AES,
        /** Blowfish and AES. */
        BOTH,
        /** Whatever the agent uses. */
        ANY
    }
}
