package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.server.HttpsClient.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does with requests, good ones and such as no client of good will sends. */
@Timeout(120)
class RequestsTest {
    private static final String LOGIN = "Authorization: " + TestServer.LOGIN + "\r\n";

    private final Path directory;
    private final Ossec ossec;

    RequestsTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.ossec = Ossec.open(OssecHomeFixture.builder()
                .agent("web-01")
                .agent("db-01", agent -> agent.disconnected())
                .writeTo(directory.resolve("home")));
    }

    private static String lastStatus(String answers) {
        int last = answers.lastIndexOf("HTTP/1.1 ");
        return last < 0 ? "none" : answers.substring(last + 9, last + 12);
    }

    private static int answers(String received) {
        return received.split("HTTP/1.1 ", -1).length - 1;
    }

    /** Each is one request that must end the connection, so that nothing that follows is taken for a request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two lengths | POST /agents HTTP/1.1~Host: x~Content-Length: 4~Content-Length: 40~~abcd | 400",
                "length list | POST /agents HTTP/1.1~Host: x~Content-Length: 4, 4~~abcd | 400",
                "both framings | POST /agents HTTP/1.1~Host: x~Content-Length: 4~Transfer-Encoding: chunked~~0~~ | 400",
                "framing twice | POST /agents HTTP/1.1~Host: x~Transfer-Encoding: chunked~Transfer-Encoding: x~~0~~ | 400",
                "negative length | POST /agents HTTP/1.1~Host: x~Content-Length: -1~~ | 400",
                "unknown coding | POST /agents HTTP/1.1~Host: x~Transfer-Encoding: gzip~~abcd | 400",
                "blank before colon | GET /agents HTTP/1.1~Host : x~~ | 400",
                "folded header | GET /agents HTTP/1.1~Host: x~X: a~ b~~ | 400",
                "no host | GET /agents HTTP/1.1~~ | 400",
                "two hosts | GET /agents HTTP/1.1~Host: x~Host: y~~ | 400",
                "NUL in a header | GET /agents HTTP/1.1~Host: x~X: a^b~~ | 400",
                "NUL in a path | GET /agents^ HTTP/1.1~Host: x~~ | 400",
                "no version | GET /agents~~ | 505",
                "wrong version | GET /agents HTTP/3.7~Host: x~~ | 505",
                "not HTTP | SSH-2.0-OpenSSH_9.6~~ | 400",
            })
    void malformedRequestsEndTheConnection(String name, String request, String status) throws IOException {
        String bytes = request.replace("~", "\r\n").replace('^', '\0');
        try (var server = TestServer.over(ossec)) {
            String received = server.client().raw(bytes + "GET /smuggled HTTP/1.1\r\nHost: x\r\n" + LOGIN + "\r\n");
            assertThat(answers(received)).as(received).isEqualTo(1);
            assertThat(lastStatus(received)).as(received).isEqualTo(status);
            assertThat(received).doesNotContain("603", "SSH", "Jetty", "Exception");
            assertThat(server.client().get("/agents").status()).isEqualTo(200);
        }
    }

    @Test
    void badChunksEndTheConnection() throws IOException {
        try (var server = TestServer.over(ossec)) {
            String received = server.client()
                    .raw("POST /agents HTTP/1.1\r\nHost: x\r\n" + LOGIN
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"
                            + "GET /smuggled HTTP/1.1\r\nHost: x\r\n" + LOGIN + "\r\n");
            assertThat(received).doesNotContain("603");
            assertThat(server.client().get("/agents").body()).doesNotContain("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/client.keys",
                "/agents/../../etc/client.keys",
                "/%2e%2e/etc/client.keys",
                "/agents/..%2f..%2fetc%2fclient.keys",
                "/agents/%2e%2e/%2e%2e/etc/client.keys",
                "//etc/client.keys",
                "/etc/client.keys%00.json",
                "/agents/001%00",
                "/agents/;/001",
                "/agents/\u00fc",
                "/docs/../health",
                "/assets/../agents",
                "/..;/health"
            })
    void tricksWithPathsLeadNowhere(String path) throws IOException {
        try (var server = TestServer.over(ossec)) {
            String received = server.client()
                    .raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + LOGIN + "\r\n");
            assertThat(lastStatus(received)).as(received).isIn("400", "404");
            assertThat(received).doesNotContain("\"status\"", "web-01", "status\":\"up");
        }
    }

    @Test
    void headersCannotBeSplit() throws IOException {
        try (var server = TestServer.over(ossec)) {
            String received = server.client()
                    .raw("GET /v9/a%0d%0aX-Injected:%20yes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + LOGIN
                            + "\r\n");
            assertThat(received.substring(0, received.indexOf("\r\n\r\n"))).doesNotContain("X-Injected");
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws IOException {
        try (var server = TestServer.over(ossec)) {
            String login = "Host: x\r\nConnection: close\r\n" + LOGIN;
            assertThat(lastStatus(server.client()
                            .raw("GET /agents HTTP/1.1\r\n" + login + "X: " + "x".repeat(20_000) + "\r\n\r\n")))
                    .isEqualTo("431");
            assertThat(lastStatus(server.client().raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + login + "\r\n")))
                    .isEqualTo("414");
            String large = "{\"name\":\"" + "x".repeat(70_000) + "\"}";
            assertThat(lastStatus(server.client()
                            .raw("POST /agents HTTP/1.1\r\n" + login
                                    + "Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{")))
                    .isEqualTo("413");
            assertThat(lastStatus(server.client()
                            .raw("POST /agents HTTP/1.1\r\n" + login
                                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n")))
                    .isEqualTo("413");
            assertThat(server.client().get("/agents").status()).isEqualTo(200);
        }
    }

    @Test
    void unfinishedRequestsAreDisconnected() throws Exception {
        try (var server = TestServer.over(ossec);
                Socket drip = server.client().tls().getSocketFactory().createSocket("127.0.0.1", server.port());
                Socket handshake = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            drip.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder(); // so it is the second request that is not finished, not the handshake
            while (answer.indexOf("}") < 0) {
                answer.append((char) drip.getInputStream().read());
            }
            var slowClients = new SlowClients(Duration.ofSeconds(15));
            var now = new AtomicLong(1);
            server.server().look(slowClients, now.get());
            drip.getOutputStream().write("GET /agents HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            handshake.getOutputStream().write(new byte[] {22, 3, 1});
            TestServer.await(() -> {
                server.server()
                        .look(slowClients, now.addAndGet(Duration.ofSeconds(20).toNanos()));
                return server.server().connections() == 0;
            });
            assertThat(HttpsClient.untilClosed(drip.getInputStream())).isEmpty();
            assertThat(HttpsClient.untilClosed(handshake.getInputStream())).isEmpty();
            assertThat(server.client().get("/agents").status()).isEqualTo(200);
        }
    }

    @Test
    void renegotiationIsRefused() throws Exception {
        try (var server = TestServer.over(ossec);
                SSLSocket socket =
                        (SSLSocket) server.client().tls().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            socket.startHandshake();
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(HttpsClient.untilClosed(socket.getInputStream())).doesNotContain("200 OK");
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SSLException.class); // closed at once
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldVersionsOfTlsAreRefused(String version) throws Exception {
        try (var server = TestServer.over(ossec);
                SSLSocket socket =
                        (SSLSocket) server.client().tls().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {version});
            assertThatIOException().isThrownBy(socket::startHandshake);
        }
    }

    @Test
    void http2IsSpoken() throws Exception {
        try (var server = TestServer.over(ossec)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(server.client().tls()).build();
            HttpRequest request = HttpRequest.newBuilder(server.server().uri().resolve("/agents"))
                    .header("Authorization", TestServer.LOGIN)
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).startsWith("{\"error\":0,\"data\":[{\"id\":\"000\"");
        }
    }

    @Test
    void jsonIsIndentedOnRequest() throws IOException {
        try (var server = TestServer.over(ossec)) {
            String plain = server.client().get("/agents?status=active").body();
            String pretty = server.client().get("/agents?status=active&pretty").body();
            assertThat(pretty).startsWith("{\n  \"error\": 0,\n  \"data\": [\n    {\n      \"id\": \"000\",\n");
            assertThat(pretty.replaceAll("\n *", "").replace("\": ", "\":")).isEqualTo(plain);
            assertThat(server.client().get("/agents?pretty=true").status()).isEqualTo(200);
        }
    }

    @Test
    void largeAnswersAreSentWhileTheyAreRead() throws Exception {
        SyscheckGenerator.of(20_000)
                .changedShare(0.5)
                .writeTo(ossec.home().root().resolve("queue/syscheck/syscheck"));
        String path = "/syscheck/000/files/changed";
        try (var whole = TestServer.over(ossec);
                var streaming = TestServer.over(ossec, options -> options.sharedBytes(10_000))) {
            Reply kept = whole.client().get(path);
            Reply streamed = streaming.client().get(path);
            assertThat(kept.header("content-length")).isNotEmpty();
            assertThat(streamed.header("content-length")).isEmpty();
            assertThat(streamed.body()).isEqualTo(kept.body()).hasSizeGreaterThan(1_000_000);
            Map<String, String> gzip =
                    new HashMap<>(Map.of("Authorization", TestServer.LOGIN, "Accept-Encoding", "gzip"));
            for (TestServer server : List.of(whole, streaming)) {
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(server.client().tls())
                        .build();
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(server.server().uri().resolve(path));
                gzip.forEach(request::header);
                var response = client.send(request.build(), BodyHandlers.ofByteArray());
                assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo(kept.body());
                }
            }
            Reply head = streaming.client().send("HEAD", path, Map.of("Authorization", TestServer.LOGIN), "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void clientThatGoesAwayStopsTheReading() throws Exception {
        SyscheckGenerator.of(50_000)
                .changedShare(0.5)
                .writeTo(ossec.home().root().resolve("queue/syscheck/syscheck"));
        try (var server = TestServer.over(ossec, options -> options.sharedBytes(1_000))) {
            try (Socket socket = server.client().tls().getSocketFactory().createSocket("127.0.0.1", server.port())) {
                String request = "GET /syscheck/000/files/changed HTTP/1.1\r\nHost: x\r\n" + LOGIN + "\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            TestServer.await(() -> server.server().requestsInProgress() == 0);
            assertThat(server.client().get("/agents").status()).isEqualTo(200);
        }
    }

    @Test
    void answersThatHaveBegunAreFinishedAtTheEnd() throws Exception {
        SyscheckGenerator.of(50_000)
                .changedShare(0.5)
                .writeTo(ossec.home().root().resolve("queue/syscheck/syscheck"));
        var server = TestServer.over(ossec, options -> options.sharedBytes(1_000));
        try (Socket socket = server.client().tls().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            String request = "GET /syscheck/000/files/changed HTTP/1.1\r\nHost: x\r\n" + LOGIN + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            var closing = new FutureTask<Void>(() -> {
                server.close();
                return null;
            });
            new Thread(closing, "closing").start();
            assertThat(HttpsClient.untilClosed(socket.getInputStream())).endsWith("\"message\":\"\"}\r\n0\r\n\r\n");
            closing.get();
        }
        assertThatIOException().isThrownBy(() -> server.client().get("/agents"));
    }

    /** Waiting for them would end with a failure. */
    @Test
    void endDoesNotWaitForConnectionsWithoutARequest() throws Exception {
        var server = TestServer.over(ossec, options -> options.idleTimeout(Duration.ofHours(1)));
        HttpClient http2 =
                HttpClient.newBuilder().sslContext(server.client().tls()).build();
        HttpRequest request = HttpRequest.newBuilder(server.server().uri().resolve("/agents"))
                .header("Authorization", TestServer.LOGIN)
                .build();
        assertThat(http2.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(server.client().get("/agents").status()).isEqualTo(200);
        server.close();
    }

    @Test
    void changesAreRecorded() throws IOException {
        Path log = directory.resolve("audit.log");
        try (var server = TestServer.over(ossec, options -> options.auditLog(log))) {
            Map<String, String> login = Map.of("Authorization", TestServer.LOGIN);
            server.client().send("PUT", "/agents/new-01", login, "");
            server.client().send("DELETE", "/agents/002", login, "");
            server.client().send("DELETE", "/agents/002", login, "");
            server.client().send("GET", "/agents", login, "");
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains("\"user\":\"admin\",\"address\":\"127.0.0.1\",\"method\":\"PUT\",\"path\":\"/agents/new-01\"")
                .contains("\"status\":200,\"agent\":\"003\",\"error\":0,\"result\":\"\"");
        assertThat(lines.get(1)).contains("/agents/002").contains("\"error\":0,\"result\":\"Agent removed\"");
        assertThat(lines.get(2)).contains("\"error\":78");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingStartsWithoutTheAuditLogThatWasAskedFor() {
        Path log = directory.resolve("missing/audit.log");
        assertThatIOException().isThrownBy(() -> TestServer.over(ossec, options -> options.auditLog(log)));
    }

    @Test
    void readOnlyServerChangesNothing() throws IOException {
        byte[] before = Files.readAllBytes(ossec.home().clientKeys());
        try (var server = TestServer.over(ossec, OssecServer.Builder::readOnly)) {
            Map<String, String> login = Map.of("Authorization", TestServer.LOGIN);
            for (String request : new String[] {"PUT /agents/a", "DELETE /agents/001", "PUT /v1.2/manager/restart"}) {
                String[] parts = request.split(" ", -1);
                Reply reply = server.client().send(parts[0], parts[1], login, "");
                assertThat(reply.status()).isEqualTo(403);
                assertThat(reply.body()).startsWith("{\"error\":\"403\"");
            }
            assertThat(server.client().get("/agents").status()).isEqualTo(200);
        }
        assertThat(Files.readAllBytes(ossec.home().clientKeys())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Origin, https://dashboard.example.org, 200"
    })
    void pagesOfOtherSitesChangeNothing(String header, String value, int status) throws IOException {
        try (var server = TestServer.over(ossec, options -> options.cors("https://dashboard.example.org"))) {
            var headers = Map.of("Authorization", TestServer.LOGIN, header, value);
            assertThat(server.client().send("PUT", "/agents/a", headers, "").status())
                    .isEqualTo(status);
        }
    }

    @Test
    void preflightNeedsNoLogin() throws IOException {
        try (var server = TestServer.over(ossec, options -> options.cors("https://dashboard.example.org"))) {
            var ask = Map.of("Origin", "https://dashboard.example.org", "Access-Control-Request-Method", "PUT");
            Reply reply = server.client().send("OPTIONS", "/agents", ask, "");
            assertThat(reply.status()).isIn(200, 204);
            assertThat(reply.header("access-control-allow-origin")).isEqualTo("https://dashboard.example.org");
            assertThat(reply.header("access-control-allow-methods")).contains("PUT");
            Reply other = server.client().send("GET", "/agents", Map.of("Origin", "https://evil.example"), "");
            assertThat(other.header("access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    void addressOfTheClientIsThatOfTheProxyOnlyIfAskedFor() throws IOException {
        var headers = Map.of(
                "Authorization", TestServer.LOGIN,
                "Content-Type", "application/json",
                "X-Forwarded-For", "203.0.113.9, 192.0.2.50");
        try (var server = TestServer.over(ossec, options -> options)) {
            server.client().send("POST", "/agents", headers, "{\"name\":\"direct\"}");
        }
        try (var server = TestServer.over(ossec)) {
            server.client().send("POST", "/agents", headers, "{\"name\":\"proxied\"}");
        }
        assertThat(Files.readString(ossec.home().clientKeys()))
                .contains(" direct 127.0.0.1 ")
                .contains(" proxied 192.0.2.50 ");
    }

    /** The clients are at different addresses, as a proxy says. */
    @Test
    void addressThatSendsTooManyRequestsIsRefusedAndOthersAreNot() throws IOException {
        try (var server =
                TestServer.over(ossec, options -> options.behindProxy().maxRate(1))) {
            Reply reply = from(server, "192.0.2.1");
            while (reply.status() == 200) {
                reply = from(server, "192.0.2.1");
            }
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.header("retry-after")).isEqualTo("1");
            assertThat(reply.body()).startsWith("{\"error\":\"429\",\"data\":\"\",\"message\":\"Too many requests");
            assertThat(from(server, "192.0.2.2").status()).isEqualTo(200);
        }
        try (var server = TestServer.over(ossec, options -> options.maxRate(1))) {
            for (int i = 0; i < 20; i++) {
                assertThat(from(server, "192.0.2.1").status())
                        .as("this machine")
                        .isEqualTo(200);
            }
        }
    }

    private static Reply from(TestServer server, String address) throws IOException {
        return server.client().send("GET", "/health", Map.of("X-Forwarded-For", address), "");
    }

    @Test
    void withoutLoginOnlyLocalNamesAreServed() throws IOException {
        var server = OssecServer.builder(ossec)
                .bind(InetAddress.getLoopbackAddress())
                .port(0)
                .http()
                .noLogin()
                .build();
        try (server) {
            server.start();
            for (String host :
                    List.of("localhost", "127.0.0.1:1", "[::1]:55000", "evil.example", "localhost.evil.example")) {
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
                    String request = "GET /agents HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    assertThat(lastStatus(HttpsClient.untilClosed(socket.getInputStream())))
                            .isEqualTo(host.contains("evil") ? "421" : "200");
                }
            }
        }
    }

    @Test
    void insecureServersAreForLoopbackOnly() {
        var plain = OssecServer.builder(ossec).http().noLogin();
        assertThatIllegalStateException().isThrownBy(plain::build);
        assertThatIllegalStateException().isThrownBy(OssecServer.builder(ossec)::build);
    }

    @Test
    void metricsAreThoseOfTheHomeAndOfRequests() throws IOException {
        try (var server = TestServer.over(ossec)) {
            server.client().get("/agents/001");
            server.client().get("/agents/002");
            server.client().get("/nothing/at/all");
            String metrics = server.client().get("/metrics").body();
            assertThat(metrics)
                    .contains("ossec_agents{status=\"Active\"} 1.0")
                    .contains("ossec_agents{status=\"Disconnected\"} 1.0")
                    .contains("ossec_daemon_up{daemon=\"ossec-remoted\"} 0.0")
                    .contains("ossec_home_readable 1.0")
                    .contains(
                            "ossec_http_requests_total{endpoint=\"/agents/:agent_id\",method=\"GET\",status=\"200\"} 2.0")
                    .contains("ossec_http_requests_total{endpoint=\"other\",method=\"GET\",status=\"404\"} 1.0");
        }
    }
}
