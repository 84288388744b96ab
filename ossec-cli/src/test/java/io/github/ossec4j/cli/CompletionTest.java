package io.github.ossec4j.cli;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion script in bash and zsh. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CompletionTest {
    @TempDir
    private Path directory;

    /** Completes each of the lines in one shell; the command answers what a home with these agents would. */
    private List<String> complete(String shell, List<String> lines) throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of(shell))).as("needs " + shell).isTrue();
        Path script = Files.writeString(
                directory.resolve("completion.sh"),
                Run.of("generate-completion").out());
        Path agents = Files.writeString(
                directory.resolve("agents.csv"),
                Run.of("--sample", "agents", "--csv").out());
        Path ossec = Files.writeString(
                directory.resolve("ossec"),
                "#!/bin/sh\n[ \"$*\" = '--home /h agents --csv' ] && cat '" + agents + "'\n");
        Files.setPosixFilePermissions(ossec, PosixFilePermissions.fromString("rwxr-xr-x"));
        // zsh calls the functions of bash scripts with arrays that start at 0; bash does not have the option.
        var commands = new StringBuilder(". '" + script + "' 2>/dev/null; setopt ksharrays 2>/dev/null\n");
        for (String line : lines) {
            commands.append("COMP_WORDS=('" + ossec + "' --home /h " + line + ")\n")
                    .append("COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()\n")
                    .append("_complete_ossec 2>/dev/null; echo \"${COMPREPLY[*]}\"\n");
        }
        Process process = new ProcessBuilder(shell, "-c", commands.toString()).start();
        String answers = new String(process.getInputStream().readAllBytes(), Terminal.CHARSET);
        process.waitFor();
        return answers.lines().map(String::stripTrailing).toList();
    }

    /** What zsh itself leaves of the offered words, unlike bash. */
    private static String startingWithTheLastWord(String line, String offered) {
        String last = line.substring(line.lastIndexOf(' ') + 1).replace("'", "");
        return Stream.of(offered.split(" "))
                .filter(word -> word.startsWith(last))
                .collect(joining(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/bash", "/usr/bin/zsh"})
    void whatTheCommandAcceptsIsOffered(String shell) throws Exception {
        Map<String, String> expected = Map.ofEntries(
                entry("agents --status ''", "active disconnected never-connected"),
                entry("agents --color ''", "auto always never"),
                entry("agents --flavor ''", "auto wazuh ossec"),
                entry("agentless run --method ''", "auto script ssh"),
                entry("agentless run --host-key-policy ''", "known-only trust-on-first-use"),
                entry("files --j", "--json --jsonl"),
                entry("request ''", "GET PUT POST DELETE"),
                entry("help agentl", "agentless"),
                entry("agent re", "remove restart"),
                entry("files web", "web-01.example.org web-02.example.org"),
                entry("changes 00", "000 001 002 003 004 005 006 008 009"),
                entry("agent remove 001 m", "mail-01.example.org"),
                entry("agent key 00", "001 002 003 004 005 006 008 009"),
                entry("scan clear branch", "branch-gateway"));
        List<String> lines = List.copyOf(expected.keySet());
        List<String> offered = complete(shell, lines);
        assertThat(offered).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String words = offered.get(i);
            assertThat(shell.endsWith("zsh") ? startingWithTheLastWord(line, words) : words)
                    .as(line)
                    .isEqualTo(expected.get(line));
        }
    }
}
