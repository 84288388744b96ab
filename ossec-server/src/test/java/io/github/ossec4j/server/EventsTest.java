package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.server.HttpsClient.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events, each of them once, also after an interruption. */
@Timeout(120)
class EventsTest {
    private static final Pattern ID = Pattern.compile("^id: (.*)$", Pattern.MULTILINE);
    private static final String RECORD =
            "!++10:33188:0:0:d41d8cd98f00b204e9800998ecf8427e:da39a3ee5e6b4b0d3255bfef95601890afd80709";

    private final Ossec ossec;

    EventsTest(@TempDir Path directory) throws IOException {
        this.ossec = Ossec.open(OssecHomeFixture.builder()
                .agent("web-01")
                .managerSyscheck(history -> history.baseline("/etc/old"))
                .writeTo(directory.resolve("home")));
    }

    private void change(String path) throws IOException {
        Files.writeString(
                ossec.home().root().resolve("queue/syscheck/syscheck"),
                RECORD + " !1700000000 " + path + "\n",
                StandardOpenOption.APPEND);
    }

    private static String lastId(String events) {
        String last = "";
        Matcher id = ID.matcher(events);
        while (id.find()) {
            last = id.group(1);
        }
        return last;
    }

    private static Reply once(TestServer server, String lastId) throws IOException {
        return once(server, "/events?once", lastId);
    }

    private static Reply once(TestServer server, String path, String lastId) throws IOException {
        Map<String, String> headers = lastId.isEmpty()
                ? Map.of("Authorization", TestServer.LOGIN)
                : Map.of("Authorization", TestServer.LOGIN, "Last-Event-ID", lastId);
        return server.client().send("GET", path, headers, "");
    }

    @Test
    void clientThatComesBackMissesNothingAndGetsNothingTwice() throws IOException {
        try (var server = TestServer.over(ossec)) {
            Reply first = once(server, "");
            assertThat(first.header("content-type")).startsWith("text/event-stream");
            assertThat(first.body()).contains("event: ready\n").doesNotContain("/etc/old");
            change("/etc/one");
            change("/etc/two\u001b\"");
            Reply second = once(server, lastId(first.body()));
            assertThat(second.body())
                    .contains("event: file\ndata: {\"agent\":\"000\"", "\"change\":\"added\",\"path\":\"/etc/one\"")
                    .contains("/etc/two");
            assertThat(second.body().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
            Reply third = once(server, lastId(second.body()));
            assertThat(third.body()).doesNotContain("event: file");
            assertThat(once(server, "nonsense").status()).isEqualTo(400);
        }
    }

    @Test
    void alertsAndLogsAreDeliveredToWhoAsksForThem() throws IOException {
        String path = "/events?alerts&archives&logs&once";
        Path log = ossec.home().root().resolve("logs/ossec.log");
        Path day = DailyLog.ALERTS.file(ossec.home(), ossec.localTime().toLocalDate());
        Files.createDirectories(log.resolveSibling("."));
        Files.writeString(log, "2020/02/29 12:00:00 ossec-remoted: INFO: before\n");
        try (var server = TestServer.over(ossec)) {
            String start = lastId(once(server, path, "").body());
            change("/etc/one");
            Files.writeString(
                    log, "2020/02/29 12:00:01 ossec-remoted(1206): ERROR: \"\u001b[31m\"\n", StandardOpenOption.APPEND);
            Files.createDirectories(day.resolveSibling("."));
            Files.writeString(day, """
                    ** Alert 1582891200.7: - a,b,
                    2020 Feb 28 12:00:00 (web-01) any->/x
                    Rule: 5716 (level 5) -> 'SSHD'
                    Src IP: 192.0.2.1
                    User: <b>
                    \u001b[31mtext

                    """);
            Reply events = once(server, path, start);
            assertThat(events.body())
                    .contains(
                            "event: alert\ndata: {\"agent\":\"001\",\"name\":\"web-01\",\"at\":\"2020-02-28T12:00:00Z\","
                                    + "\"id\":\"1582891200.7\",\"rule\":5716,\"level\":5,\"description\":\"SSHD\","
                                    + "\"groups\":[\"a\",\"b\"],\"location\":\"(web-01) any->/x\",\"srcip\":\"192.0.2.1\","
                                    + "\"user\":\"<b>\",\"log\":[")
                    .contains("event: logged\ndata: {\"agent\":\"000\"")
                    .contains("\"daemon\":\"ossec-remoted\",\"code\":1206,\"level\":\"error\",\"message\":")
                    .doesNotContain("before", "event: file");
            assertThat(events.body().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
            assertThat(once(server, path, lastId(events.body())).body())
                    .doesNotContain("event: alert", "event: logged");
        }
    }

    @Test
    void clientsHearOfWhatHappensAndOfTheEnd() throws Exception {
        var server = TestServer.over(ossec);
        try (Socket socket = server.client()
                .tls()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nAuthorization: "
                                    + TestServer.LOGIN + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            awaitLine(in, "event: ready");
            change("/etc/live");
            awaitLine(in, "event: file");
            assertThat(in.readLine()).contains("/etc/live");
            var closing = new FutureTask<Void>(() -> {
                server.close();
                return null;
            });
            new Thread(closing, "closing").start();
            awaitLine(in, "event: end");
            closing.get();
        }
    }

    private static void awaitLine(BufferedReader in, String expected) throws IOException {
        for (String line = in.readLine(); !expected.equals(line); line = in.readLine()) {
            assertThat(line).as("the end of the stream").isNotNull();
        }
    }
}
