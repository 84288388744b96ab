package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
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
    private String complete(String shell, String... lines) throws IOException, InterruptedException {
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
        // zsh calls the functions of bash scripts with arrays that start at 0; bash ignores the option.
        var commands = new StringBuilder(". '" + script + "' 2>/dev/null; setopt ksharrays 2>/dev/null\n");
        for (String line : lines) {
            commands.append("COMP_WORDS=('" + ossec + "' --home /h " + line + ")\n")
                    .append("COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()\n")
                    .append("_complete_ossec 2>/dev/null; echo \"${COMPREPLY[*]}\"\n");
        }
        Process process = new ProcessBuilder(shell, "-c", commands.toString()).start();
        String answers = new String(process.getInputStream().readAllBytes(), Terminal.CHARSET);
        process.waitFor();
        return answers.replaceAll("\\s+\n", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/bash", "/usr/bin/zsh"})
    void whatTheCommandAcceptsIsOffered(String shell) throws Exception {
        assertThat(complete(
                                shell,
                                "agents --status ''",
                                "agents --color ''",
                                "agents --flavor ''",
                                "agentless run --method ''",
                                "agentless run --host-key-policy ''",
                                "files --j",
                                "request ''",
                                "help agentl",
                                "agent re",
                                "files web",
                                "changes 00",
                                "agent remove 001 m",
                                "agent key 00",
                                "scan clear branch")
                        .lines())
                .containsExactly(
                        "active disconnected never-connected",
                        "auto always never",
                        "auto wazuh ossec",
                        "auto script ssh",
                        "known-only trust-on-first-use",
                        "--json --jsonl",
                        "GET PUT POST DELETE",
                        "agentless",
                        "remove restart",
                        "web-01.example.org web-02.example.org",
                        "000 001 002 003 004 005 006 008 009",
                        "mail-01.example.org",
                        "001 002 003 004 005 006 008 009",
                        "branch-gateway");
    }
}
