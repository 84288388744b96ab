package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code global}: what the manager as a whole does; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param email mail for alerts
 * @param outputs where alerts go besides the logs
 * @param logAll {@code <logall>}: keep every event; default no
 * @param logAllJson {@code <logall_json>}: keep every event as JSON; default no
 * @param integrityCheckingLevel {@code <integrity_checking>}: level of syscheck's alerts; default 8
 * @param rootkitDetectionLevel {@code <rootkit_detection>}: level of rootcheck's alerts; default 8
 * @param hostInformationLevel {@code <host_information>}: level of host information alerts; default 8
 * @param statsLevel {@code <stats>}: level of statistical alerts, 0 for none; default 4
 * @param memorySize {@code <memory_size>}: events kept for correlation, 2048 or more; default 8192
 * @param whiteList {@code <white_list>} and {@code allow_list}: addresses, networks and host patterns never blocked
 * @param geoipDatabase {@code <geoip_db_path>} or {@code geoipdb}: path
 * @param geoip6Database {@code <geoip6_db_path>}: path
 * @param md5AllowList {@code <md5_allowlist>} or {@code md5_whitelist}: path
 */
public record GlobalSection(
        Email email,
        Outputs outputs,
        boolean logAll,
        boolean logAllJson,
        int integrityCheckingLevel,
        int rootkitDetectionLevel,
        int hostInformationLevel,
        int statsLevel,
        int memorySize,
        List<String> whiteList,
        Optional<String> geoipDatabase,
        Optional<String> geoip6Database,
        Optional<String> md5AllowList) {
    /** Copies the list. */
    public GlobalSection {
        whiteList = List.copyOf(whiteList);
    }

    static GlobalSection from(SectionReader section) {
        return new GlobalSection(
                Email.from(section),
                Outputs.from(section),
                section.yes("logall", false),
                section.yes("logall_json", false),
                section.number("integrity_checking", 0, Integer.MAX_VALUE, 8),
                section.number("rootkit_detection", 0, Integer.MAX_VALUE, 8),
                section.number("host_information", 0, Integer.MAX_VALUE, 8),
                section.number("stats", 0, Integer.MAX_VALUE, 4),
                section.number("memory_size", 2048, Integer.MAX_VALUE, 8192),
                section.children().stream()
                        .filter(child -> child.name().equals("white_list")
                                || child.name().equals("allow_list"))
                        .map(ConfigurationElement::text)
                        .toList(),
                section.text("geoipdb").or(() -> section.text("geoip_db_path")),
                section.text("geoip6_db_path"),
                section.text("md5_allowlist").or(() -> section.text("md5_whitelist")));
    }

    /**
     * Mail for alerts.
     *
     * @param notification {@code <email_notification>}; default no
     * @param to {@code <email_to>}: recipients
     * @param from {@code <email_from>}
     * @param replyTo {@code <email_reply_to>}
     * @param idsName {@code <email_idsname>}
     * @param smtpServer {@code <smtp_server>}
     * @param heloServer {@code <helo_server>}: name given in the greeting
     * @param maximumPerHour {@code <email_maxperhour>}, 1 to 9999; default 12
     * @param authenticated {@code <auth_smtp>}, from 4.1
     * @param secure {@code <secure_smtp>}, from 4.1
     * @param smtpUser {@code <smtp_user>}, from 4.1
     * @param smtpPassword {@code <smtp_password>}, from 4.1
     * @param smtpPort {@code <smtp_port>}, from 4.1
     * @param tlsVerified {@code <smtp_tls_verify>}, from 4.1
     */
    public record Email(
            boolean notification,
            List<String> to,
            Optional<String> from,
            Optional<String> replyTo,
            Optional<String> idsName,
            Optional<String> smtpServer,
            Optional<String> heloServer,
            int maximumPerHour,
            Optional<Boolean> authenticated,
            Optional<Boolean> secure,
            Optional<String> smtpUser,
            Optional<Secret> smtpPassword,
            OptionalInt smtpPort,
            Optional<Boolean> tlsVerified) {
        /** Copies the list. */
        public Email {
            to = List.copyOf(to);
        }

        static Email from(SectionReader section) {
            return new Email(
                    section.yes("email_notification", false),
                    section.texts("email_to"),
                    section.text("email_from"),
                    section.text("email_reply_to"),
                    section.text("email_idsname"),
                    section.text("smtp_server"),
                    section.text("helo_server"),
                    section.number("email_maxperhour", 1, 9999, 12),
                    section.flag("auth_smtp"),
                    section.flag("secure_smtp"),
                    section.text("smtp_user"),
                    section.secret("smtp_password"),
                    section.number("smtp_port", 1, 65535),
                    section.flag("smtp_tls_verify"));
        }
    }

    /**
     * Where alerts go besides the logs.
     *
     * @param json {@code <jsonout_output>}; default no
     * @param customFormat {@code <custom_alert_output>}: format of an alert's text
     * @param prelude {@code <prelude_output>}; default no
     * @param preludeProfile {@code <prelude_profile>}
     * @param preludeLogLevel {@code <prelude_log_level>}
     * @param picviz {@code <picviz_output>}, until 2.9; default no
     * @param picvizSocket {@code <picviz_socket>}, until 2.9
     * @param zeromq {@code <zeromq_output>}; default no
     * @param zeromqUri {@code <zeromq_uri>}
     * @param zeromqClientCertificate {@code <zeromq_client_cert>}, from 3.0
     * @param zeromqServerCertificate {@code <zeromq_server_cert>}, from 3.0
     */
    public record Outputs(
            boolean json,
            Optional<String> customFormat,
            boolean prelude,
            Optional<String> preludeProfile,
            OptionalInt preludeLogLevel,
            boolean picviz,
            Optional<String> picvizSocket,
            boolean zeromq,
            Optional<String> zeromqUri,
            Optional<String> zeromqClientCertificate,
            Optional<String> zeromqServerCertificate) {
        static Outputs from(SectionReader section) {
            return new Outputs(
                    section.yes("jsonout_output", false),
                    section.text("custom_alert_output"),
                    section.yes("prelude_output", false),
                    section.text("prelude_profile"),
                    section.number("prelude_log_level", 0, Integer.MAX_VALUE),
                    section.yes("picviz_output", false),
                    section.text("picviz_socket"),
                    section.yes("zeromq_output", false),
                    section.text("zeromq_uri"),
                    section.text("zeromq_client_cert"),
                    section.text("zeromq_server_cert"));
        }
    }
}
