package io.github.ossec4j.model.alerts;

import io.github.ossec4j.model.RawText;
import java.util.List;

/**
 * The rule that raised an alert, as the alert names it: the rule itself may have changed since.
 *
 * @param id its number
 * @param level 1 to 15 in OSSEC's own rules
 * @param description the text of the rule file: entities of XML are not decoded, and it may have several lines
 * @param groups the groups, including the tags of PCI DSS and CIS, in order
 */
public record AlertRule(int id, int level, RawText description, List<String> groups) {
    private static final String PCI_DSS = "pci_dss_";
    private static final String CIS = "cis_";

    /** Copies the groups. */
    public AlertRule {
        groups = List.copyOf(groups);
    }

    /** Whether the rule is in this group. */
    public boolean isIn(String group) {
        return groups.contains(group);
    }

    /** The requirements of PCI DSS among the groups, such as {@code 10.2.4}. */
    public List<String> pciDss() {
        return after(PCI_DSS);
    }

    /** The recommendations of CIS among the groups. */
    public List<String> cis() {
        return after(CIS);
    }

    private List<String> after(String prefix) {
        return groups.stream()
                .filter(group -> group.startsWith(prefix))
                .map(group -> group.substring(prefix.length()))
                .toList();
    }
}
