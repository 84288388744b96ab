package io.github.ossec4j.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What agentless scripts print, and texts that devices answer. */
final class AgentlessData {
    private static final String[] REPEATED = {"!", "", " exit", " no shutdown", " ip access-group inside in"};
    private static final int FLAGS = 3; // in front of an integrity record

    private AgentlessData() {}

    /**
     * Output of this many lines: half of them records of files, some log lines and notes, the rest text of a {@code STORE}
     * section, in an order that nothing can learn. One line of sixteen has a carriage return at its end, as terminals
     * send it.
     */
    static Path scriptOutput(int lines) throws IOException {
        Path database = BenchmarkData.syscheck(lines);
        return BenchmarkData.file("script-output-" + lines, target -> writeOutput(database, target));
    }

    private static void writeOutput(Path database, Path target) throws IOException {
        var random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.US_ASCII)) {
            String line = "STORE: now";
            for (String entry : Files.readAllLines(database, StandardCharsets.US_ASCII)) {
                out.write(line);
                out.write(random.nextInt(16) == 0 ? "\r\n" : "\n");
                line = outputLine(random, entry);
            }
        }
    }

    private static String outputLine(Random random, String entry) {
        String path = entry.substring(entry.indexOf('/'));
        int kind = random.nextInt(16);
        if (kind < 8) {
            return "FWD: " + entry.substring(FLAGS, entry.indexOf(' ')) + " " + path;
        }
        return switch (kind) {
            case 8 -> "LOG: Apr 13 09:30:00 gateway sshd[" + random.nextInt(1 << 15) + "]: opened " + path;
            case 9 -> "INFO: reading " + path;
            default -> textLine(random);
        };
    }

    /** A text of this many lines, like the configuration of a router; a quarter of the lines occur many times. */
    static Path text(int lines) throws IOException {
        return BenchmarkData.file("text-" + lines, target -> Files.write(target, lines(lines, 2)));
    }

    /** {@link #text(int)} after a change. */
    static Path text(int lines, TextChange change) throws IOException {
        return BenchmarkData.file(
                "text-" + lines + "-" + change, target -> Files.write(target, changed(lines(lines, 2), change)));
    }

    private static List<String> changed(List<String> old, TextChange change) {
        return switch (change) {
            case EDITED -> edited(old);
            case MOVED -> moved(old);
            case SHUFFLED -> shuffled(old);
            case UNRELATED -> unrelated(old);
        };
    }

    private static List<String> edited(List<String> old) {
        var random = new Random(3);
        List<String> lines = new ArrayList<>();
        for (String line : old) {
            int kind = random.nextInt(300); // one of a hundred, in three ways
            if (kind == 0 || kind == 1) {
                lines.add(textLine(random));
            }
            if (kind != 1 && kind != 2) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> moved(List<String> old) {
        int fifth = old.size() / 5;
        List<String> lines = new ArrayList<>(old);
        Collections.rotate(lines.subList(fifth, old.size() - fifth), fifth / 2);
        return lines;
    }

    private static List<String> shuffled(List<String> old) {
        List<String> lines = new ArrayList<>(old);
        Collections.shuffle(lines, new Random(4));
        return lines;
    }

    private static List<String> unrelated(List<String> old) {
        List<String> lines = new ArrayList<>();
        for (String line : old) {
            lines.add("# " + line);
        }
        return lines;
    }

    private static List<String> lines(int count, long seed) {
        var random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(textLine(random));
        }
        return lines;
    }

    private static String textLine(Random random) {
        if (random.nextInt(4) == 0) {
            return REPEATED[random.nextInt(REPEATED.length)];
        }
        String line = "access-list " + random.nextInt(200) + " permit tcp host " + address(random) + " host "
                + address(random);
        return switch (random.nextInt(4)) {
            case 0 -> line;
            case 1 -> line + " log";
            default -> line + " eq " + random.nextInt(1 << 16);
        };
    }

    private static String address(Random random) {
        return "198." + (18 + random.nextInt(2)) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }
}
