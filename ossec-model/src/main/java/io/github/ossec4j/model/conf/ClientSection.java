package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code client}: how an agent reaches its manager; source: {@code docs/formats/ossec.conf.md}.
 */
public final class ClientSection extends Section {
    ClientSection(SectionReader in) {
        super(in.texts("server-ip", "server-hostname")
                .text("local_ip", "config-profile", "protocol", "crypto_method")
                .number("port", 1, 65535, 1514)
                .yes("disable-active-response", false)
                .keep("notify_time", nonZero(in.secondsOf("notify_time"), Duration.ofMinutes(10)))
                .keep("time-reconnect", nonZero(in.secondsOf("time-reconnect"), Duration.ofMinutes(30))));
    }

    /** {@code <server-ip>}. */
    public List<String> serverIps() {
        return texts("server-ip");
    }

    /** {@code <server-hostname>}. */
    public List<String> serverHostnames() {
        return texts("server-hostname");
    }

    /** {@code <local_ip>}: address to send from. */
    public Optional<String> localIp() {
        return text("local_ip");
    }

    /** {@code <port>}; default 1514. */
    public int port() {
        return number("port");
    }

    /** {@code <disable-active-response>}; default no. */
    public boolean disableActiveResponse() {
        return yes("disable-active-response");
    }

    /** {@code <notify_time>}: interval of keep-alives; absent or 0: 600 s. */
    public Duration notifyTime() {
        return duration("notify_time");
    }

    /** {@code <time-reconnect>}: silence after which it reconnects; absent or 0: 1800 s. */
    public Duration timeReconnect() {
        return duration("time-reconnect");
    }

    /** {@code <config-profile>}: profile looked up in {@code agent.conf}. */
    public Optional<String> configProfile() {
        return text("config-profile");
    }

    /** {@code <protocol>}, Wazuh's fork only. */
    public Optional<String> protocol() {
        return text("protocol");
    }

    /** {@code <crypto_method>}, from 4.0. */
    public Optional<String> cryptoMethod() {
        return text("crypto_method");
    }

    private static Duration nonZero(Optional<Duration> given, Duration fallback) {
        return given.filter(time -> !time.isZero()).orElse(fallback);
    }
}
