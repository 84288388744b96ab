package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * {@code syslog_output}: a syslog server that is sent alerts; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param server {@code <server>}; required
 * @param port {@code <port>}; default 514
 * @param format {@code <format>}; default {@link Format#DEFAULT}
 * @param level {@code <level>}: lowest level
 * @param ruleIds {@code <rule_id>}
 * @param group {@code <group>}: group of rules
 * @param location {@code <location>}, in 2.8 {@code event_location}: pattern of where the event was seen
 * @param useFqdn {@code <use_fqdn>}: send the full host name; default no
 * @param protocol {@code <protocol>}, from 4.3
 * @param tls {@code <tls>}, from 4.3
 * @param tlsVerified {@code <tls_verify>}, from 4.3
 * @param tlsCa {@code <tls_ca>}, from 4.3: path
 */
public record SyslogOutputSection(
        String server,
        int port,
        Format format,
        OptionalInt level,
        List<Integer> ruleIds,
        Optional<String> group,
        Optional<String> location,
        boolean useFqdn,
        Optional<String> protocol,
        Optional<Boolean> tls,
        Optional<Boolean> tlsVerified,
        Optional<String> tlsCa) {
    /** Copies the list. */
    public SyslogOutputSection {
        ruleIds = List.copyOf(ruleIds);
    }

    static Optional<SyslogOutputSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        Optional<String> server = section.text("server");
        if (server.isEmpty()) {
            section.problem("a server in syslog_output");
            return Optional.empty();
        }
        return Optional.of(new SyslogOutputSection(
                server.get(),
                section.number("port", 1, 65535, 514),
                section.choice(
                                "format",
                                Map.of(
                                        "default", Format.DEFAULT,
                                        "cef", Format.CEF,
                                        "json", Format.JSON,
                                        "splunk", Format.SPLUNK))
                        .orElse(Format.DEFAULT),
                section.number("level", 0, Integer.MAX_VALUE),
                section.numbers("rule_id"),
                section.text("group"),
                section.text("location").or(() -> section.text("event_location")),
                section.yes("use_fqdn", false),
                section.text("protocol"),
                section.flag("tls"),
                section.flag("tls_verify"),
                section.text("tls_ca")));
    }

    /** How an alert is written. */
    public enum Format {
        /** OSSEC's own. */
        DEFAULT,
        /** Common event format. */
        CEF,
        /** JSON. */
        JSON,
        /** Keys and values. */
        SPLUNK
    }
}
