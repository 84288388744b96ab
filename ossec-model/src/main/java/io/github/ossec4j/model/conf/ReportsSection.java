package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code reports}: a daily summary by mail; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param title {@code <title>}
 * @param type {@code <type>}
 * @param category {@code <category>}
 * @param group {@code <group>}
 * @param rule {@code <rule>}
 * @param level {@code <level>}
 * @param location {@code <location>}
 * @param sourceIp {@code <srcip>}
 * @param user {@code <user>}
 * @param showLogs {@code <showlogs>}; default no
 * @param emailTo {@code <email_to>}: recipients; OSSEC ignores a report without any, and so do we
 */
public record ReportsSection(
        Optional<String> title,
        Optional<String> type,
        Optional<String> category,
        Optional<Filter> group,
        Optional<Filter> rule,
        Optional<Filter> level,
        Optional<Filter> location,
        Optional<Filter> sourceIp,
        Optional<Filter> user,
        boolean showLogs,
        List<String> emailTo) {
    /** Copies the list. */
    public ReportsSection {
        emailTo = List.copyOf(emailTo);
    }

    static Optional<ReportsSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        List<String> emailTo = section.texts("email_to");
        if (emailTo.isEmpty()) {
            section.problem("an email_to in reports");
            return Optional.empty();
        }
        return Optional.of(new ReportsSection(
                section.text("title"),
                section.text("type"),
                section.text("category"),
                Filter.from(block, "group"),
                Filter.from(block, "rule"),
                Filter.from(block, "level"),
                Filter.from(block, "location"),
                Filter.from(block, "srcip"),
                Filter.from(block, "user"),
                section.yes("showlogs", false),
                emailTo));
    }

    /**
     * Which alerts are counted.
     *
     * @param text what to look for
     * @param relation whether {@code type="relation"} asks for what occurs together instead
     */
    public record Filter(String text, boolean relation) {
        private static Optional<Filter> from(ConfigurationElement block, String name) {
            return block.child(name)
                    .map(element -> new Filter(
                            element.text(),
                            element.attribute("type").filter("relation"::equals).isPresent()));
        }
    }
}
