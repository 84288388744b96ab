package io.github.ossec4j.model.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One {@code agent_config} block of {@code etc/shared/agent.conf}; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>The three patterns are evaluated by each agent; one that is absent fits every agent.
 *
 * @param name {@code name}: pattern of agent names
 * @param os {@code os}: pattern of operating systems
 * @param profile {@code profile}: pattern of profiles
 * @param settings the sections of the block
 */
public record AgentConfiguration(
        Optional<String> name, Optional<String> os, Optional<String> profile, OssecConfiguration settings) {
    private static final Set<String> ATTRIBUTES = Set.of("name", "os", "profile", "overwrite");

    /**
     * Reads typed values from the roots of a file; what has no meaning is reported and left out.
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
            blocks.add(new AgentConfiguration(
                    root.attribute("name"),
                    root.attribute("os"),
                    root.attribute("profile"),
                    OssecConfiguration.ofSections(List.of(root), problems)));
        }
        return List.copyOf(blocks);
    }
}
