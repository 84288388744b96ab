package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command of docs/tour.md and compares what it prints; {@code -Dgolden.write=true} rewrites the page.
 *
 * <p>The command runs in this JVM, at a fixed time and as on a terminal of 120 columns; the Java program as a process.
 * The clone is one of this repository.
 */
class TourTest {
    private static final Path TOUR = Path.of("../docs/tour.md");
    private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern CONSOLE = Pattern.compile("(?ms)(^```console\n)(.*?)(^```$)");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*)\n");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path directory;

    @Test
    void commandsPrintWhatThePageShows() throws Exception {
        String page = Files.readString(TOUR);
        Matcher program = PROGRAM.matcher(page);
        assertThat(program.find()).isTrue();
        Files.writeString(directory.resolve("Changes.java"), program.group(1));

        var played = new StringBuilder();
        Matcher console = CONSOLE.matcher(page);
        while (console.find()) {
            var block = new StringBuilder(console.group(1));
            for (MatchResult command :
                    COMMAND.matcher(console.group(2)).results().toList()) {
                block.append("$ ").append(command.group(1)).append('\n').append(output(words(command.group(1))));
            }
            console.appendReplacement(played, Matcher.quoteReplacement(block + console.group(3)));
        }
        console.appendTail(played);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(TOUR, played.toString());
        }
        assertThat(played.toString()).isEqualTo(Files.readString(TOUR));
    }

    @Test
    void cloneHasTheCommand() throws Exception {
        assumeThat(Path.of("../.git")).as("a checkout").exists();
        assertThat(process(List.of(
                        "git",
                        "clone",
                        "--quiet",
                        "--depth",
                        "1",
                        "file://" + Path.of("..").toRealPath(),
                        "ossec4j")))
                .isEmpty();
        assertThat(directory.resolve("ossec4j/ossec")).isExecutable();
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    private String output(List<String> words) throws Exception {
        var rest = new ArrayList<>(words.subList(1, words.size()));
        return switch (words.get(0)) {
            case "git", "cd" -> ""; // the other test
            case "java" -> {
                rest.replaceAll(word ->
                        word.equals("ossec-cli/target/ossec.jar") ? System.getProperty("java.class.path") : word);
                rest.add(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                yield process(rest);
            }
            case "./ossec" -> {
                rest.replaceAll(word ->
                        word.equals("sample") ? directory.resolve("sample").toString() : word);
                rest.addAll(0, List.of("--color", "never"));
                if (rest.contains("--sample")) {
                    rest.addAll(0, List.of("--now", "1700000000"));
                }
                Run run = Run.with().columns(120).run(rest.toArray(String[]::new));
                yield (run.out() + run.err()).replace("\r\n", "\n"); // CSV, in a page with Git's line ends
            }
            default -> throw new IllegalArgumentException("no way to run " + words);
        };
    }

    private String process(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), Terminal.CHARSET);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
