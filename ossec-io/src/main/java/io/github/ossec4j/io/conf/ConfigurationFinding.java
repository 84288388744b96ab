package io.github.ossec4j.io.conf;

/**
 * An error in a configuration that prevents OSSEC's programs from starting.
 *
 * <p>As in OSSEC's log, the message of a bad value shows that value; elements that hold passwords are never checked by
 * value.
 *
 * @param lineNumber 1-based line of the element
 * @param code the number OSSEC gives to that error in its log, such as 1230; 0 if no number is documented
 * @param message OSSEC's text if it is documented, else ossec4j's
 */
public record ConfigurationFinding(int lineNumber, int code, String message) {}
