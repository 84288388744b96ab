package io.github.ossec4j.agentless.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts print, and the words that they are started with. */
class ScriptFuzzTest {
    private static final int LONGEST = 40;

    static Stream<Arguments> output() {
        return Input.texts(
                "",
                "INFO: Started.\nFWD: 12:33188:0:0:abc:def /etc/passwd\nINFO: Finished.\n",
                "INFO: Started.\nSTORE: now\nline 1\r\nline\0 2\nINFO: between\nline 3\nINFO: Finished.",
                "LOG:\nFWD:x\nERROR: password rejected\nafter\n",
                "a line of more bytes than are kept by a parser that keeps few\n");
    }

    static Stream<Arguments> words() {
        return Input.texts("", "ls -l", "'a b' \"c \\\"d\\\"\" e\\ f", "'", "\\", "\"\\\n\"", "''", "a''b\tc\n");
    }

    @MethodSource("output")
    @Fuzzed
    void output(byte[] content) throws IOException {
        for (ScriptKind kind : ScriptKind.values()) {
            for (StoreReading reading : StoreReading.values()) {
                List<ScriptMessage> whole = messages(content, content.length, kind, reading);
                assertThat(messages(content, 1, kind, reading)).isEqualTo(whole);
                assertThat(messages(content, 7, kind, reading)).isEqualTo(whole);
                if (whole.stream().noneMatch(ScriptMessage.TooLong.class::isInstance)) {
                    byte[] printed = printed(whole);
                    assertThat(messages(printed, printed.length, kind, reading)).isEqualTo(whole);
                }
            }
        }
    }

    private static List<ScriptMessage> messages(byte[] content, int step, ScriptKind kind, StoreReading reading)
            throws IOException {
        var messages = new ArrayList<ScriptMessage>();
        ScriptOutputParser parser = ScriptOutputParser.of(kind, reading, LONGEST);
        for (int from = 0; from < content.length; from += step) {
            parser.feed(content, from, Math.min(content.length, from + step), messages::add);
        }
        parser.finish(messages::add);
        return messages;
    }

    private static byte[] printed(List<ScriptMessage> messages) {
        var text = new StringBuilder();
        for (ScriptMessage message : messages) {
            if (message instanceof ScriptMessage.Info info) {
                text.append("INFO: ").append(Input.text(info.text().bytes()));
            } else if (message instanceof ScriptMessage.ErrorReport error) {
                text.append("ERROR: ").append(Input.text(error.text().bytes()));
            } else if (message instanceof ScriptMessage.Forward forward) {
                text.append("FWD: ").append(Input.text(forward.text().bytes()));
            } else if (message instanceof ScriptMessage.Log log) {
                text.append("LOG: ").append(Input.text(log.text().bytes()));
            } else if (message instanceof ScriptMessage.Data data) {
                text.append(Input.text(data.text().bytes()));
            } else {
                text.append("STORE: ");
            }
            text.append('\n');
        }
        return Input.bytes(text.toString());
    }

    @MethodSource("words")
    @Fuzzed
    void words(byte[] content) {
        List<String> words;
        try {
            words = ArgumentWords.parse(Input.text(content));
        } catch (IllegalArgumentException e) {
            return;
        }
        var quoted = new StringBuilder();
        words.forEach(
                word -> quoted.append('\'').append(word.replace("'", "'\\''")).append("' "));
        assertThat(ArgumentWords.parse(quoted.toString())).isEqualTo(words);
    }
}
