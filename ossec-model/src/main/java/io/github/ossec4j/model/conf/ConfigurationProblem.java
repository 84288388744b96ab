package io.github.ossec4j.model.conf;

/**
 * A value in a configuration that has no meaning there, and was therefore left out.
 *
 * <p>It does not hold the value, which may be a password.
 *
 * @param lineNumber 1-based line of the element
 * @param expected what should have stood there, as the end of the sentence "expected …"
 */
public record ConfigurationProblem(int lineNumber, String expected) {}
