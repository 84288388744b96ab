package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.CheckMethod;
import picocli.CommandLine.ITypeConverter;

/** Parses {@code --method}. */
final class MethodConverter implements ITypeConverter<CheckMethod> {
    static final String DESCRIPTION = "How checks are carried out: script, ssh (without scripts) or auto."
            + " Default: auto, the script where the home has one.";

    /** What completion offers. */
    static final class Methods extends OssecCommand.EnumWords<CheckMethod> {
        Methods() {
            super(CheckMethod.class);
        }
    }

    @Override
    public CheckMethod convert(String text) {
        return OssecCommand.word(CheckMethod.class, text);
    }
}
