package io.github.ossec4j.model.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule of the analysis daemon.
 *
 * @param id 0 to 999999; below 10 are the roots of the tree of rules
 * @param level 0 to 9999, usually 16 at most; rules of level 0 never alert
 * @param description as alerts show it: entities are not resolved
 * @param groupText the groups as alerts show them: the name of the enclosing group, directly followed by the rule's own
 * @param place where the rule is
 * @param isOverwrite whether the rule replaces an earlier one ({@code overwrite="yes"})
 * @param overwrites the file of the rule that it replaced; empty if it replaced none
 * @param details all other attributes and elements, in the order of the file; of a rule that replaced another, {@code
 *     if_sid}, {@code if_group}, {@code if_level} and {@code category} are those of the replaced rule
 */
public record Rule(
        int id,
        int level,
        String description,
        String groupText,
        Place place,
        boolean isOverwrite,
        Optional<String> overwrites,
        List<Detail> details) {
    private static final String PCI = "pci_dss_";
    private static final String CIS = "cis_";
    private static final List<String> PARENTS =
            List.of("if_sid", "if_group", "if_level", "if_matched_sid", "if_matched_group", "category", "decoded_as");

    /** Whether the daemon loads a rule. */
    public enum Status {
        /** The configuration includes its file. */
        ENABLED,
        /** The file lies below {@code rules}, but the configuration does not include it. */
        DISABLED;

        /** As in JSON: the name in lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a rule is.
     *
     * @param file relative to the home, with slashes, such as {@code rules/sshd_rules.xml}
     * @param lineNumber 1-based
     * @param status whether the configuration includes the file
     */
    public record Place(String file, int lineNumber, Status status) {}

    /**
     * What a rule depends on.
     *
     * @param element such as {@code if_sid}
     * @param value a number of a rule, the name of a group or decoder, or a category
     */
    public record Parent(String element, String value) {
        /** The number of the rule, if it is one. */
        public OptionalInt ruleId() {
            return element.endsWith("_sid") ? number(value) : OptionalInt.empty();
        }
    }

    /** Copies the list. */
    public Rule {
        details = List.copyOf(details);
    }

    /** The file of its {@link #place()}. */
    public String file() {
        return place.file();
    }

    /** Whether the daemon loads it. */
    public Status status() {
        return place.status();
    }

    /** The names of the groups, trimmed, each once, in order, without those that are tags. */
    public List<String> groups() {
        return groupNames().stream()
                .filter(name -> !name.startsWith(PCI) && !name.startsWith(CIS))
                .toList();
    }

    /** The requirements of PCI DSS, such as {@code 10.2.4}: the groups that start with {@code pci_dss_}. */
    public List<String> pciDss() {
        return tags(PCI);
    }

    /** The tags of CIS: the groups that start with {@code cis_}. */
    public List<String> cis() {
        return tags(CIS);
    }

    private List<String> tags(String prefix) {
        return groupNames().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    private LinkedHashSet<String> groupNames() {
        return names(groupText);
    }

    /** The items of a list, trimmed, each once, without empty ones. */
    static LinkedHashSet<String> names(String list) {
        var names = new LinkedHashSet<String>();
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            String name = list.substring(start, end).strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
            start = end + 1;
        }
        return names;
    }

    /** The values of all details of this name, in order. */
    public List<String> details(String name) {
        return Detail.values(details, name);
    }

    /** What the rule depends on, in the order of the file: one for each item of a list of numbers. */
    public List<Parent> parents() {
        var parents = new ArrayList<Parent>();
        for (Detail detail : details) {
            if (PARENTS.contains(detail.name())) {
                for (String item : names(detail.value().replace(detail.name().endsWith("_sid") ? ' ' : ',', ','))) {
                    parents.add(new Parent(detail.name(), item));
                }
            }
        }
        return List.copyOf(parents);
    }

    /** How many events within {@link #timeframe()} it takes; empty for a rule of single events. */
    public OptionalInt frequency() {
        return firstNumber("frequency");
    }

    /** The time in which {@link #frequency()} counts events. */
    public Optional<Duration> timeframe() {
        OptionalInt seconds = firstNumber("timeframe");
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    /** Its options, such as {@code alert_by_email}. */
    public List<String> options() {
        return details("options").stream().flatMap(list -> names(list).stream()).toList();
    }

    private OptionalInt firstNumber(String name) {
        return details(name).stream().findFirst().map(Rule::number).orElse(OptionalInt.empty());
    }

    private static OptionalInt number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
