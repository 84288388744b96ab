package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/control");
    private static final Pattern HEX = Pattern.compile("\"hex\": \"([0-9a-f]+)\"");
    private static final Pattern COMMAND = Pattern.compile("\"command\": \\[([^\\]]*)\\]");

    @TempDir
    Path directory = Path.of("");

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("ossec-control-status.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void datagramIsThatOfTheOriginal(Path recording) throws IOException {
        String json = Files.readString(recording);
        Matcher hex = HEX.matcher(json);
        assertThat(hex.find()).isTrue();
        byte[] expected = HexFormat.of().parseHex(hex.group(1));
        assertThat(hex.find()).as("one datagram only").isFalse();

        Path path = directory.resolve("ar");
        try (Receiver receiver = Receiver.at(path)) {
            DaemonSocket.at(path, DaemonSocket.REMOTED_LIMIT_BYTES).send(message(json));
            assertThat(receiver.receive()).isEqualTo(expected);
        }
    }

    private static RemotedMessage message(String json) {
        Matcher command = COMMAND.matcher(json);
        assertThat(command.find()).isTrue();
        List<String> words = Stream.of(command.group(1).split(",", -1))
                .map(word -> word.strip().replace("\"", ""))
                .toList();
        AgentId last = words.get(words.size() - 1).startsWith("-")
                ? AgentId.MANAGER
                : AgentId.parse(words.get(words.size() - 1));
        return switch (words.get(1)) {
            case "-R" -> RemotedMessage.restart(last);
            case "-b" -> RemotedMessage.activeResponse(last, words.get(4), words.get(2));
            default -> words.contains("-a") ? RemotedMessage.runChecksOnAll() : RemotedMessage.runChecks(last);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a\0b", "-x", "ä"})
    void fieldsOfAnActiveResponseCannotForgeOthers(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemotedMessage.activeResponse(AgentId.of(1), word, "192.0.2.1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemotedMessage.activeResponse(AgentId.of(1), "host-deny600", word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "1 2"})
    void agentIsDigits(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RemotedMessage.Restart(id));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemotedMessage.RunChecks(id));
    }

    @Test
    void agentKeepsTheDigitsItIsWrittenWith() {
        assertThat(OrderText.datagram(new RemotedMessage.RunChecks("0001")))
                .isEqualTo("(msg_to_agent) [] N!S 0001 syscheck restart");
    }

    @Test
    void eventHasKindLocationAndText() throws IOException {
        Path path = directory.resolve("queue");
        var event = QueueMessage.of(
                QueueMessage.Kind.ROOTCHECK, "(web-01) 192.0.2.10->rootcheck", "Starting rootcheck scan.");
        try (Receiver receiver = Receiver.at(path)) {
            DaemonSocket.at(path, DaemonSocket.ANALYSISD_LIMIT_BYTES).send(event);
            assertThat(receiver.receive())
                    .asString()
                    .isEqualTo("9:(web-01) 192.0.2.10->rootcheck:Starting rootcheck scan.\0");
        }
    }

    @Test
    void addressWithColonsIsALocationInItsOwnForm() {
        assertThat(QueueMessage.of(QueueMessage.Kind.SYSCHECK, "(six) 2001:db8::1->syscheck", "x")
                        .text())
                .hasToString("8:(six) 2001:db8::1->syscheck:x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C:\\log", "a\nb", "(x) y->C:\\log"})
    void locationThatWouldBeSplitElsewhereIsRefused(String location) {
        assertThatIllegalArgumentException().isThrownBy(() -> QueueMessage.of(QueueMessage.Kind.LOG, location, "x"));
    }
}
