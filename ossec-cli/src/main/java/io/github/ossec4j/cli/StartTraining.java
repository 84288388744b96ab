package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the most common commands without visible output, so that the JVM can record the classes that they use. */
final class StartTraining {
    /** Not batch: one start of it serves many requests, and its many classes would slow down every other start. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("agents"),
            List.of("agents", "--json"),
            List.of("agent", "001"),
            List.of("changes", "001"),
            List.of("changes", "001", "--json"),
            List.of("files", "001"),
            List.of("policy", "001"),
            List.of("stats"),
            List.of("config"),
            List.of("manager", "status"),
            List.of("request", "GET", "/agents"));

    private StartTraining() {}

    /** Ends the process with status 0 if every command was answered. */
    public static void main(String[] words) throws IOException {
        System.exit(run());
    }

    /** The highest of the exit statuses. */
    static int run() throws IOException {
        int status = Math.max(run(List.of("--help")), run(List.of("--sample", "agents")));
        try (SampleDirectory home = SampleDirectory.write(Instant.now(), true)) {
            for (List<String> command : COMMANDS) {
                var words = new ArrayList<>(command);
                words.addAll(List.of("--home", home.path().toString()));
                int answer = run(words);
                // Nothing runs in the sample, which is an answer as well.
                status = Math.max(status, command.get(0).equals("manager") ? 0 : answer);
            }
        }
        return status;
    }

    private static int run(List<String> words) {
        var terminal = new Terminal(
                InputStream.nullInputStream(),
                Terminal.buffered(OutputStream.nullOutputStream()),
                new PrintWriter(OutputStream.nullOutputStream(), false, Terminal.CHARSET),
                false,
                false,
                false,
                () -> 0,
                Map.of());
        return Main.run(terminal, words.toArray(String[]::new));
    }
}
