package io.github.ossec4j.agentless;

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
        for (boolean stores : new boolean[] {false, true}) {
            for (StoreReading reading : StoreReading.values()) {
                List<AgentlessEvent> whole = events(content, content.length, stores, reading);
                assertThat(events(content, 1, stores, reading)).isEqualTo(whole);
                assertThat(events(content, 7, stores, reading)).isEqualTo(whole);
                if (whole.stream().noneMatch(AgentlessEvent.LineTooLong.class::isInstance)) {
                    byte[] printed = printed(whole);
                    assertThat(events(printed, printed.length, stores, reading)).isEqualTo(whole);
                }
            }
        }
    }

    private static List<AgentlessEvent> events(byte[] content, int step, boolean stores, StoreReading reading)
            throws IOException {
        var events = new ArrayList<AgentlessEvent>();
        ScriptOutputParser parser = ScriptOutputParser.of(stores, reading, LONGEST);
        for (int from = 0; from < content.length; from += step) {
            parser.feed(content, from, Math.min(content.length, from + step), events::add);
        }
        parser.finish(events::add);
        return events;
    }

    private static byte[] printed(List<AgentlessEvent> events) {
        var text = new StringBuilder();
        for (AgentlessEvent event : events) {
            if (event instanceof AgentlessEvent.Info info) {
                text.append("INFO: ").append(Input.text(info.text().bytes()));
            } else if (event instanceof AgentlessEvent.ErrorReport error) {
                text.append("ERROR: ").append(Input.text(error.text().bytes()));
            } else if (event instanceof AgentlessEvent.Integrity file) {
                text.append("FWD: ").append(Input.text(file.text().bytes()));
            } else if (event instanceof AgentlessEvent.Log log) {
                text.append("LOG: ").append(Input.text(log.text().bytes()));
            } else if (event instanceof AgentlessEvent.Line line) {
                text.append(Input.text(line.text().bytes()));
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
