package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards that the table holds every endpoint of the API, and that each has a typed method and a line in the README. */
class RouteTableTest {
    private static final List<String> ENDPOINTS = List.of(
            "GET /agents",
            "GET /agents/:agent_id",
            "GET /agents/:agent_id/key",
            "PUT /agents/:agent_id/restart",
            "PUT /agents/:agent_name",
            "POST /agents",
            "DELETE /agents/:agent_id",
            "GET /manager/status",
            "PUT /manager/start",
            "PUT /manager/stop",
            "PUT /manager/restart",
            "GET /manager/configuration",
            "GET /manager/configuration/test",
            "GET /manager/stats",
            "GET /manager/stats/hourly",
            "GET /manager/stats/weekly",
            "GET /rootcheck/:agent_id",
            "GET /rootcheck/:agent_id/last_scan",
            "PUT /rootcheck",
            "PUT /rootcheck/:agent_id",
            "DELETE /rootcheck",
            "DELETE /rootcheck/:agent_id",
            "GET /syscheck/:agent_id/files/changed",
            "GET /syscheck/:agent_id/last_scan",
            "PUT /syscheck",
            "PUT /syscheck/:agent_id",
            "DELETE /syscheck",
            "DELETE /syscheck/:agent_id");

    @TempDir
    static Path home;

    static Stream<Route> routes() throws IOException {
        Files.createDirectories(home.resolve("queue/syscheck"));
        return new RouteTable(Ossec.open(home)).routes().stream();
    }

    @Test
    void holdsEveryEndpoint() throws IOException {
        assertThat(routes().map(route -> route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(ENDPOINTS)
                .hasSize(28);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void namesATypedMethod(Route route) throws ClassNotFoundException {
        String[] typeAndMethod = route.typedMethod().split("\\.", -1);
        Class<?> type = Class.forName(Ossec.class.getPackageName() + "." + typeAndMethod[0]);
        assertThat(type.getMethods()).extracting(Method::getName).contains(typeAndMethod[1]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void isInTheReadme(Route route) throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).contains("`" + route.method() + " " + route.path() + "`");
    }
}
