package io.github.ossec4j.io.rules;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.rules.Detail;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of rules that {@code etc/ossec.conf} includes, and those below {@code rules} that it does not; source: {@code
 * docs/formats/rules.md}.
 *
 * <p>OSSEC refuses to start for a single mistake in any of the included files. This reader reports it with file and line,
 * and continues.
 */
public final class RuleFiles {
    /** Where a rule is in the tree: what an overwriting rule does not change. */
    private static final Set<String> PLACE = Set.of("if_sid", "if_group", "if_level", "category");

    private final MalformedLineHandler handler;
    private final List<Rule> rules = new ArrayList<>();

    /** Where the first rule of a number is in the list. */
    private final Map<Integer, Integer> places = new HashMap<>();

    private RuleFiles(MalformedLineHandler handler) {
        this.handler = handler;
    }

    /**
     * Reads all files.
     *
     * @param handler receives each mistake; a rule without a usable number or level, one that overwrites a rule that does
     *     not exist, and a file that is not written in OSSEC's dialect are left out, everything else is read all the same
     * @throws java.nio.file.AccessDeniedException if the configuration or the directory {@code rules} may not be read
     * @throws IOException if they cannot be read
     * @throws OssecFormatException if the configuration is not written in OSSEC's dialect
     */
    public static RuleSet read(OssecHome home, MalformedLineHandler handler) throws IOException {
        var included = IncludedFiles.read(home, handler);
        var enabled = new RuleFiles(handler);
        var errors = new ArrayList<String>(included.rules().errors());
        var files = new ArrayList<String>();
        for (IncludedFile file : included.rules().files()) {
            files.add(file.name());
            enabled.read(file, Rule.Status.ENABLED, errors);
        }
        var disabled = new RuleFiles(handler);
        var disabledFiles = new ArrayList<String>();
        for (IncludedFile file : included.otherRules()) {
            disabledFiles.add(file.name());
            disabled.read(file, Rule.Status.DISABLED, new ArrayList<>());
        }
        return new RuleSet(files, disabledFiles, enabled.rules, disabled.rules, errors);
    }

    private void read(IncludedFile file, Rule.Status status, List<String> errors) {
        Optional<DialectFile> read = DialectFile.read(file, handler, errors);
        if (read.isEmpty()) {
            return;
        }
        DialectFile source = read.get();
        for (ConfigurationElement root : source.roots()) {
            if (!root.name().equalsIgnoreCase("group")) {
                source.error(root, "only <group> and <var> outside of groups");
                continue;
            }
            group(root, source, status);
        }
    }

    private void group(ConfigurationElement group, DialectFile source, Rule.Status status) {
        Map<String, String> attributes = DialectFile.lowerCase(group.attributes());
        String groupName = attributes.get("name");
        if (groupName == null) {
            source.error(group, "the attribute name of <group>");
            return;
        }
        if (attributes.size() > 1) {
            source.problem(group, "no attribute of <group> but name");
        }
        if (group.children().isEmpty()) {
            source.problem(group, "at least one <rule> in <group>");
        }
        for (ConfigurationElement child : group.children()) {
            if (!child.name().equalsIgnoreCase("rule")) {
                source.problem(child, "only <rule> in <group>");
                continue;
            }
            Optional<Rule> rule = RuleElements.rule(child, groupName, source, status);
            if (rule.isEmpty()) {
                continue;
            }
            if (status == Rule.Status.DISABLED) {
                rules.add(rule.get());
            } else {
                add(rule.get(), child, source);
            }
        }
    }

    private void add(Rule rule, ConfigurationElement element, DialectFile source) {
        Integer place = places.putIfAbsent(rule.id(), rules.size());
        if (!rule.isOverwrite()) {
            if (place != null) {
                source.problem(element, "a number that no rule before it has");
            }
            rules.add(rule);
        } else if (place == null) {
            places.remove(rule.id());
            source.problem(element, "a rule of this number before one that overwrites it");
        } else {
            rules.set(place, overwritten(rules.get(place), rule));
        }
    }

    private static Rule overwritten(Rule before, Rule rule) {
        var details = new ArrayList<Detail>();
        rule.details().stream().filter(detail -> !PLACE.contains(detail.name())).forEach(details::add);
        before.details().stream()
                .filter(detail -> PLACE.contains(detail.name()))
                .forEach(details::add);
        return new Rule(
                rule.id(),
                rule.level(),
                rule.description(),
                rule.groupText(),
                rule.place(),
                true,
                Optional.of(before.file()),
                details);
    }
}
