package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.CheckExecutor;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --executor}. */
final class ExecutorConverter implements ITypeConverter<CheckExecutor> {
    static final String DESCRIPTION = "What runs checks: script, native (over SSH, without scripts) or auto."
            + " Default: auto, the script where the home has one.";

    @Override
    public CheckExecutor convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> CheckExecutor.AUTO;
            case "script" -> CheckExecutor.SCRIPT;
            case "native" -> CheckExecutor.NATIVE;
            default -> throw new TypeConversionException("'" + text + "' is not one of [auto, script, native]");
        };
    }
}
