package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.SampleHome;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.report.Browser;
import io.github.ossec4j.server.HttpsClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages: served to browsers only, self-contained, and in a real browser equal to the API. {@code
 * -Dscreenshot.write=true} makes the picture of the README.
 */
@Timeout(300)
class PagesTest {
    private static final Map<String, String> BROWSER =
            Map.of("Authorization", TestServer.LOGIN, "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

    private static final Path PICTURE = Path.of("../docs/overview.png");
    private static final String LOADED = "document.documentElement.dataset.loaded";

    private final Path directory;
    private final Ossec ossec;

    PagesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Path home = Files.createDirectory(directory.resolve("home"));
        SampleHome.writeTo(home, Instant.now());
        var processes = new HashMap<Long, String>(); // of a manager that runs, with all but one of its daemons
        for (Daemon daemon : EnumSet.complementOf(EnumSet.of(Daemon.MAILD))) {
            long pid = 1_000L + processes.size();
            processes.put(pid, daemon.processName());
            Files.writeString(home.resolve("var/run/" + daemon.processName() + "-" + pid + ".pid"), pid + "\n");
        }
        this.ossec = Ossec.builder(home)
                .identity(new HostIdentity("ossec.example.org", "Linux ossec.example.org 5.10.0-28-amd64"))
                .processes(pid -> Optional.ofNullable(processes.get(pid)))
                .open();
    }

    private OssecServer local() throws IOException {
        OssecServer server = OssecServer.builder(ossec)
                .bind(InetAddress.getLoopbackAddress())
                .port(0)
                .http()
                .noLogin()
                .build();
        server.start();
        return server;
    }

    private Browser browser() throws IOException, InterruptedException {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "no Chromium is installed");
        return Browser.start(program.orElseThrow(), directory);
    }

    @Test
    void hostileNamesStayText() throws Exception {
        Files.writeString(
                ossec.home().clientKeys(),
                "099 <img/src=x/onerror=alert(1)> any 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
                StandardOpenOption.APPEND);
        try (Browser browser = browser();
                OssecServer server = local()) {
            browser.open(server.uri() + "#099", LOADED);
            assertThat(html(browser)).doesNotContain("<img").contains("&lt;img/src=x/onerror=alert(1)&gt;");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void everybodyCanReadThePages() throws Exception {
        try (Browser browser = browser();
                OssecServer server = local()) {
            for (String path : List.of("#001", "docs")) {
                for (boolean isPhone : new boolean[] {true, false}) {
                    browser.resize(isPhone ? 400 : 1280, 1000, isPhone); // dark, then light
                    browser.open(server.uri() + path, LOADED);
                    browser.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");
                    assertThat(browser.accessibilityFaults())
                            .as(path + ", phone: " + isPhone)
                            .isEmpty();
                    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                                    .asBoolean())
                            .as(path + " fits, phone: " + isPhone)
                            .isTrue();
                }
            }
        }
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
        try (Browser browser = browser();
                OssecServer server = local()) {
            browser.resize(1280, 1000, false);
            browser.open(server.uri() + "#001", LOADED);
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
            assertThat(page).contains(agents.size() + " of " + agents.size());
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

            if (Boolean.getBoolean("screenshot.write")) {
                browser.resize(1280, 1450, false);
                Files.write(PICTURE, browser.screenshot());
            }

            // The keyboard alone: the second agent of the table, by its button.
            browser.evaluate("document.querySelectorAll('#rows button')[0].focus()");
            browser.tab();
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

            browser.open(server.uri() + "docs", LOADED);
            assertThat(html(browser)).contains("<code>/agents/{agent_id}</code>");
            assertThat(browser.complaints()).isEmpty();
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
