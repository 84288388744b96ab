package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedAgentsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path home;

    @BeforeEach
    void enroll() throws IOException {
        for (String directory : new String[] {"etc", "queue/syscheck", "queue/rootcheck", "queue/rids", "var/run"}) {
            Files.createDirectories(home.resolve(directory));
        }
        Files.writeString(
                home.resolve("etc/client.keys"),
                Stream.of("001 web-01 any ", "002 77 any ", "003 twin any ", "004 twin 192.0.2.4 ")
                        .map(entry -> entry + KEY + "\n")
                        .reduce("", String::concat));
    }

    private Run run(String line) {
        return Run.of(Stream.concat(Stream.of("--home", home.toString()), Stream.of(line.split(" ")))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent X", "files X", "changes X", "policy X", "agent key X", "scan clear --yes X"})
    void everyAgentIsFoundByNumberAndByName(String line) {
        Run byNumber = run(line.replace("X", "1"));
        assertThat(byNumber.status()).isZero();
        assertThat(run(line.replace("X", "web-01"))).isEqualTo(byNumber);
        assertThat(run(line.replace("X", "001"))).isEqualTo(byNumber);
    }

    @Test
    void unknownNameIsAnError() {
        Run run = run("files Web-01");
        assertThat(run.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(run.err())
                .isEqualTo("ossec: no agent is called 'Web-01'; 'ossec agents' lists their numbers and names\n");
    }

    @Test
    void nameOfSeveralAgentsNamesNone() {
        Run run = run("agent remove web-01 twin --yes");
        assertThat(run.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(run.err()).contains("2 agents are called 'twin'", "003 or 004");
        assertThat(run("agents").out()).contains("web-01");
    }

    @Test
    void digitsAreANumber() {
        Run run = run("agent 77");
        assertThat(run.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(run.err()).contains("no agent 077 in client.keys", "the agent of that name is 002");
        assertThat(run("agent 123456789").err()).contains("no agent 123456789 in client.keys");
    }

    @Test
    void severalAreRemovedAllOrNoneAndEachOnce() {
        assertThat(run("agent remove web-01 999 --yes").err()).contains("no agent 999");
        assertThat(run("agents").out()).contains("web-01");
        assertThat(run("agent remove web-01 1 003 --yes").out()).isEqualTo("Agent 001 removed\nAgent 003 removed\n");
    }

    @Test
    void nothingIsDoneWithTheFirstIfTheSecondIsUnknown() throws IOException {
        Path database = home.resolve("queue/syscheck/(web-01) any->syscheck");
        Files.writeString(database, "+++1:33188:0:0:xxx:xxx !1460000000 /etc/a\n");
        assertThat(run("scan clear 001 999 --yes").status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(database).isNotEmptyFile();
    }
}
