package io.github.ossec4j.model.conf;

/**
 * {@code alerts}: the minimum levels at which alerts are logged and mailed; source: {@code docs/formats/ossec.conf.md}.
 */
public final class AlertsSection extends Section {
    AlertsSection(SectionReader in) {
        super(in.level("email_alert_level", 7).level("log_alert_level", 1).yes("use_geoip", false));
    }

    /** {@code <email_alert_level>}; default 7. */
    public int emailAlertLevel() {
        return number("email_alert_level");
    }

    /** {@code <log_alert_level>}; default 1. */
    public int logAlertLevel() {
        return number("log_alert_level");
    }

    /** {@code <use_geoip>}; default no. */
    public boolean useGeoip() {
        return yes("use_geoip");
    }
}
