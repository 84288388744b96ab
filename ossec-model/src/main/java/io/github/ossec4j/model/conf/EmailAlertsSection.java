package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code email_alerts}: mail for some of the alerts only; source: {@code docs/formats/ossec.conf.md}.
 */
public final class EmailAlertsSection extends Section {
    EmailAlertsSection(SectionReader in) {
        super(in.text("email_to", "group", "event_location")
                .require("an email_to in email_alerts", "email_to")
                .number("level", 0, Integer.MAX_VALUE)
                .numbers("rule_id")
                .choice("format", Map.of("default", Format.DEFAULT, "sms", Format.SMS), Format.DEFAULT)
                .keep("do_not_delay", !in.elements("do_not_delay").isEmpty())
                .keep("do_not_group", !in.elements("do_not_group").isEmpty()));
    }

    /** {@code <email_to>}; required. */
    public String emailTo() {
        return text("email_to").orElseThrow();
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

    /** {@code <event_location>}: pattern of where the event was seen. */
    public Optional<String> eventLocation() {
        return text("event_location");
    }

    /** {@code <format>}; default {@link Format#DEFAULT}. */
    public Format format() {
        return get("format", Format.class);
    }

    /** {@code <do_not_delay>}: whether the element is present, whatever its content. */
    public boolean doNotDelay() {
        return yes("do_not_delay");
    }

    /** {@code <do_not_group>}: whether the element is present, whatever its content. */
    public boolean doNotGroup() {
        return yes("do_not_group");
    }

    /** The length of a mail. */
    public enum Format {
        /** The complete alert. */
        DEFAULT,
        /** Short enough for a text message. */
        SMS
    }
}
