package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code integration}, Wazuh's fork only: a service that receives alerts; source: {@code docs/formats/ossec.conf.md}.
 */
public final class IntegrationSection extends Section {
    IntegrationSection(SectionReader in) {
        super(in.text("name", "group", "event_location")
                .require("a name in integration", "name")
                .secret("api_key", "hook_url")
                .number("level", 0, Integer.MAX_VALUE)
                .numbers("rule_id"));
    }

    /** {@code <name>}: required. */
    public String name() {
        return text("name").orElseThrow();
    }

    /** {@code <api_key>}. */
    public Optional<Secret> apiKey() {
        return optional("api_key", Secret.class);
    }

    /** {@code <hook_url>}; anyone who knows it may post. */
    public Optional<Secret> hookUrl() {
        return optional("hook_url", Secret.class);
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
}
