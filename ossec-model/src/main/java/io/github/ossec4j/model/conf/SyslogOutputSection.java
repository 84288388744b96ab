package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code syslog_output}: a syslog server that receives alerts; source: {@code docs/formats/ossec.conf.md}.
 */
public final class SyslogOutputSection extends Section {
    private static final Map<String, Format> FORMATS =
            Map.of("default", Format.DEFAULT, "cef", Format.CEF, "json", Format.JSON, "splunk", Format.SPLUNK);

    SyslogOutputSection(SectionReader in) {
        super(in.text("server", "group", "protocol", "tls_ca")
                .require("a server in syslog_output", "server")
                .number("port", 1, 65535, 514)
                .choice("format", FORMATS, Format.DEFAULT)
                .number("level", 0, Integer.MAX_VALUE)
                .numbers("rule_id")
                .textOf("location", "event_location")
                .yes("use_fqdn", false)
                .flag("tls", "tls_verify"));
    }

    /** {@code <server>}: required. */
    public String server() {
        return text("server").orElseThrow();
    }

    /** {@code <port>}; default 514. */
    public int port() {
        return number("port");
    }

    /** {@code <format>}; default {@link Format#DEFAULT}. */
    public Format format() {
        return get("format", Format.class);
    }

    /** {@code <level>}: lowest level. */
    public OptionalInt level() {
        return optionalNumber("level");
    }

    /** {@code <rule_id>}. */
    public List<Integer> ruleIds() {
        return list("rule_id", Integer.class);
    }

    /** {@code <group>}: group of rules. */
    public Optional<String> group() {
        return text("group");
    }

    /** {@code <location>}, in 2.8 {@code event_location}: pattern of where the event was seen. */
    public Optional<String> location() {
        return text("location");
    }

    /** {@code <use_fqdn>}: send the full host name; default no. */
    public boolean useFqdn() {
        return yes("use_fqdn");
    }

    /** {@code <protocol>}, from 4.3. */
    public Optional<String> protocol() {
        return text("protocol");
    }

    /** {@code <tls>}, from 4.3. */
    public Optional<Boolean> tls() {
        return flag("tls");
    }

    /** {@code <tls_verify>}, from 4.3. */
    public Optional<Boolean> tlsVerified() {
        return flag("tls_verify");
    }

    /** {@code <tls_ca>}, from 4.3: path. */
    public Optional<String> tlsCa() {
        return text("tls_ca");
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
