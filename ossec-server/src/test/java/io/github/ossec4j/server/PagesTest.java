package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.SampleHome;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.server.HttpsClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages: served to browsers only, self-contained, and in a real browser equal to the API. */
@Timeout(300)
class PagesTest {
    private static final Map<String, String> BROWSER =
            Map.of("Authorization", TestServer.LOGIN, "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

    private final Path directory;
    private final Ossec ossec;

    PagesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Path home = Files.createDirectory(directory.resolve("home"));
        SampleHome.writeTo(home, Instant.now());
        Files.writeString(
                home.resolve("etc/client.keys"),
                "099 <img/src=x/onerror=alert(1)> any 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
                StandardOpenOption.APPEND);
        this.ossec = Ossec.open(home);
    }

    @Test
    void browsersGetThePageAndOthersTheGreeting() throws IOException {
        try (var server = TestServer.over(ossec)) {
            Reply page = server.client().send("GET", "/", BROWSER, "");
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("content-security-policy")).startsWith("default-src 'none'");
            assertThat(server.client().get("/").body())
                    .isEqualTo("{\"error\":\"0\",\"data\":\"OSSEC-API\",\"message\":\"wazuh.com\"}");
            assertThat(server.client().send("GET", "/V1.2/", BROWSER, "").body())
                    .isEqualTo(page.body());
        }
    }

    @Test
    void pagesLoadNothingFromElsewhere() throws IOException {
        try (var server = TestServer.over(ossec)) {
            for (String path : List.of("/", "/docs", "/assets/page.css", "/assets/overview.js", "/assets/docs.js")) {
                Reply reply = server.client().send("GET", path, BROWSER, "");
                assertThat(reply.status()).as(path).isEqualTo(200);
                assertThat(reply.body().replace("http://www.w3.org/2000/svg", ""))
                        .as(path)
                        .doesNotContain("http://", "https://", "innerHTML", "eval(", "style=", " onclick=");
            }
        }
    }

    @Test
    void overviewShowsWhatTheApiAnswers() throws Exception {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "no Chromium is installed");
        var server = OssecServer.builder(ossec)
                .bind(InetAddress.getLoopbackAddress())
                .port(0)
                .http()
                .noLogin()
                .build();
        try (server;
                Browser browser = Browser.start(program.orElseThrow(), directory)) {
            server.start();
            browser.resize(1280, 1000, false);
            browser.open(server.uri() + "#001");
            String page = html(browser);
            var mapper = new JsonMapper();
            JsonNode agents = mapper.readTree(answer(server, "agents")).path("data");
            for (JsonNode agent : agents) {
                String name = agent.path("name").asString().replace("<", "&lt;").replace(">", "&gt;");
                assertThat(page)
                        .contains("<td>" + agent.path("id").asString() + "</td>")
                        .contains(">" + name + "</button>")
                        .contains("<td>" + agent.path("ip").asString() + "</td>");
            }
            assertThat(page).doesNotContain("<img").contains("11 of 11");
            for (String status : List.of("Active", "Disconnected", "Never connected")) {
                long count = agents.valueStream()
                        .filter(agent -> !agent.path("id").asString().equals("000"))
                        .filter(agent -> agent.path("status").asString().equals(status))
                        .count();
                assertThat(page).contains("<strong>" + count + "</strong><span>" + status + "</span>");
            }
            JsonNode averages = mapper.readTree(answer(server, "manager/stats/hourly"))
                    .path("data")
                    .path("averages");
            for (int hour = 0; hour < 24; hour++) {
                assertThat(page)
                        .containsPattern("<td>" + hour + ":00</td><td>[^<]*</td><td>"
                                + averages.get(hour).asInt() + "</td>");
            }
            assertThat(page).contains("/etc/ssh/sshd_config", "System Audit: ");

            pictures(browser);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .as("fits a phone")
                    .isTrue();

            // The keyboard alone: the second agent of the table, by its button.
            browser.evaluate("document.querySelectorAll('#rows button')[0].focus()");
            browser.press("Tab", 9, "");
            browser.press("Enter", 13, "\r");
            browser.await("document.activeElement.id === 'agent'");
            assertThat(browser.evaluate("document.getElementById('agent-title').textContent")
                            .asString())
                    .startsWith("001 web-01.example.org");
            browser.evaluate("const search = document.getElementById('search'); search.value = 'DB-0';"
                    + " search.dispatchEvent(new Event('input'))");
            assertThat(browser.evaluate("document.querySelectorAll('#rows tr').length")
                            .asInt())
                    .isEqualTo(2);

            // What happens arrives without a reload.
            browser.evaluate("search.value = ''; search.dispatchEvent(new Event('input'))");
            ossec.agents().add(new NewAgent("just-enrolled", AgentAddress.ANY));
            browser.await("document.body.textContent.includes('just-enrolled')");

            browser.open(server.uri() + "docs");
            assertThat(html(browser)).contains("<code>/agents/{agent_id}</code>");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** For the README, and for whoever looks at them: with -Dpictures=DIRECTORY. */
    private static void pictures(Browser browser) throws IOException {
        String target = System.getProperty("pictures", "");
        for (String[] picture :
                new String[][] {{"dark", "1280", "1000"}, {"light", "1280", "1000"}, {"phone", "400", "1400"}}) {
            browser.resize(Integer.parseInt(picture[1]), Integer.parseInt(picture[2]), picture[0].equals("dark"));
            if (!target.isEmpty()) {
                Files.write(Path.of(target, "overview-" + picture[0] + ".png"), browser.screenshot());
            }
        }
    }

    private static String html(Browser browser) throws IOException {
        return browser.evaluate("document.documentElement.outerHTML").asString();
    }

    private static String answer(OssecServer server, String path) throws IOException {
        try (var in = server.uri().resolve(path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
