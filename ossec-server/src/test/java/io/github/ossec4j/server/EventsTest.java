package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
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
        Map<String, String> headers = lastId.isEmpty()
                ? Map.of("Authorization", TestServer.LOGIN)
                : Map.of("Authorization", TestServer.LOGIN, "Last-Event-ID", lastId);
        return server.client().send("GET", "/events?once", headers, "");
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
