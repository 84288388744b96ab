package io.github.ossec4j.io.conf;

/**
 * Something in a configuration for which OSSEC's programs refuse to start.
 *
 * <p>As in OSSEC's log, the message of a bad value shows that value; elements that hold passwords are never checked by
 * value.
 *
 * @param lineNumber 1-based line of the element
 * @param code the number OSSEC gives to that error in its log, such as 1230; 0 where no number is documented
 * @param message OSSEC's words where they are documented, else ours
 */
public record ConfigurationFinding(int lineNumber, int code, String message) {}
