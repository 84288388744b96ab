package io.github.ossec4j.model.conf;

/**
 * An invalid value in a configuration, which was therefore left out.
 *
 * <p>It does not contain the value, which may be a password.
 *
 * @param lineNumber 1-based line of the element
 * @param expected what was expected instead, as the end of the sentence "expected …"
 */
public record ConfigurationProblem(int lineNumber, String expected) {}
