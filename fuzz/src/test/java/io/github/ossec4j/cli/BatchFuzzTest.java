package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.fuzz.SoundHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each line of a batch, whatever it holds, is answered by one line of JSON. */
class BatchFuzzTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SoundHome HOME = SoundHome.create("batch");

    static Stream<Arguments> seeds() {
        return Input.texts(
                "",
                "{\"method\":\"GET\",\"path\":\"/agents/001\"}\n{\"method\":\"GET\",\"path\":\"/nothing\"}",
                "{\"method\":\"POST\",\"path\":\"/agents\",\"body\":{\"name\":\"n1\"},\"remoteAddress\":\"192.0.2.1\"}\n",
                "{\"method\":\"GET\",\"path\":\"/agents\",\"query\":{\"status\":[\"active\"]},\"now\":1460000000}\n",
                "{\"method\":\"GET\",\"path\":\"/agents\",\"headers\":{\"Api-Version\":\"v9\"},\"rawBody\":\"x\"}",
                "[]\nnull\n\n{\n");
    }

    @MethodSource("seeds")
    @Fuzzed
    void answer(byte[] content) throws IOException {
        // Orders wait for daemons that are not there, and a letter can be escaped.
        String text = Input.text(content).toUpperCase(Locale.ROOT);
        if (text.contains("PUT") || text.contains("\\U00")) {
            return;
        }
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var terminal = new Terminal(
                new ByteArrayInputStream(content),
                Terminal.buffered(out),
                new PrintWriter(err, true),
                false,
                false,
                false,
                () -> 0,
                Map.of());
        int status = Ossec4jCli.run(
                terminal,
                "--home",
                HOME.directory().toString(),
                "--now",
                Long.toString(SoundHome.NOW.getEpochSecond()),
                "--zone",
                "UTC",
                "--manager-name=this",
                "batch");
        HOME.restore();
        assertThat(status).as("%s", err).isZero();
        List<String> answers = out.toString(Terminal.CHARSET).lines().toList();
        long requests = text.chars().filter(c -> c == '\n').count() + (text.isEmpty() || text.endsWith("\n") ? 0 : 1);
        assertThat(answers).hasSize((int) requests);
        for (String answer : answers) {
            JsonNode node = MAPPER.readTree(answer);
            assertThat(node.get("status").asInt()).isBetween(200, 499);
            assertThat(node.has("response")).isTrue();
        }
    }
}
