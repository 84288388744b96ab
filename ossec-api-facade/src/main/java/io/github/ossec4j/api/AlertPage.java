package io.github.ossec4j.api;

import io.github.ossec4j.model.alerts.Alert;
import java.util.List;

/**
 * Some of many alerts.
 *
 * @param total how many there are in all
 * @param alerts those of the page, in the order of time
 */
public record AlertPage(long total, List<Alert> alerts) {
    /** Copies the list. */
    public AlertPage {
        alerts = List.copyOf(alerts);
    }
}
