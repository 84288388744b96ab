package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * {@code integration}, Wazuh's fork only: a service that is told of alerts; source:
 * {@code docs/formats/ossec.conf.md}.
 *
 * @param name {@code <name>}; required
 * @param apiKey {@code <api_key>}
 * @param hookUrl {@code <hook_url>}; whoever knows it may post
 * @param level {@code <level>}: lowest level
 * @param ruleIds {@code <rule_id>}
 * @param group {@code <group>}: group of rules
 * @param eventLocation {@code <event_location>}: pattern of where the event was seen
 */
public record IntegrationSection(
        String name,
        Optional<Secret> apiKey,
        Optional<Secret> hookUrl,
        OptionalInt level,
        List<Integer> ruleIds,
        Optional<String> group,
        Optional<String> eventLocation) {
    /** Copies the list. */
    public IntegrationSection {
        ruleIds = List.copyOf(ruleIds);
    }

    static Optional<IntegrationSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        Optional<String> name = section.text("name");
        if (name.isEmpty()) {
            section.problem("a name in integration");
            return Optional.empty();
        }
        return Optional.of(new IntegrationSection(
                name.get(),
                section.secret("api_key"),
                section.secret("hook_url"),
                section.number("level", 0, Integer.MAX_VALUE),
                section.numbers("rule_id"),
                section.text("group"),
                section.text("event_location")));
    }
}
