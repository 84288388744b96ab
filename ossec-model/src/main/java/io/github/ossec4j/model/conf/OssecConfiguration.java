package io.github.ossec4j.model.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A whole configuration: all its roots as one; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>Of a value given several times the last one with a meaning counts; lists grow. A section that is absent is there
 * with its defaults. Elements without a typed accessor are found through {@link #sections(String)}. Times of day are
 * those of the machine that reads them.
 *
 * @param roots everything in the file, in order
 * @param global all {@code global} sections
 * @param rules all {@code rules} sections
 * @param alerts all {@code alerts} sections
 * @param syscheck all {@code syscheck} sections
 * @param rootcheck all {@code rootcheck} sections
 * @param client all {@code client} sections
 * @param databaseOutput all {@code database_output} sections
 * @param remotes each valid {@code <remote>}
 * @param commands each valid {@code <command>}
 * @param activeResponses each valid {@code <active-response>}
 * @param localfiles each valid {@code <localfile>}
 * @param emailAlerts each valid {@code <email_alerts>}
 * @param reports each valid {@code <reports>}
 * @param syslogOutputs each valid {@code <syslog_output>}
 * @param integrations each valid {@code <integration>}
 * @param agentless each valid {@code <agentless>}
 */
public record OssecConfiguration(
        List<ConfigurationElement> roots,
        GlobalSection global,
        RulesSection rules,
        AlertsSection alerts,
        SyscheckSection syscheck,
        RootcheckSection rootcheck,
        ClientSection client,
        DatabaseOutputSection databaseOutput,
        List<RemoteSection> remotes,
        List<CommandSection> commands,
        List<ActiveResponseSection> activeResponses,
        List<LocalfileSection> localfiles,
        List<EmailAlertsSection> emailAlerts,
        List<ReportsSection> reports,
        List<SyslogOutputSection> syslogOutputs,
        List<IntegrationSection> integrations,
        List<AgentlessSection> agentless) {
    private static final Set<String> SECTIONS = Set.of(
            "global",
            "rules",
            "syscheck",
            "rootcheck",
            "alerts",
            "email_alerts",
            "database_output",
            "syslog_output",
            "agentless",
            "localfile",
            "remote",
            "client",
            "command",
            "reports",
            "active-response",
            "integration");

    /** Copies the lists. */
    public OssecConfiguration {
        roots = List.copyOf(roots);
        remotes = List.copyOf(remotes);
        commands = List.copyOf(commands);
        activeResponses = List.copyOf(activeResponses);
        localfiles = List.copyOf(localfiles);
        emailAlerts = List.copyOf(emailAlerts);
        reports = List.copyOf(reports);
        syslogOutputs = List.copyOf(syslogOutputs);
        integrations = List.copyOf(integrations);
        agentless = List.copyOf(agentless);
    }

    /**
     * Reads typed values from the roots of a file; what has no meaning is reported, and its default kept.
     *
     * @param roots the roots of the file, in order; those not called {@code ossec_config} are reported and left out
     */
    public static OssecConfiguration of(List<ConfigurationElement> roots, Consumer<ConfigurationProblem> problems) {
        var known = new ArrayList<ConfigurationElement>();
        for (ConfigurationElement root : roots) {
            if (root.name().equals("ossec_config")) {
                known.add(root);
            } else {
                problems.accept(new ConfigurationProblem(root.lineNumber(), "ossec_config"));
            }
        }
        return ofSections(known, problems);
    }

    /** The sections of roots that are known to belong together. */
    static OssecConfiguration ofSections(List<ConfigurationElement> roots, Consumer<ConfigurationProblem> problems) {
        for (ConfigurationElement root : roots) {
            for (ConfigurationElement section : root.children()) {
                if (!SECTIONS.contains(section.name())) {
                    problems.accept(new ConfigurationProblem(section.lineNumber(), "a section known to OSSEC"));
                }
            }
        }
        return new OssecConfiguration(
                roots,
                GlobalSection.from(merged(roots, "global", problems)),
                RulesSection.from(merged(roots, "rules", problems)),
                AlertsSection.from(merged(roots, "alerts", problems)),
                SyscheckSection.from(merged(roots, "syscheck", problems)),
                RootcheckSection.from(merged(roots, "rootcheck", problems)),
                ClientSection.from(merged(roots, "client", problems)),
                DatabaseOutputSection.from(merged(roots, "database_output", problems)),
                each(roots, "remote", problems, RemoteSection::from),
                each(roots, "command", problems, CommandSection::from),
                each(roots, "active-response", problems, ActiveResponseSection::from),
                each(roots, "localfile", problems, LocalfileSection::from),
                each(roots, "email_alerts", problems, EmailAlertsSection::from),
                each(roots, "reports", problems, ReportsSection::from),
                each(roots, "syslog_output", problems, SyslogOutputSection::from),
                each(roots, "integration", problems, IntegrationSection::from),
                each(roots, "agentless", problems, AgentlessSection::from));
    }

    /** All sections of that name, in order, as they stand in the file; empty if there is none. */
    public List<ConfigurationElement> sections(String name) {
        return sections(roots, name);
    }

    private static List<ConfigurationElement> sections(List<ConfigurationElement> roots, String name) {
        return roots.stream().flatMap(root -> root.children(name).stream()).toList();
    }

    private static SectionReader merged(
            List<ConfigurationElement> roots, String name, Consumer<ConfigurationProblem> problems) {
        return SectionReader.of(sections(roots, name), problems);
    }

    private static <T> List<T> each(
            List<ConfigurationElement> roots,
            String name,
            Consumer<ConfigurationProblem> problems,
            BiFunction<ConfigurationElement, Consumer<ConfigurationProblem>, Optional<T>> reading) {
        return sections(roots, name).stream()
                .flatMap(block -> reading.apply(block, problems).stream())
                .toList();
    }
}
