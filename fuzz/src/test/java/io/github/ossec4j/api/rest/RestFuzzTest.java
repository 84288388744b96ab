package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.fuzz.SoundHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is asked of a sound home, the answer is valid and no failure of ours. */
class RestFuzzTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SoundHome HOME = SoundHome.create("rest");
    private static final RestApi API = RestApi.over(Ossec.builder(HOME.directory())
            .clock(Clock.fixed(SoundHome.NOW, ZoneOffset.UTC))
            .zone(ZoneOffset.UTC)
            .identity(new HostIdentity("manager", "Linux"))
            .processes(pid -> Optional.empty())
            .open());

    static Stream<Arguments> routing() {
        return Input.texts(
                "GET /agents?status=active",
                "GET /agents/001",
                "GET /agents/001/key",
                "GET /agents/%30%30%31",
                "GET /manager/configuration?section=global&field=email_notification",
                "GET /manager/configuration/test",
                "GET /manager/info",
                "GET /manager/stats?date=20160412",
                "GET /manager/stats/hourly",
                "GET /manager/stats/weekly",
                "GET /manager/status",
                "GET /rootcheck/001",
                "GET /rootcheck/001/last_scan",
                "GET /syscheck/001/files/changed?filename=/etc/hosts",
                "GET /syscheck/000/last_scan",
                "PUT /agents/new",
                "DELETE /agents/001",
                "DELETE /syscheck/001",
                "DELETE /rootcheck",
                "HEAD /v1.2//agents/");
    }

    static Stream<Arguments> bodies() {
        return Input.texts(
                "j{\"name\":\"web2\",\"ip\":\"192.0.2.1\"}",
                "j{\"name\":1e2,\"ip\":[\"any\"],\"x\":{\"a\":null}}",
                "j{\"name\":\"\\ud83d\\ude00\"}",
                "j[",
                "fname=web3&ip=any",
                "fname%5B%5D=a&name=%ff&ip=2001:db8::1",
                "ttext");
    }

    @MethodSource("routing")
    @Fuzzed
    void routing(byte[] content) throws IOException {
        String line = new String(content, StandardCharsets.UTF_8);
        int blank = line.indexOf(' ');
        String method = blank < 0 ? "GET" : line.substring(0, blank);
        String path = line.substring(blank + 1);
        // Orders wait for daemons that are not there.
        if (method.toUpperCase(Locale.ROOT).equals("PUT") && !path.contains("agents/new")) {
            method = "GET";
        }
        check(RestRequest.builder(method, path).build());
    }

    @MethodSource("bodies")
    @Fuzzed
    void bodies(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8);
        String type = text.startsWith("j")
                ? "application/json"
                : text.startsWith("f") ? "application/x-www-form-urlencoded" : "text/plain";
        check(RestRequest.builder("POST", "/agents")
                .body(type, text.isEmpty() ? text : text.substring(1))
                .remoteAddress("192.0.2.9")
                .build());
    }

    private static void check(RestRequest request) throws IOException {
        RestResponse response = API.handle(request);
        String body = response.body();
        if (!request.method().equals("GET")) {
            HOME.restore();
        }
        assertThat(response.status()).isBetween(200, 499);
        if (response.isJson() && !request.method().equals("HEAD")) {
            JsonNode answer = MAPPER.readTree(body);
            assertThat(answer.has("error") && answer.get("message").isString()).isTrue();
        }
    }
}
