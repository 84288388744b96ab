package io.github.ossec4j.model.conf;

import java.util.List;

/**
 * {@code rules}: which rules, decoders and lists are loaded; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param includes {@code <include>}, also written {@code rule}: files of rules
 * @param ruleDirectories {@code <rule_dir>}
 * @param lists {@code <list>}: lookup lists
 * @param decoders {@code <decoder>}: files of decoders
 * @param decoderDirectories {@code <decoder_dir>}
 */
public record RulesSection(
        List<String> includes,
        List<Directory> ruleDirectories,
        List<String> lists,
        List<String> decoders,
        List<Directory> decoderDirectories) {
    /** Copies the lists. */
    public RulesSection {
        includes = List.copyOf(includes);
        ruleDirectories = List.copyOf(ruleDirectories);
        lists = List.copyOf(lists);
        decoders = List.copyOf(decoders);
        decoderDirectories = List.copyOf(decoderDirectories);
    }

    static RulesSection from(SectionReader section) {
        return new RulesSection(
                section.children().stream()
                        .filter(child ->
                                child.name().equals("include") || child.name().equals("rule"))
                        .map(ConfigurationElement::text)
                        .toList(),
                section.elements("rule_dir").stream().map(Directory::from).toList(),
                section.texts("list"),
                section.texts("decoder"),
                section.elements("decoder_dir").stream().map(Directory::from).toList());
    }

    /**
     * A directory of files.
     *
     * @param path relative to the home
     * @param pattern which files of it, as OSSEC's regular expression; default {@code .xml$}
     */
    public record Directory(String path, String pattern) {
        static Directory from(ConfigurationElement element) {
            return new Directory(element.text(), element.attribute("pattern").orElse(".xml$"));
        }
    }
}
