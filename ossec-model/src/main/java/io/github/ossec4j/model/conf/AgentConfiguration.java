package io.github.ossec4j.model.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One {@code agent_config} block of {@code etc/shared/agent.conf}; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>The three patterns are evaluated by each agent; a missing one matches every agent.
 */
public final class AgentConfiguration extends Section {
    private static final Set<String> ATTRIBUTES = Set.of("name", "os", "profile", "overwrite");

    private AgentConfiguration(SectionReader in, ConfigurationElement root, Consumer<ConfigurationProblem> problems) {
        super(in.keep("name", root.attribute("name"))
                .keep("os", root.attribute("os"))
                .keep("profile", root.attribute("profile"))
                .keep("settings", OssecConfiguration.ofSections(List.of(root), problems)));
    }

    /**
     * Reads typed values from the roots of a file; invalid values are reported and left out.
     *
     * @param roots the roots of the file, in order; those not called {@code agent_config} are reported
     */
    public static List<AgentConfiguration> of(
            List<ConfigurationElement> roots, Consumer<ConfigurationProblem> problems) {
        var blocks = new ArrayList<AgentConfiguration>();
        for (ConfigurationElement root : roots) {
            if (!root.name().equals("agent_config")) {
                problems.accept(new ConfigurationProblem(root.lineNumber(), "agent_config"));
                continue;
            }
            if (!ATTRIBUTES.containsAll(root.attributes().keySet())) {
                problems.accept(new ConfigurationProblem(
                        root.lineNumber(), "the attributes name, os, profile or overwrite on agent_config"));
            }
            blocks.add(new AgentConfiguration(new SectionReader(List.of(), problems), root, problems));
        }
        return List.copyOf(blocks);
    }

    /** {@code name}: pattern of agent names. */
    public Optional<String> name() {
        return text("name");
    }

    /** {@code os}: pattern of operating systems. */
    public Optional<String> os() {
        return text("os");
    }

    /** {@code profile}: pattern of profiles. */
    public Optional<String> profile() {
        return text("profile");
    }

    /** The sections of the block. */
    public OssecConfiguration settings() {
        return get("settings", OssecConfiguration.class);
    }
}
