package io.github.ossec4j.model.conf;

/**
 * {@code alerts}: from which level on an alert is kept and mailed; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param emailAlertLevel {@code <email_alert_level>}; default 7
 * @param logAlertLevel {@code <log_alert_level>}; default 1
 * @param useGeoip {@code <use_geoip>}; default no
 */
public record AlertsSection(int emailAlertLevel, int logAlertLevel, boolean useGeoip) {
    static AlertsSection from(SectionReader section) {
        return new AlertsSection(
                section.number("email_alert_level", 0, Integer.MAX_VALUE, 7),
                section.number("log_alert_level", 0, Integer.MAX_VALUE, 1),
                section.yes("use_geoip", false));
    }
}
