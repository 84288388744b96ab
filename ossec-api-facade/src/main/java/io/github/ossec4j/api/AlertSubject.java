package io.github.ossec4j.api;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.IntegrityChange;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import java.util.Optional;

/** By what alerts can be counted, see {@link Alerts#top}. */
public enum AlertSubject {
    /** The number of the rule. */
    RULES,
    /** The name of the agent, host or relaying manager. */
    AGENTS,
    /** The source address. */
    SOURCES,
    /** The user. */
    USERS,
    /** The file or registry key of integrity alerts, or the file of policy alerts. */
    FILES;

    /** What this alert is counted under; empty if it is not counted. */
    Optional<RawText> of(Alert alert) {
        return switch (this) {
            case RULES -> Optional.of(RawText.of(Integer.toString(alert.rule().id())));
            case AGENTS -> Optional.of(alert.origin().name());
            case SOURCES -> alert.fields().sourceAddress();
            case USERS -> alert.fields().user();
            case FILES ->
                alert.change()
                        .map(IntegrityChange::path)
                        .or(() -> alert.finding().flatMap(PolicyFinding::file));
        };
    }
}
