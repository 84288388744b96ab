package io.github.ossec4j.agentless.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptOutputParserTest {
    private static final String[] PIECES = {
        "ERROR: no\n",
        "INFO: ",
        "FWD: 1:2 /x",
        "FWD:",
        "LOG:",
        "LOG: text",
        "STORE: now",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "plain",
        "\u00e9",
        "INFO:x",
        "ERROR:",
        "x".repeat(40)
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16384})
    void anySplitGivesTheSameMessages(int size) throws IOException {
        for (long seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] output = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            for (ScriptKind kind : ScriptKind.values()) {
                for (StoreReading reading : StoreReading.values()) {
                    assertThat(parse(output, kind, reading, 100, size))
                            .as("seed %d, %s, %s", seed, kind, reading)
                            .isEqualTo(plainly(output, kind, reading, 100));
                }
            }
        }
    }

    /** The protocol once more, in the simplest way: all of the output at hand, line by line. */
    private static List<ScriptMessage> plainly(byte[] output, ScriptKind kind, StoreReading reading, int max) {
        var messages = new ArrayList<ScriptMessage>();
        boolean storing = false;
        String all = new String(output, StandardCharsets.ISO_8859_1);
        if (all.isEmpty()) {
            return messages;
        }
        String lines = all.endsWith("\n") ? all.substring(0, all.length() - 1) : all;
        for (String line : lines.split("\n", -1)) {
            String kept = line.split("[\r\0]", -1)[0];
            if (kept.length() > max) {
                messages.add(new ScriptMessage.TooLong(max));
                continue;
            }
            boolean store = kind == ScriptKind.PERIODIC_DIFF && kept.startsWith("STORE: ");
            if (store) {
                messages.add(new ScriptMessage.StoreStart());
                storing = true;
                continue;
            }
            if (kept.startsWith("ERROR: ")) {
                messages.add(new ScriptMessage.ErrorReport(raw(kept.substring(7))));
                return messages;
            }
            int before = messages.size();
            if (kept.startsWith("INFO: ")) {
                messages.add(new ScriptMessage.Info(raw(kept.substring(6))));
            } else if (kept.startsWith("FWD:")) {
                messages.add(new ScriptMessage.Forward(raw(kept.length() < 5 ? "" : kept.substring(5))));
            } else if (kept.startsWith("LOG:")) {
                messages.add(new ScriptMessage.Log(raw(kept.length() < 5 ? "" : kept.substring(5))));
            }
            if (messages.size() > before) {
                storing &= reading == StoreReading.DAEMON;
            } else {
                messages.add(new ScriptMessage.Data(raw(kept), storing));
            }
        }
        return messages;
    }

    private static RawText raw(String latin1) {
        return RawText.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<ScriptMessage> parse(byte[] output, ScriptKind kind, StoreReading reading, int max, int size)
            throws IOException {
        var messages = new ArrayList<ScriptMessage>();
        var parser = ScriptOutputParser.of(kind, reading, max);
        for (int i = 0; i < output.length; i += size) {
            parser.feed(output, i, Math.min(output.length, i + size), messages::add);
        }
        parser.finish(messages::add);
        return messages;
    }

    private static List<ScriptMessage> parse(String output, StoreReading reading) throws IOException {
        return parse(output.getBytes(StandardCharsets.UTF_8), ScriptKind.PERIODIC_DIFF, reading, 1 << 20, 7);
    }

    @Test
    void documentedReadingEndsTheSectionAtTheNextCommand() throws IOException {
        assertThat(parse("STORE: now\na\nINFO: done\nb\n", StoreReading.DOCUMENTED))
                .containsExactly(
                        new ScriptMessage.StoreStart(),
                        new ScriptMessage.Data(RawText.of("a"), true),
                        new ScriptMessage.Info(RawText.of("done")),
                        new ScriptMessage.Data(RawText.of("b"), false));
    }

    @Test
    void daemonReadingGoesOnBehindCommands() throws IOException {
        assertThat(parse("STORE: now\nINFO: done\nb", StoreReading.DAEMON))
                .last()
                .isEqualTo(new ScriptMessage.Data(RawText.of("b"), true));
    }

    @ParameterizedTest
    @EnumSource(StoreReading.class)
    void nothingIsReadBehindAnError(StoreReading reading) throws IOException {
        assertThat(parse("ERROR: no\nINFO: never\n", reading))
                .containsExactly(new ScriptMessage.ErrorReport(RawText.of("no")));
    }

    @Test
    void commandWithinALongLineIsText() throws IOException {
        String line = "x".repeat(2047) + "ERROR: no";
        assertThat(parse(line + "\n", StoreReading.DAEMON))
                .containsExactly(new ScriptMessage.Data(RawText.of(line), false));
    }

    @Test
    void lineWithoutEndIsDroppedWithoutHoldingIt() throws IOException {
        var messages = new ArrayList<ScriptMessage>();
        var parser = ScriptOutputParser.of(ScriptKind.PERIODIC, StoreReading.DAEMON, 4096);
        byte[] block = "y".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1024; i++) { // a gigabyte, four times the heap of the tests
            parser.feed(block, 0, block.length, messages::add);
        }
        byte[] rest = "\nINFO: still here\n".getBytes(StandardCharsets.US_ASCII);
        parser.feed(rest, 0, rest.length, messages::add);
        assertThat(messages)
                .containsExactly(new ScriptMessage.TooLong(4096), new ScriptMessage.Info(RawText.of("still here")));
    }
}
