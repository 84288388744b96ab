package io.github.ossec4j.model.conf;

import java.util.List;

/**
 * {@code command}: a script that an active response may run; source: {@code docs/formats/ossec.conf.md}.
 */
public final class CommandSection extends Section {
    CommandSection(SectionReader in) {
        super(in.text("name", "executable", "expect")
                .require("name, executable and expect in command", "name", "executable", "expect")
                .yes("timeout_allowed", false));
    }

    /** {@code <name>}. */
    public String name() {
        return text("name").orElseThrow();
    }

    /** {@code <executable>}: file below {@code active-response/bin}. */
    public String executable() {
        return text("executable").orElseThrow();
    }

    /** {@code <expect>}: which of {@code user}, {@code srcip}, {@code filename} and {@code username} the script needs. */
    public List<String> expects() {
        return SectionReader.split(text("expect").orElseThrow());
    }

    /** {@code <timeout_allowed>}; default no. */
    public boolean timeoutAllowed() {
        return yes("timeout_allowed");
    }
}
