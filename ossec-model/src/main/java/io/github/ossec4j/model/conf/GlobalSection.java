package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code global}: settings of the manager as a whole; source: {@code docs/formats/ossec.conf.md}.
 */
public final class GlobalSection extends Section {
    GlobalSection(SectionReader in) {
        super(in.keep("email", new Email(in.again()))
                .keep("outputs", new Outputs(in.again()))
                .yes("logall", false)
                .yes("logall_json", false)
                .level("integrity_checking", 8)
                .level("rootkit_detection", 8)
                .level("host_information", 8)
                .level("stats", 4)
                .number("memory_size", 2048, Integer.MAX_VALUE, 8192)
                .textsOf("white_list", "allow_list")
                .textOf("geoipdb", "geoip_db_path")
                .text("geoip6_db_path")
                .textOf("md5_allowlist", "md5_whitelist"));
    }

    /** Mail for alerts. */
    public Email email() {
        return get("email", Email.class);
    }

    /** Additional outputs for alerts besides the logs. */
    public Outputs outputs() {
        return get("outputs", Outputs.class);
    }

    /** {@code <logall>}: keep every event; default no. */
    public boolean logAll() {
        return yes("logall");
    }

    /** {@code <logall_json>}: keep every event as JSON; default no. */
    public boolean logAllJson() {
        return yes("logall_json");
    }

    /** {@code <integrity_checking>}: level of syscheck's alerts; default 8. */
    public int integrityCheckingLevel() {
        return number("integrity_checking");
    }

    /** {@code <rootkit_detection>}: level of rootcheck's alerts; default 8. */
    public int rootkitDetectionLevel() {
        return number("rootkit_detection");
    }

    /** {@code <host_information>}: level of host information alerts; default 8. */
    public int hostInformationLevel() {
        return number("host_information");
    }

    /** {@code <stats>}: level of statistical alerts, 0 for none; default 4. */
    public int statsLevel() {
        return number("stats");
    }

    /** {@code <memory_size>}: events kept for correlation, 2048 or more; default 8192. */
    public int memorySize() {
        return number("memory_size");
    }

    /** {@code <white_list>} and {@code allow_list}: addresses, networks and host patterns never blocked. */
    public List<String> whiteList() {
        return texts("white_list");
    }

    /** {@code <geoipdb>} or {@code geoip_db_path}: path. */
    public Optional<String> geoipDatabase() {
        return text("geoipdb");
    }

    /** {@code <geoip6_db_path>}: path. */
    public Optional<String> geoip6Database() {
        return text("geoip6_db_path");
    }

    /** {@code <md5_allowlist>} or {@code md5_whitelist}: path. */
    public Optional<String> md5AllowList() {
        return text("md5_allowlist");
    }

    /** Mail for alerts. */
    public static final class Email extends Section {
        private Email(SectionReader in) {
            super(in.yes("email_notification", false)
                    .texts("email_to")
                    .text("email_from", "email_reply_to", "email_idsname", "smtp_server", "helo_server", "smtp_user")
                    .number("email_maxperhour", 1, 9999, 12)
                    .flag("auth_smtp", "secure_smtp", "smtp_tls_verify")
                    .secret("smtp_password")
                    .number("smtp_port", 1, 65535));
        }

        /** {@code <email_notification>}; default no. */
        public boolean notification() {
            return yes("email_notification");
        }

        /** {@code <email_to>}: recipients. */
        public List<String> to() {
            return texts("email_to");
        }

        /** {@code <email_from>}. */
        public Optional<String> from() {
            return text("email_from");
        }

        /** {@code <email_reply_to>}. */
        public Optional<String> replyTo() {
            return text("email_reply_to");
        }

        /** {@code <email_idsname>}. */
        public Optional<String> idsName() {
            return text("email_idsname");
        }

        /** {@code <smtp_server>}. */
        public Optional<String> smtpServer() {
            return text("smtp_server");
        }

        /** {@code <helo_server>}: name given in the greeting. */
        public Optional<String> heloServer() {
            return text("helo_server");
        }

        /** {@code <email_maxperhour>}, 1 to 9999; default 12. */
        public int maximumPerHour() {
            return number("email_maxperhour");
        }

        /** {@code <auth_smtp>}, from 4.1. */
        public Optional<Boolean> authenticated() {
            return flag("auth_smtp");
        }

        /** {@code <secure_smtp>}, from 4.1. */
        public Optional<Boolean> secure() {
            return flag("secure_smtp");
        }

        /** {@code <smtp_user>}, from 4.1. */
        public Optional<String> smtpUser() {
            return text("smtp_user");
        }

        /** {@code <smtp_password>}, from 4.1. */
        public Optional<Secret> smtpPassword() {
            return optional("smtp_password", Secret.class);
        }

        /** {@code <smtp_port>}, from 4.1. */
        public OptionalInt smtpPort() {
            return optionalNumber("smtp_port");
        }

        /** {@code <smtp_tls_verify>}, from 4.1. */
        public Optional<Boolean> tlsVerified() {
            return flag("smtp_tls_verify");
        }
    }

    /** Additional outputs for alerts besides the logs. */
    public static final class Outputs extends Section {
        private Outputs(SectionReader in) {
            super(in.yes("jsonout_output", false)
                    .yes("prelude_output", false)
                    .yes("picviz_output", false)
                    .yes("zeromq_output", false)
                    .text("custom_alert_output", "prelude_profile", "picviz_socket")
                    .text("zeromq_uri", "zeromq_client_cert", "zeromq_server_cert")
                    .number("prelude_log_level", 0, Integer.MAX_VALUE));
        }

        /** {@code <jsonout_output>}; default no. */
        public boolean json() {
            return yes("jsonout_output");
        }

        /** {@code <custom_alert_output>}: format of an alert's text. */
        public Optional<String> customFormat() {
            return text("custom_alert_output");
        }

        /** {@code <prelude_output>}; default no. */
        public boolean prelude() {
            return yes("prelude_output");
        }

        /** {@code <prelude_profile>}. */
        public Optional<String> preludeProfile() {
            return text("prelude_profile");
        }

        /** {@code <prelude_log_level>}. */
        public OptionalInt preludeLogLevel() {
            return optionalNumber("prelude_log_level");
        }

        /** {@code <picviz_output>}, until 2.9; default no. */
        public boolean picviz() {
            return yes("picviz_output");
        }

        /** {@code <picviz_socket>}, until 2.9. */
        public Optional<String> picvizSocket() {
            return text("picviz_socket");
        }

        /** {@code <zeromq_output>}; default no. */
        public boolean zeromq() {
            return yes("zeromq_output");
        }

        /** {@code <zeromq_uri>}. */
        public Optional<String> zeromqUri() {
            return text("zeromq_uri");
        }

        /** {@code <zeromq_client_cert>}, from 3.0. */
        public Optional<String> zeromqClientCertificate() {
            return text("zeromq_client_cert");
        }

        /** {@code <zeromq_server_cert>}, from 3.0. */
        public Optional<String> zeromqServerCertificate() {
            return text("zeromq_server_cert");
        }
    }
}
