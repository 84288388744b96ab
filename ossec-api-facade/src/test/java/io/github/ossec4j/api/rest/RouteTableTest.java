package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards that the table holds every endpoint once, with the call of its typed method and a line in the README. */
class RouteTableTest {
    private static final Instant NOW = Instant.parse("2016-04-12T09:05:03Z");

    /**
     * What the typed method of each endpoint returns, or throws, for agent 001 of a home without daemons and programs.
     */
    private static final Map<String, String> TYPED = new LinkedHashMap<>();

    static {
        TYPED.put("GET /agents", "Agent");
        TYPED.put("GET /agents/:agent_id", "AgentDetails");
        TYPED.put("GET /agents/:agent_id/key", "ClientKey");
        TYPED.put("PUT /agents/:agent_name", "ClientKey");
        TYPED.put("POST /agents", "ClientKey");
        TYPED.put("PUT /agents/:agent_id/restart", "RemotedUnreachableException 45");
        TYPED.put("PUT /manager/start", "FileMissingException");
        TYPED.put("PUT /manager/stop", "FileMissingException");
        TYPED.put("PUT /manager/restart", "FileMissingException");
        TYPED.put("GET /manager/status", "DaemonStatus");
        TYPED.put("GET /manager/configuration/test", "Result");
        TYPED.put("GET /manager/configuration", "ConfigurationElement");
        TYPED.put("GET /manager/stats", "FileMissingException 61");
        TYPED.put("GET /manager/stats/hourly", "HourlyAverages");
        TYPED.put("GET /manager/stats/weekly", "WeeklyAverages");
        TYPED.put("GET /alerts", "Alert");
        TYPED.put("GET /manager/logs", "LogLine");
        TYPED.put("GET /manager/logs/summary", "LogSummary");
        TYPED.put("GET /rules", "Rule");
        TYPED.put("GET /rules/groups", "String");
        TYPED.put("GET /rules/pci", "String");
        TYPED.put("GET /rules/files", "RuleSet");
        TYPED.put("GET /rules/:rule_id", "Rule");
        TYPED.put("GET /decoders", "Decoder");
        TYPED.put("GET /decoders/files", "DecoderSet");
        TYPED.put("GET /decoders/:decoder_name", "Decoder");
        TYPED.put("GET /rootcheck/:agent_id", "RootcheckEvent");
        TYPED.put("GET /rootcheck/:agent_id/last_scan", "ScanTimes");
        TYPED.put("PUT /rootcheck", "RemotedUnreachableException 41");
        TYPED.put("PUT /rootcheck/:agent_id", "RemotedUnreachableException 43");
        TYPED.put("GET /syscheck/:agent_id/files/changed", "SyscheckEntry");
        TYPED.put("GET /syscheck/:agent_id/last_scan", "ScanTimes");
        TYPED.put("PUT /syscheck", "RemotedUnreachableException 41");
        TYPED.put("PUT /syscheck/:agent_id", "RemotedUnreachableException 43");
        TYPED.put("DELETE /rootcheck/:agent_id", "Cleared");
        TYPED.put("DELETE /syscheck/:agent_id", "Cleared");
        TYPED.put("DELETE /rootcheck", "Cleared");
        TYPED.put("DELETE /syscheck", "Cleared");
        TYPED.put("DELETE /agents/:agent_id", "AgentHandle");
    }

    @TempDir
    Path home;

    static Stream<Route<?>> routes() {
        return RouteTable.ROUTES.stream();
    }

    private static String endpoint(Route<?> route) {
        return route.method() + " " + route.path();
    }

    @Test
    void holdsEveryEndpointOnce() {
        assertThat(routes().map(RouteTableTest::endpoint))
                .containsExactlyInAnyOrderElementsOf(TYPED.keySet())
                .hasSize(39);
    }

    @Test
    void callsTheTypedMethodOfEachEndpoint() throws IOException {
        OssecHomeFixture.builder(NOW)
                .agent(
                        "web",
                        agent -> agent.syscheck(
                                        files -> files.baseline("/etc/hosts").changed("/etc/hosts"))
                                .rootcheck(policy -> policy.scanned(NOW).outstanding("something")))
                .rules("r.xml", "<group name='g,pci_dss_1.1'><rule id='1' level='3'></rule></group>")
                .decoders("decoder.xml", "<decoder name='d'></decoder>")
                .writeTo(home);
        Files.writeString(
                home.resolve("logs/alerts/alerts.log"),
                "** Alert 1460451903.0: - g\n2016 Apr 12 09:05:03 m->s\nRule: 1 (level 3) -> 'A'\nx\n\n");
        Files.writeString(home.resolve("logs/ossec.log"), "2016/04/12 09:05:03 ossec-execd: INFO: Started.\n");
        Ossec ossec = Ossec.builder(home)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .processes(pid -> Optional.empty())
                .daemonPatience(Duration.ZERO)
                .open();
        var called = new LinkedHashMap<String, String>();
        for (String endpoint : TYPED.keySet()) { // in this order: removing comes last
            Route<?> route = routes().filter(row -> endpoint(row).equals(endpoint))
                    .findFirst()
                    .orElseThrow();
            called.put(endpoint, outcome(route, call(ossec, route)));
        }

        assertThat(called).containsExactlyEntriesOf(TYPED);
    }

    private static Route.Call call(Ossec ossec, Route<?> route) {
        var body = "{\"name\":\"added-by-body\",\"ip\":\"any\"}";
        RestRequest request = RestRequest.builder(route.method(), route.path())
                .body(AgentBody.JSON, body)
                .build();
        return new Route.Call(
                ossec,
                Map.of(Route.AGENT_ID, "001", Route.AGENT_NAME, "added", ":rule_id", "1", ":decoder_name", "d"),
                Parameters.parse(""),
                request);
    }

    private static String outcome(Route<?> route, Route.Call call) {
        try {
            Object value = route.typed().of(call);
            if (value instanceof RecordStream<?> records) {
                try (records) {
                    value = records.stream().toList();
                }
            }
            Object first = value instanceof List<?> values ? values.get(0) : value;
            return first.getClass().getSimpleName();
        } catch (OssecException e) {
            String name = e.getClass().getSimpleName();
            return e.errorCode().isPresent() ? name + " " + e.errorCode().getAsInt() : name;
        }
    }

    static Stream<Route<?>> routesOfOneAgent() {
        return routes().filter(route -> route.path().contains(Route.AGENT_ID));
    }

    /** Guards the number in the row, which counts if the answer comes from a separate view. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("routesOfOneAgent")
    void unknownAgentsAreTheSameErrorInBothHalves(Route<?> route) throws IOException {
        Ossec ossec = Ossec.open(
                OssecHomeFixture.builder(NOW).agent("web").writeTo(home).root());
        String answer = RestApi.over(ossec)
                .handle(RestRequest.builder(route.method(), route.path().replace(Route.AGENT_ID, "777"))
                        .build())
                .body();
        RestRequest request = RestRequest.builder(route.method(), route.path()).build();
        var call = new Route.Call(ossec, Map.of(Route.AGENT_ID, "777"), Parameters.parse(""), request);
        assertThatThrownBy(() -> route.typed().of(call))
                .isInstanceOfSatisfying(
                        ToolError.class, e -> assertThat(e.response().body()).isEqualTo(answer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void isInTheReadme(Route<?> route) throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).contains("`" + endpoint(route) + "`");
    }
}
