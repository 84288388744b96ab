package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.rootcheck.RootcheckEvent.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootcheckTest {
    private static final AgentId WEB = AgentId.of(1);

    @TempDir
    Path directory;

    private static List<RootcheckEvent> events(Ossec ossec, AgentId id) {
        try (var events = ossec.rootcheck().events(id)) {
            return events.stream().toList();
        }
    }

    @Test
    void eventsAreThoseOfTheEndpoint() throws IOException {
        Ossec ossec = Homes.open(Homes.full().writeTo(directory).root());
        List<RootcheckEvent> events = events(ossec, WEB);

        assertThat(events).extracting(RootcheckEvent::status).containsExactly(Status.OUTSTANDING, Status.RESOLVED);
        assertThat(events.get(0).finding().tags()).isNotEmpty();
        assertThat(Homes.texts(Homes.get(ossec, "/rootcheck/001").get("data"), "status"))
                .containsExactlyInAnyOrder("outstanding", "resolved");
        for (RootcheckEvent event : events) {
            assertThat(Homes.texts(Homes.get(ossec, "/rootcheck/001").get("data"), "event"))
                    .anyMatch(text -> text.contains(event.finding().title()));
        }
    }

    @Test
    void theLastScanIsThatOfTheEndpoint() throws IOException {
        Ossec ossec = Homes.open(Homes.full().writeTo(directory).root());

        assertThat(ossec.rootcheck().lastScan(WEB).rootcheckStart())
                .contains(Homes.NOW.minus(Duration.ofHours(5)).plus(Duration.ofMinutes(20)));
        assertThat(Homes.get(ossec, "/rootcheck/001/last_scan")
                        .get("data")
                        .get("rootcheckTime")
                        .asString())
                .isEqualTo("Tue Apr 12 04:25:03 2016");
    }

    @Test
    void anAgentWithoutDatabaseHasNoEvents() throws IOException {
        Ossec ossec = Homes.open(Homes.full().writeTo(directory).root());

        assertThat(events(ossec, AgentId.of(3))).isEmpty();
        assertThat(ossec.rootcheck().lastScan(AgentId.of(3)).rootcheckEnd()).isEmpty();
    }
}
