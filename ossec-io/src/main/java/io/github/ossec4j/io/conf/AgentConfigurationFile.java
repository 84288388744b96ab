package io.github.ossec4j.io.conf;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.ConfigurationBytes;
import io.github.ossec4j.io.xml.DialectParser;
import io.github.ossec4j.model.conf.AgentConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration that the manager sends to its agents, {@code etc/shared/agent.conf}; source: {@code
 * docs/formats/ossec.conf.md}.
 *
 * <p>Dialect and limits are those of {@link OssecConfigurationFile}.
 */
public final class AgentConfigurationFile {
    private AgentConfigurationFile() {}

    /**
     * Reads the whole file, one value per {@code agent_config} block, in order.
     *
     * @param handler receives each invalid value; its default is kept, or its block left out
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws OssecFormatException if it is not written in OSSEC's dialect
     */
    public static List<AgentConfiguration> read(Path file, MalformedLineHandler handler) throws IOException {
        ConfigurationBytes source = ConfigurationBytes.read(file);
        return AgentConfiguration.of(DialectParser.roots(source, SectionRules::isKnownName), source.problems(handler));
    }
}
