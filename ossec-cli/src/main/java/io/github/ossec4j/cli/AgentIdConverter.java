package io.github.ossec4j.cli;

import io.github.ossec4j.model.AgentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses an agent's number, {@code 1} as well as {@code 001}. */
final class AgentIdConverter implements ITypeConverter<AgentId> {
    @Override
    public AgentId convert(String text) {
        try {
            return AgentId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not an agent id (1 to 8 digits)");
        }
    }
}
