package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.rules.RuleFiles;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleFilter;
import io.github.ossec4j.model.rules.RuleSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of the analysis daemon, as it would load them now: the files that {@code etc/ossec.conf} includes, and those
 * below {@code rules} that it does not. Read only. Safe to share.
 *
 * <pre>{@code
 * for (Rule rule : ossec.rules().list(RuleFilter.all().levels(10, 16))) {
 *     System.out.println(rule.id() + " " + rule.description());
 * }
 * }</pre>
 */
public final class Rules {
    private static final Comparator<Rule> BY_ID = Comparator.comparingInt(Rule::id);

    private final Ossec ossec;

    Rules(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * Everything, in the order of loading. Each mistake in a file goes to the handler of malformed lines; {@link
     * RuleSet#errors()} has those that leave something out.
     *
     * @throws AccessRefusedException if the configuration or the directory {@code rules} may not be read
     * @throws OssecFormatException if the configuration is not well-formed
     */
    public RuleSet read() {
        return Failures.reading(ossec.home().root(), () -> RuleFiles.read(ossec.home(), ossec.malformedLines()));
    }

    /** The wanted rules, enabled and disabled ones, sorted by number; {@code GET /rules}. Errors as in {@link #read()}. */
    public List<Rule> list(RuleFilter filter) {
        return read().all().stream().filter(filter).sorted(BY_ID).toList();
    }

    /**
     * The rule of this number, a disabled one if there is no other; {@code GET /rules/:rule_id}. Errors as in {@link
     * #read()}.
     */
    public Optional<Rule> find(int id) {
        return read().all().stream().filter(rule -> rule.id() == id).findFirst();
    }

    /** The names of all groups of all rules, sorted; {@code GET /rules/groups}. Errors as in {@link #read()}. */
    public List<String> groups() {
        return names(Rule::groups);
    }

    /** All requirements of PCI DSS that rules have, sorted; {@code GET /rules/pci}. Errors as in {@link #read()}. */
    public List<String> pciDss() {
        return names(Rule::pciDss);
    }

    private List<String> names(Function<Rule, List<String>> names) {
        return read().all().stream()
                .flatMap(rule -> names.apply(rule).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
