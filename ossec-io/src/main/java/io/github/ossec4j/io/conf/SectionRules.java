package io.github.ossec4j.io.conf;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The children that each section may have, and their valid values; source: {@code docs/formats/ossec.conf.md}, "Check".
 *
 * <p>Elements of all releases are allowed, so that the check works for every installed release.
 */
final class SectionRules {
    private static final Predicate<String> YES_NO = Set.of("yes", "no")::contains;
    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
    private static final CharMatcher IPV6 = DIGIT.or(CharMatcher.inRange('a', 'f'))
            .or(CharMatcher.inRange('A', 'F'))
            .or(CharMatcher.anyOf(":."));
    private static final Splitter COMMAS = Splitter.on(',').trimResults(CharMatcher.whitespace());
    private static final Predicate<String> DIGITS = SectionRules::isDigits;
    private static final Set<String> DAYS =
            Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Set<String> LOG_FORMATS = Set.of(
            "syslog",
            "generic",
            "snort-full",
            "snort-fast",
            "apache",
            "iis",
            "squid",
            "nmapg",
            "mysql_log",
            "ossecalert",
            "mssql_log",
            "postgresql_log",
            "djb-multilog",
            "syslog-pipe",
            "command",
            "full_command",
            "eventlog",
            "eventchannel",
            "audit",
            "multi-line_indented",
            "journald",
            "modsec-audit");

    private static final Map<String, Rule> RULES = new Table()
            .any("include", "rule", "rule_dir", "list", "decoder", "decoder_dir")
            .rules();

    private static final Map<String, Map<String, Rule>> SECTIONS = Map.ofEntries(
            Map.entry(
                    "global",
                    new Table()
                            .any("email_to", "email_from", "email_reply_to", "email_idsname", "smtp_server")
                            .any("helo_server", "white_list", "allow_list", "custom_alert_output")
                            .any("compress_alerts", "prelude_profile", "picviz_socket", "zeromq_uri")
                            .any("zeromq_client_cert", "zeromq_server_cert", "geoip_db_path", "geoip6_db_path")
                            .any("geoipdb", "md5_whitelist", "md5_allowlist", "smtp_user", "smtp_password")
                            .any("auth_smtp", "secure_smtp", "smtp_tls_verify")
                            .put(YES_NO, "email_notification", "logall", "logall_json", "jsonout_output")
                            .put(YES_NO, "prelude_output", "picviz_output", "zeromq_output")
                            .put(DIGITS, "integrity_checking", "rootkit_detection", "host_information", "stats")
                            .put(DIGITS, "prelude_log_level", "smtp_port")
                            .put(range(1, 9999), "email_maxperhour")
                            .put(range(2048, Integer.MAX_VALUE), "memory_size")
                            .rules()),
            Map.entry("rules", RULES),
            Map.entry("ruleset", RULES), // in OSSEC Wazuh 2.x
            Map.entry(
                    "alerts",
                    new Table()
                            .put(DIGITS, "email_alert_level", "log_alert_level")
                            .put(YES_NO, "use_geoip")
                            .rules()),
            Map.entry(
                    "syscheck",
                    new Table()
                            .any("directories", "windows_registry", "ignore", "registry_ignore", "nodiff")
                            .any("prefilter_cmd")
                            .put(DIGITS, "frequency")
                            .put(YES_NO, "scan_on_start", "disabled", "alert_new_files", "skip_nfs", "auto_ignore")
                            .put(1240, SectionRules::isDay, "scan_day")
                            .put(1241, SectionRules::isTime, "scan_time")
                            .rules()),
            Map.entry(
                    "rootcheck",
                    new Table()
                            .any("rootkit_files", "rootkit_trojans", "windows_audit", "windows_apps")
                            .any("windows_malware", "system_audit", "base_directory", "ignore")
                            .put(DIGITS, "frequency")
                            .put(YES_NO, "scanall", "readall", "disabled", "skip_nfs", "check_dev", "check_files")
                            .put(YES_NO, "check_if", "check_pids", "check_ports", "check_sys", "check_trojans")
                            .put(YES_NO, "check_unixaudit", "check_winapps", "check_winaudit", "check_winmalware")
                            .rules()),
            Map.entry(
                    "remote",
                    new Table()
                            .put(Set.of("secure", "syslog")::contains, "connection")
                            .put(1205, range(1, 65535), "port")
                            .put(text -> Set.of("udp", "tcp").contains(text.toLowerCase(Locale.ROOT)), "protocol")
                            .put(YES_NO, "ipv6")
                            .put(1237, SectionRules::isNetwork, "local_ip", "allowed-ips", "denied-ips")
                            .put(Set.of("blowfish", "aes", "both", "any")::contains, "crypto_accept")
                            .rules()),
            Map.entry(
                    "command",
                    new Table()
                            .any("name", "executable", "expect")
                            .put(YES_NO, "timeout_allowed")
                            .rules()),
            Map.entry(
                    "active-response",
                    new Table()
                            .any("command", "agent_id", "rules_id", "rules_group", "repeated_offenders")
                            .put(1302, ConfigurationCheck.LOCATIONS::contains, "location")
                            .put(range(0, 20), "level")
                            .put(DIGITS, "timeout")
                            .put(YES_NO, "disabled")
                            .rules()),
            Map.entry(
                    "localfile",
                    new Table()
                            .any("location", "command", "alias", "query")
                            .put(SectionRules::isLogFormat, "log_format")
                            .put(text -> isDigits(text) || text.equals("hourly") || text.equals("daily"), "frequency")
                            .put(YES_NO, "only-future-events")
                            .rules()),
            Map.entry(
                    "client",
                    new Table()
                            .any("server-ip", "server-hostname", "local_ip", "config-profile", "protocol")
                            .any("crypto_method")
                            .put(DIGITS, "port", "notify_time", "time-reconnect")
                            .put(YES_NO, "disable-active-response")
                            .rules()),
            Map.entry(
                    "database_output",
                    new Table()
                            .any("hostname", "username", "password", "database", "socket")
                            .put(Set.of("mysql", "postgresql")::contains, "type")
                            .put(DIGITS, "port")
                            .rules()),
            Map.entry(
                    "email_alerts",
                    new Table()
                            .any("email_to", "group", "event_location", "do_not_delay", "do_not_group")
                            .put(DIGITS, "level")
                            .put(SectionRules::isNumberList, "rule_id")
                            .put(Set.of("default", "sms")::contains, "format")
                            .rules()),
            Map.entry(
                    "reports",
                    new Table()
                            .any("title", "type", "category", "group", "rule", "level", "location", "srcip")
                            .any("user", "showlogs", "frequency", "email_to")
                            .rules()),
            Map.entry(
                    "syslog_output",
                    new Table()
                            .any("server", "group", "location", "event_location", "protocol", "tls")
                            .any("tls_verify", "tls_ca")
                            .put(DIGITS, "port", "level")
                            .put(SectionRules::isNumberList, "rule_id")
                            .put(Set.of("default", "cef", "json", "splunk")::contains, "format")
                            .put(YES_NO, "use_fqdn")
                            .rules()),
            Map.entry(
                    "integration",
                    new Table()
                            .any("name", "api_key", "hook_url", "group", "event_location")
                            .put(DIGITS, "level")
                            .put(SectionRules::isNumberList, "rule_id")
                            .rules()),
            Map.entry(
                    "agentless",
                    new Table()
                            .any("host", "type", "arguments", "run_command")
                            .put(DIGITS, "frequency", "port")
                            .put(Set.of("periodic", "periodic_diff", "stay_connected")::contains, "state")
                            .rules()));

    private SectionRules() {}

    /** The children that a section may have; empty for an unknown section. */
    static Optional<Map<String, Rule>> of(String section) {
        return Optional.ofNullable(SECTIONS.get(section));
    }

    /** Whether OSSEC knows an element of that name, in any section. */
    static boolean isKnownName(String name) {
        return name.equals("ossec_config")
                || name.equals("agent_config")
                || SECTIONS.containsKey(name)
                || SECTIONS.values().stream().anyMatch(rules -> rules.containsKey(name));
    }

    static boolean isDigits(String text) {
        return DIGIT.matchesAllOf(text);
    }

    private static Predicate<String> range(int minimum, int maximum) {
        return text -> {
            if (!isDigits(text) || text.length() > 18) {
                return false;
            }
            long value = text.isEmpty() ? 0 : Long.parseLong(text);
            return value >= minimum && value <= maximum;
        };
    }

    private static boolean isNumberList(String text) {
        return COMMAS.splitToStream(text).allMatch(DIGIT::matchesAllOf);
    }

    private static boolean isDay(String text) {
        return DAYS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isTime(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        if (colon >= 0) {
            return colon > 0
                    && lower.length() == colon + 3
                    && range(0, 23).test(lower.substring(0, colon))
                    && range(0, 59).test(lower.substring(colon + 1));
        }
        return (lower.endsWith("am") || lower.endsWith("pm"))
                && range(1, 12).test(lower.substring(0, lower.length() - 2));
    }

    private static boolean isLogFormat(String text) {
        String lines = "multi-line:";
        return LOG_FORMATS.contains(text)
                || (text.startsWith(lines)
                        && text.length() > lines.length()
                        && isDigits(text.substring(lines.length()).strip()));
    }

    /** {@code any}, an IPv4 address with or without a mask, or text that may be an IPv6 address. */
    private static boolean isNetwork(String text) {
        if (text.equals("any")) {
            return true;
        }
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.indexOf(':') >= 0) {
            return (slash < 0 || isNumber(text.substring(slash + 1), 128)) && IPV6.matchesAllOf(address);
        }
        return isAddress(address)
                && (slash < 0 || isNumber(text.substring(slash + 1), 32) || isAddress(text.substring(slash + 1)));
    }

    private static boolean isAddress(String text) {
        String[] groups = text.split("\\.", -1);
        return groups.length == 4 && List.of(groups).stream().allMatch(group -> isNumber(group, 255));
    }

    private static boolean isNumber(String text, int maximum) {
        return !text.isEmpty() && text.length() <= 3 && range(0, maximum).test(text);
    }

    /** The valid values of a child, and OSSEC's number for the error. */
    record Rule(int code, Predicate<String> accepts) {}

    private static final class Table {
        private final ImmutableMap.Builder<String, Rule> rules = ImmutableMap.builder();

        Table any(String... names) {
            return put(text -> true, names);
        }

        Table put(Predicate<String> accepts, String... names) {
            return put(1235, accepts, names);
        }

        Table put(int code, Predicate<String> accepts, String... names) {
            for (String name : names) {
                rules.put(name, new Rule(code, accepts));
            }
            return this;
        }

        Map<String, Rule> rules() {
            return rules.buildOrThrow();
        }
    }
}
