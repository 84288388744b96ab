package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;

/**
 * {@code reports}: a daily summary by mail; source: {@code docs/formats/ossec.conf.md}.
 */
public final class ReportsSection extends Section {
    ReportsSection(SectionReader in) {
        super(in.text("title", "type", "category")
                .keep("group", Filter.in(in, "group"))
                .keep("rule", Filter.in(in, "rule"))
                .keep("level", Filter.in(in, "level"))
                .keep("location", Filter.in(in, "location"))
                .keep("srcip", Filter.in(in, "srcip"))
                .keep("user", Filter.in(in, "user"))
                .yes("showlogs", false)
                .texts("email_to")
                .require("an email_to in reports", "email_to"));
    }

    /** {@code <title>}. */
    public Optional<String> title() {
        return text("title");
    }

    /** {@code <type>}. */
    public Optional<String> type() {
        return text("type");
    }

    /** {@code <category>}. */
    public Optional<String> category() {
        return text("category");
    }

    /** {@code <group>}. */
    public Optional<Filter> group() {
        return optional("group", Filter.class);
    }

    /** {@code <rule>}. */
    public Optional<Filter> rule() {
        return optional("rule", Filter.class);
    }

    /** {@code <level>}. */
    public Optional<Filter> level() {
        return optional("level", Filter.class);
    }

    /** {@code <location>}. */
    public Optional<Filter> location() {
        return optional("location", Filter.class);
    }

    /** {@code <srcip>}. */
    public Optional<Filter> sourceIp() {
        return optional("srcip", Filter.class);
    }

    /** {@code <user>}. */
    public Optional<Filter> user() {
        return optional("user", Filter.class);
    }

    /** {@code <showlogs>}; default no. */
    public boolean showLogs() {
        return yes("showlogs");
    }

    /** {@code <email_to>}: recipients; a report without any is ignored, as by OSSEC. */
    public List<String> emailTo() {
        return texts("email_to");
    }

    /**
     * Which alerts are counted.
     *
     * @param text what to look for
     * @param relation whether {@code type="relation"} selects values that occur together instead
     */
    public record Filter(String text, boolean relation) {
        private static Optional<Filter> in(SectionReader section, String name) {
            return section.elements(name).stream()
                    .reduce((earlier, later) -> later)
                    .map(element -> new Filter(
                            element.text(),
                            element.attribute("type").filter("relation"::equals).isPresent()));
        }
    }
}
