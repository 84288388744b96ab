package io.github.ossec4j.model.conf;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code command}: a script that an active response may run; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param name {@code <name>}; required
 * @param executable {@code <executable>}: file below {@code active-response/bin}; required
 * @param expects {@code <expect>}: which of {@code user}, {@code srcip}, {@code filename} and {@code username} the script
 *     needs; required, but may be empty
 * @param timeoutAllowed {@code <timeout_allowed>}; default no
 */
public record CommandSection(String name, String executable, List<String> expects, boolean timeoutAllowed) {
    /** Copies the list. */
    public CommandSection {
        expects = List.copyOf(expects);
    }

    static Optional<CommandSection> from(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        SectionReader section = SectionReader.of(block, problems);
        Optional<String> name = section.text("name");
        Optional<String> executable = section.text("executable");
        Optional<String> expect = section.text("expect");
        if (name.isEmpty() || executable.isEmpty() || expect.isEmpty()) {
            section.problem("name, executable and expect in command");
            return Optional.empty();
        }
        return Optional.of(new CommandSection(
                name.get(),
                executable.get(),
                SectionReader.split(expect.get()),
                section.yes("timeout_allowed", false)));
    }
}
