package io.github.ossec4j.agentless;

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
    void anySplitGivesTheSameEvents(int size) throws IOException {
        for (long seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] output = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            for (boolean stores : new boolean[] {false, true}) {
                for (StoreReading reading : StoreReading.values()) {
                    assertThat(parse(output, stores, reading, 100, size))
                            .as("seed %d, %s, %s", seed, stores, reading)
                            .isEqualTo(plainly(output, stores, reading, 100));
                }
            }
        }
    }

    /** The protocol once more, in the simplest way: all of the output at hand, line by line. */
    private static List<AgentlessEvent> plainly(byte[] output, boolean stores, StoreReading reading, int max) {
        var events = new ArrayList<AgentlessEvent>();
        boolean storing = false;
        String all = new String(output, StandardCharsets.ISO_8859_1);
        if (all.isEmpty()) {
            return events;
        }
        String lines = all.endsWith("\n") ? all.substring(0, all.length() - 1) : all;
        for (String line : lines.split("\n", -1)) {
            String kept = line.split("[\r\0]", -1)[0];
            if (kept.length() > max) {
                events.add(new AgentlessEvent.LineTooLong(max));
                continue;
            }
            boolean store = stores && kept.startsWith("STORE: ");
            if (store) {
                events.add(new AgentlessEvent.StoreStart());
                storing = true;
                continue;
            }
            if (kept.startsWith("ERROR: ")) {
                events.add(new AgentlessEvent.ErrorReport(raw(kept.substring(7))));
                return events;
            }
            int before = events.size();
            if (kept.startsWith("INFO: ")) {
                events.add(new AgentlessEvent.Info(raw(kept.substring(6))));
            } else if (kept.startsWith("FWD:")) {
                events.add(new AgentlessEvent.Integrity(raw(kept.length() < 5 ? "" : kept.substring(5))));
            } else if (kept.startsWith("LOG:")) {
                events.add(new AgentlessEvent.Log(raw(kept.length() < 5 ? "" : kept.substring(5))));
            }
            if (events.size() > before) {
                storing &= reading == StoreReading.DAEMON;
            } else {
                events.add(new AgentlessEvent.Line(raw(kept), storing));
            }
        }
        return events;
    }

    private static RawText raw(String latin1) {
        return RawText.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<AgentlessEvent> parse(byte[] output, boolean stores, StoreReading reading, int max, int size)
            throws IOException {
        var events = new ArrayList<AgentlessEvent>();
        var parser = ScriptOutputParser.of(stores, reading, max);
        for (int i = 0; i < output.length; i += size) {
            parser.feed(output, i, Math.min(output.length, i + size), events::add);
        }
        parser.finish(events::add);
        return events;
    }

    private static List<AgentlessEvent> parse(String output, StoreReading reading) throws IOException {
        return parse(output.getBytes(StandardCharsets.UTF_8), true, reading, 1 << 20, 7);
    }

    @Test
    void documentedReadingEndsTheSectionAtTheNextCommand() throws IOException {
        assertThat(parse("STORE: now\na\nINFO: done\nb\n", StoreReading.DOCUMENTED))
                .containsExactly(
                        new AgentlessEvent.StoreStart(),
                        new AgentlessEvent.Line(RawText.of("a"), true),
                        new AgentlessEvent.Info(RawText.of("done")),
                        new AgentlessEvent.Line(RawText.of("b"), false));
    }

    @Test
    void daemonReadingGoesOnBehindCommands() throws IOException {
        assertThat(parse("STORE: now\nINFO: done\nb", StoreReading.DAEMON))
                .last()
                .isEqualTo(new AgentlessEvent.Line(RawText.of("b"), true));
    }

    @ParameterizedTest
    @EnumSource(StoreReading.class)
    void nothingIsReadBehindAnError(StoreReading reading) throws IOException {
        assertThat(parse("ERROR: no\nINFO: never\n", reading))
                .containsExactly(new AgentlessEvent.ErrorReport(RawText.of("no")));
    }

    @Test
    void commandWithinALongLineIsText() throws IOException {
        String line = "x".repeat(2047) + "ERROR: no";
        assertThat(parse(line + "\n", StoreReading.DAEMON))
                .containsExactly(new AgentlessEvent.Line(RawText.of(line), false));
    }

    @Test
    void lineWithoutEndIsDroppedWithoutHoldingIt() throws IOException {
        var events = new ArrayList<AgentlessEvent>();
        var parser = ScriptOutputParser.of(false, StoreReading.DAEMON, 4096);
        byte[] block = "y".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 300; i++) { // 300 MB, more than the heap of the tests
            parser.feed(block, 0, block.length, events::add);
        }
        byte[] rest = "\nINFO: still here\n".getBytes(StandardCharsets.US_ASCII);
        parser.feed(rest, 0, rest.length, events::add);
        assertThat(events)
                .containsExactly(
                        new AgentlessEvent.LineTooLong(4096), new AgentlessEvent.Info(RawText.of("still here")));
    }
}
