package io.github.ossec4j.io.rules;

import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.rules.Detail;
import io.github.ossec4j.model.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes rules from their elements. */
final class RuleElements {
    private static final Set<String> ATTRIBUTES =
            Set.of("id", "level", "maxsize", "timeframe", "frequency", "accuracy", "noalert", "ignore", "overwrite");

    /** OSSEC ignores the characters of a number after these. */
    private static final int ID_CHARACTERS = 6;

    private static final int LEVEL_CHARACTERS = 4;

    private RuleElements() {}

    /** The rule; empty, and reported, if it has no usable number or level. */
    static Optional<Rule> rule(ConfigurationElement element, String groupName, DialectFile source, Rule.Status status) {
        Map<String, String> attributes = DialectFile.lowerCase(element.attributes());
        int id = number(attributes.getOrDefault("id", ""), ID_CHARACTERS);
        int level = number(attributes.getOrDefault("level", ""), LEVEL_CHARACTERS);
        if (id < 0) {
            source.problem(element, "a number as id of the rule");
            return Optional.empty();
        }
        if (level < 0) {
            source.problem(element, "a number as level of the rule");
            return Optional.empty();
        }
        String overwrite = attributes.getOrDefault("overwrite", "no");
        if (!overwrite.equals("yes") && !overwrite.equals("no")) {
            source.problem(element, "yes or no in overwrite");
        }
        var details = new ArrayList<Detail>();
        attributes.forEach((name, value) -> {
            if (!ATTRIBUTES.contains(name)) {
                source.problem(element, "only attributes that a rule may have");
            }
            if (!name.equals("id") && !name.equals("level") && !name.equals("overwrite")) {
                details.add(Detail.of(name, value));
            }
        });
        var description = new StringBuilder();
        var groups = new StringBuilder(groupName);
        for (ConfigurationElement child : element.children()) {
            Detail detail = DialectFile.detail(child);
            switch (detail.name()) {
                case "description" -> description.append(detail.value());
                case "group" -> groups.append(detail.value());
                default -> details.add(named(detail));
            }
        }
        return Optional.of(new Rule(
                id,
                level,
                inOneLine(description),
                groups.toString(),
                new Rule.Place(source.name(), element.lineNumber(), status),
                overwrite.equals("yes"),
                Optional.empty(),
                List.copyOf(details)));
    }

    /** Each {@code <field name="x">} is a detail of its own. */
    private static Detail named(Detail detail) {
        String field = detail.attributes().get("name");
        return detail.name().equals("field") && field != null
                ? new Detail("field:" + field, detail.value(), detail.attributes())
                : detail;
    }

    /** OSSEC replaces the first line feed only. */
    private static String inOneLine(StringBuilder description) {
        int lineFeed = description.indexOf("\n");
        if (lineFeed >= 0) {
            description.setCharAt(lineFeed, ' ');
        }
        return description.toString();
    }

    /** The number in the first characters, of which there are at most this many; -1 if it is none. */
    private static int number(String text, int characters) {
        String counted = text.length() > characters ? text.substring(0, characters) : text;
        boolean isNumber = !counted.isEmpty() && counted.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(counted) : -1;
    }
}
