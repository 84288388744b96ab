package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code client}: how an agent reaches its manager; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param serverIps {@code <server-ip>}
 * @param serverHostnames {@code <server-hostname>}
 * @param localIp {@code <local_ip>}: address to send from
 * @param port {@code <port>}; default 1514
 * @param disableActiveResponse {@code <disable-active-response>}; default no
 * @param notifyTime {@code <notify_time>}: between two signs of life; absent or 0: 600 s
 * @param timeReconnect {@code <time-reconnect>}: silence after which it connects anew; absent or 0: 1800 s
 * @param configProfile {@code <config-profile>}: profile looked up in {@code agent.conf}
 * @param protocol {@code <protocol>}, Wazuh's fork only
 * @param cryptoMethod {@code <crypto_method>}, from 4.0
 */
public record ClientSection(
        List<String> serverIps,
        List<String> serverHostnames,
        Optional<String> localIp,
        int port,
        boolean disableActiveResponse,
        Duration notifyTime,
        Duration timeReconnect,
        Optional<String> configProfile,
        Optional<String> protocol,
        Optional<String> cryptoMethod) {
    /** Copies the lists. */
    public ClientSection {
        serverIps = List.copyOf(serverIps);
        serverHostnames = List.copyOf(serverHostnames);
    }

    static ClientSection from(SectionReader section) {
        return new ClientSection(
                section.texts("server-ip"),
                section.texts("server-hostname"),
                section.text("local_ip"),
                section.number("port", 1, 65535, 1514),
                section.yes("disable-active-response", false),
                section.seconds("notify_time").filter(time -> !time.isZero()).orElse(Duration.ofMinutes(10)),
                section.seconds("time-reconnect").filter(time -> !time.isZero()).orElse(Duration.ofMinutes(30)),
                section.text("config-profile"),
                section.text("protocol"),
                section.text("crypto_method"));
    }
}
