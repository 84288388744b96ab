package io.github.ossec4j.model.rules;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which rules are wanted: those that meet all conditions.
 *
 * <pre>{@code
 * RuleFilter serious = RuleFilter.all().levels(10, 16).group("authentication_failures");
 * }</pre>
 */
public final class RuleFilter implements Predicate<Rule> {
    private static final RuleFilter ALL = new RuleFilter(rule -> true);

    private final Predicate<Rule> condition;

    private RuleFilter(Predicate<Rule> condition) {
        this.condition = condition;
    }

    /** All rules, disabled ones included. */
    public static RuleFilter all() {
        return ALL;
    }

    private RuleFilter with(Predicate<Rule> more) {
        return new RuleFilter(condition.and(more));
    }

    /** Only enabled ones, or only disabled ones. */
    public RuleFilter status(Rule.Status status) {
        return with(rule -> rule.status() == status);
    }

    /** Only levels in this range, both inclusive. */
    public RuleFilter levels(int lowest, int highest) {
        return with(rule -> rule.level() >= lowest && rule.level() <= highest);
    }

    /** Only rules of this group. */
    public RuleFilter group(String group) {
        return with(rule -> rule.groups().contains(group));
    }

    /** Only rules with this requirement of PCI DSS, such as {@code 10.2.4}. */
    public RuleFilter pciDss(String requirement) {
        return with(rule -> rule.pciDss().contains(requirement));
    }

    /** Only rules of this file: its path relative to the home, or its name alone. */
    public RuleFilter file(String file) {
        return with(rule -> isFile(rule.file(), file));
    }

    /** Only rules whose number, description, groups or details contain this text, in any letter case. */
    public RuleFilter text(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return with(rule -> contains(rule.description(), wanted)
                || contains(rule.groupText(), wanted)
                || Integer.toString(rule.id()).contains(wanted)
                || rule.details().stream().anyMatch(detail -> contains(detail.value(), wanted)));
    }

    static boolean isFile(String path, String wanted) {
        return path.equals(wanted) || path.endsWith("/" + wanted);
    }

    static boolean contains(String text, String lowerCase) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    /** Whether the rule meets all conditions. */
    @Override
    public boolean test(Rule rule) {
        return condition.test(rule);
    }
}
