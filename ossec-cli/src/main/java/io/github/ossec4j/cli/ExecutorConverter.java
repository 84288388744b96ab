package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.CheckExecutor;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code --executor}. */
final class ExecutorConverter implements ITypeConverter<CheckExecutor> {
    static final String DESCRIPTION = "What runs checks: script, native (over SSH, without scripts) or auto."
            + " Default: auto, the script where the home has one.";

    @Override
    public CheckExecutor convert(String text) {
        return OssecCommand.word(CheckExecutor.class, text);
    }
}
