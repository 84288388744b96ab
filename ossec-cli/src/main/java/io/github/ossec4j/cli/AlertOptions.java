package io.github.ossec4j.cli;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.alerts.AlertFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which alerts are wanted. */
final class AlertOptions {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LevelRange.Converter.class,
            description = LevelRange.FORM)
    private @Nullable LevelRange levels;

    @Option(
            names = "--rule",
            paramLabel = "ID",
            split = ",",
            description = "Only alerts of this rule, or of these, separated by commas.")
    private @Nullable Set<Integer> rules;

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            completionCandidates = NamedAgents.Candidates.class,
            description = "Only alerts of the agent with this number or name; also the name of a host in a location.")
    private @Nullable String agent;

    @Option(names = "--group", paramLabel = "NAME", description = "Only alerts of rules of this group.")
    private @Nullable String group;

    @Option(names = "--srcip", paramLabel = "ADDRESS", description = "Only alerts with this source address.")
    private @Nullable String sourceAddress;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only alerts with this text in their location, description, fields or log, in any case.")
    private @Nullable String text;

    /** The filter, without its times. */
    AlertFilter.Builder filter() {
        AlertFilter.Builder filter = AlertFilter.builder();
        if (levels != null) {
            filter.levels(levels.lowest(), levels.highest());
        }
        if (rules != null) {
            filter.rules(rules);
        }
        if (agent != null) {
            filter.agent(LocaleArgument.lossless(agent));
        }
        if (group != null) {
            filter.group(LocaleArgument.lossless(group));
        }
        if (sourceAddress != null) {
            filter.sourceAddress(sourceAddress);
        }
        if (text != null) {
            filter.text(LocaleArgument.lossless(text));
        }
        return filter;
    }

    /** The same for a home, whose agents have numbers. */
    AlertFilter.Builder filter(Ossec ossec) {
        AlertFilter.Builder filter = filter();
        if (agent != null && agent.chars().allMatch(Character::isDigit)) {
            filter.agent(NamedAgents.find(ossec, agent).name());
        }
        return filter;
    }
}
