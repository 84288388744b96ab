package io.github.ossec4j.model.conf;

import java.util.List;

/**
 * {@code rules}: which rules, decoders and lists are loaded; source: {@code docs/formats/ossec.conf.md}.
 */
public final class RulesSection extends Section {
    RulesSection(SectionReader in) {
        super(in.textsOf("include", "rule")
                .texts("list", "decoder")
                .keep("rule_dir", Directory.from(in.elements("rule_dir")))
                .keep("decoder_dir", Directory.from(in.elements("decoder_dir"))));
    }

    /** {@code <include>}, also written {@code rule}: files of rules. */
    public List<String> includes() {
        return texts("include");
    }

    /** {@code <rule_dir>}. */
    public List<Directory> ruleDirectories() {
        return list("rule_dir", Directory.class);
    }

    /** {@code <list>}: lookup lists. */
    public List<String> lists() {
        return texts("list");
    }

    /** {@code <decoder>}: files of decoders. */
    public List<String> decoders() {
        return texts("decoder");
    }

    /** {@code <decoder_dir>}. */
    public List<Directory> decoderDirectories() {
        return list("decoder_dir", Directory.class);
    }

    /**
     * A directory of files.
     *
     * @param path relative to the home
     * @param pattern which files of it, as OSSEC's regular expression; default {@code .xml$}
     */
    public record Directory(String path, String pattern) {
        private static List<Directory> from(List<ConfigurationElement> elements) {
            return elements.stream()
                    .map(element -> new Directory(
                            element.text(), element.attribute("pattern").orElse(".xml$")))
                    .toList();
        }
    }
}
