package io.github.ossec4j.model.rootcheck;

/**
 * A reference to a rule of a standard, such as {@code {PCI_DSS: 2.2.2}} or {@code {CIS: 1.4 Debian Linux}}.
 *
 * @param standard before the colon: {@code CIS}, {@code PCI_DSS}
 * @param requirement after it: {@code 2.2.2}, {@code 1.4 Debian Linux}
 */
public record ComplianceTag(String standard, String requirement) {
    /** In braces, as OSSEC writes it. */
    @Override
    public String toString() {
        return "{" + standard + ": " + requirement + "}";
    }
}
