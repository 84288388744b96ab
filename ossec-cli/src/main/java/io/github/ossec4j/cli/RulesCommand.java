package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.rules.Detail;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleFilter;
import io.github.ossec4j.model.rules.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the rules of the analysis daemon, or shows one. */
@Command(
        name = "rules",
        description = {
            "Lists the rules that the configuration includes, in the order of loading, and then those of the other files"
                    + " below rules, which are disabled. With an ID, shows that rule with what it depends on.",
            "JSON: an object with rule_files, disabled_rule_files, rules, disabled_rules, and rules_error if a file cannot"
                    + " be read; each rule has id, level, description, group_text, file, overwrite, details, groups,"
                    + " pci_dss and cis, and overwrites if it replaced another. JSON Lines, and JSON with an ID: such"
                    + " rules. CSV: id, level, status, description, groups, pci_dss, cis, file and overwrites."
        })
final class RulesCommand extends HomeCommand {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The number of a rule.")
    private @Nullable Integer id;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LevelRange.Converter.class,
            description = LevelRange.FORM)
    private @Nullable LevelRange level;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only rules of this group.")
    private @Nullable String group;

    @Option(names = "--pci", paramLabel = "REQUIREMENT", description = "Only rules for this requirement of PCI DSS.")
    private @Nullable String pci;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Only rules of this file: its name, or its path in the home.")
    private @Nullable String file;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            converter = StatusConverter.class,
            completionCandidates = Statuses.class,
            description = "enabled or disabled. Default: both.")
    private Rule.@Nullable Status status;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description =
                    "Only rules whose number, description, groups or details contain this text, in any letter case.")
    private @Nullable String search;

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    int run(Session session) throws IOException {
        RuleSet rules = session.ossec().rules().read();
        if (id != null) {
            one(session, rules, id);
            return ExitStatus.ANSWERED;
        }
        RuleFilter filter = filter();
        List<Rule> wanted = rules.rules().stream().filter(filter).toList();
        List<Rule> disabled = rules.disabledRules().stream().filter(filter).toList();
        if (format.isJson()) {
            write(session, rules, wanted, disabled);
        } else {
            format.print(session, rules.all().stream().filter(filter).toList(), new RuleListing());
        }
        return ExitStatus.ANSWERED;
    }

    private RuleFilter filter() {
        RuleFilter filter = RuleFilter.all();
        if (level != null) {
            filter = filter.levels(level.lowest(), level.highest());
        }
        if (group != null) {
            filter = filter.group(LocaleArgument.lossless(group));
        }
        if (pci != null) {
            filter = filter.pciDss(LocaleArgument.lossless(pci));
        }
        if (file != null) {
            filter = filter.file(LocaleArgument.lossless(file));
        }
        if (status != null) {
            filter = filter.status(status);
        }
        return search == null ? filter : filter.text(LocaleArgument.lossless(search));
    }

    private static void write(Session session, RuleSet rules, List<Rule> wanted, List<Rule> disabled)
            throws IOException {
        var listing = new RuleListing();
        try (Json json = session.json()) {
            json.object();
            RuleListing.texts(json, "rule_files", rules.files());
            RuleListing.texts(json, "disabled_rule_files", rules.disabledFiles());
            json.array("rules");
            wanted.forEach(rule -> listing.write(json, rule));
            json.endArray().array("disabled_rules");
            disabled.forEach(rule -> listing.write(json, rule));
            json.endArray();
            if (!rules.errors().isEmpty()) {
                json.member("rules_error", DisplayText.name(String.join("; ", rules.errors())));
            }
            json.endObject();
        }
    }

    private void one(Session session, RuleSet rules, int number) throws IOException {
        Rule rule = find(rules, number).orElseThrow(() -> new OssecException("no rule has the number " + number));
        if (!format.isTable()) {
            format.printOne(session, rule, new RuleListing());
            return;
        }
        try (Table table = session.table(Column.text("RULE"), Column.prose(Integer.toString(rule.id())))) {
            table.row("Level", RuleListing.level(rule.level()));
            table.row("Description", DisplayText.name(rule.description()));
            table.row("Groups", listed(rule.groups()));
            table.row("PCI DSS", listed(rule.pciDss()));
            table.row("CIS", listed(rule.cis()));
            table.row("File", DisplayText.name(rule.file()) + ":" + rule.place().lineNumber());
            table.row("Status", rule.status().text());
            if (rule.overwrites().isPresent()) {
                table.row(
                        "Overwrites",
                        "the rule in " + DisplayText.name(rule.overwrites().get()));
            }
            for (Detail detail : rule.details()) {
                table.row(DisplayText.name(detail.name()), DisplayText.name(detail.value()));
            }
            for (Rule.Parent parent : rule.parents()) {
                if (parent.ruleId().isPresent()) {
                    Optional<Rule> found = find(rules, parent.ruleId().getAsInt());
                    table.row(
                            "Parent " + parent.value(),
                            found.map(RulesCommand::inOneLine).orElse("unknown"));
                }
            }
        }
    }

    private static String inOneLine(Rule rule) {
        return "level " + rule.level() + ": " + DisplayText.name(rule.description());
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "-" : DisplayText.name(String.join(", ", names));
    }

    private static Optional<Rule> find(RuleSet rules, int number) {
        return rules.all().stream().filter(rule -> rule.id() == number).findFirst();
    }

    /** Values of {@code --status}. */
    static final class Statuses extends OssecCommand.EnumWords<Rule.Status> {
        Statuses() {
            super(Rule.Status.class);
        }
    }

    /** Parses {@code --status}. */
    static final class StatusConverter implements ITypeConverter<Rule.Status> {
        @Override
        public Rule.Status convert(String text) {
            return OssecCommand.word(Rule.Status.class, text);
        }
    }
}
