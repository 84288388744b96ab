package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * {@code email_alerts}: mail for some of the alerts only; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param emailTo {@code <email_to>}; required
 * @param level {@code <level>}: lowest level
 * @param ruleIds {@code <rule_id>}
 * @param group {@code <group>}: group of rules
 * @param eventLocation {@code <event_location>}: pattern of where the event was seen
 * @param format {@code <format>}; default {@link Format#DEFAULT}
 * @param doNotDelay {@code <do_not_delay>} is there, whatever it holds
 * @param doNotGroup {@code <do_not_group>} is there, whatever it holds
 */
public record EmailAlertsSection(
        String emailTo,
        OptionalInt level,
        List<Integer> ruleIds,
        Optional<String> group,
        Optional<String> eventLocation,
        Format format,
        boolean doNotDelay,
        boolean doNotGroup) {
    /** Copies the list. */
    public EmailAlertsSection {
        ruleIds = List.copyOf(ruleIds);
    }

    static Optional<EmailAlertsSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        Optional<String> emailTo = section.text("email_to");
        if (emailTo.isEmpty()) {
            section.problem("an email_to in email_alerts");
            return Optional.empty();
        }
        return Optional.of(new EmailAlertsSection(
                emailTo.get(),
                section.number("level", 0, Integer.MAX_VALUE),
                section.numbers("rule_id"),
                section.text("group"),
                section.text("event_location"),
                section.choice("format", Map.of("default", Format.DEFAULT, "sms", Format.SMS))
                        .orElse(Format.DEFAULT),
                section.has("do_not_delay"),
                section.has("do_not_group")));
    }

    /** How long a mail is. */
    public enum Format {
        /** The whole alert. */
        DEFAULT,
        /** Short enough for a text message. */
        SMS
    }
}
