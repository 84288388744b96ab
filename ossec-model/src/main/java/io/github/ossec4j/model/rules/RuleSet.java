package io.github.ossec4j.model.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * All rules of a home, as the analysis daemon would load them at this moment.
 *
 * @param files the included files, relative to the home, in the order of loading
 * @param disabledFiles files below {@code rules} that are not included, sorted
 * @param rules the rules of the included files, in the order of loading; an overwritten one is there once, at its first
 *     place, with the new values
 * @param disabledRules the rules of the other files
 * @param errors why files, or parts of them, cannot be read: the daemon would not start
 */
public record RuleSet(
        List<String> files,
        List<String> disabledFiles,
        List<Rule> rules,
        List<Rule> disabledRules,
        List<String> errors) {
    /** Copies the lists. */
    public RuleSet {
        files = List.copyOf(files);
        disabledFiles = List.copyOf(disabledFiles);
        rules = List.copyOf(rules);
        disabledRules = List.copyOf(disabledRules);
        errors = List.copyOf(errors);
    }

    /** The included rules, then the others. */
    public List<Rule> all() {
        var all = new ArrayList<Rule>(rules);
        all.addAll(disabledRules);
        return List.copyOf(all);
    }
}
