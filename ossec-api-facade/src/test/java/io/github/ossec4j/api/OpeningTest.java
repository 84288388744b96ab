package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.NotAHomeException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which directories are opened, and as whose home. */
class OpeningTest {
    @TempDir
    Path directory;

    private void file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.createFile(file);
    }

    @Test
    void anEmptyDirectoryIsNoHome() {
        NotAHomeException failure = catchThrowableOfType(NotAHomeException.class, () -> Ossec.open(directory));

        assertThat(failure.file()).isEqualTo(directory);
        assertThat(failure.errorCode()).isEmpty();
        assertThat(failure)
                .hasMessageStartingWith(directory + ": this is not an OSSEC home")
                .hasMessageContaining("etc/ossec.conf")
                .hasMessageContaining("queue/syscheck");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc/passwd",
                "etc/localtime",
                "etc/shared/file",
                "var/run/sshd.pid",
                "queue/mail",
                "stats/report.csv",
                "bin/sh",
                "logs/app.log",
                "rules/local.xml"
            })
    void aDirectoryWithFoldersOfOtherProgramsIsNoHome(String name) throws IOException {
        file(name);
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("var/run"));

        assertThatThrownBy(() -> Ossec.open(directory)).isInstanceOf(NotAHomeException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theRootOfTheFileSystemIsNoHome() {
        assertThatThrownBy(() -> Ossec.open(Path.of("/"))).isInstanceOf(NotAHomeException.class);
    }

    @Test
    void aFileIsNoHome() throws IOException {
        file("file");

        assertThatThrownBy(() -> Ossec.open(directory.resolve("file")))
                .isInstanceOf(NotAHomeException.class)
                .hasMessageEndingWith("it is not a directory");
    }

    @Test
    void aMissingDirectoryIsAMissingFile() {
        assertThatThrownBy(() -> Ossec.open(directory.resolve("missing"))).isInstanceOf(FileMissingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc/ossec.conf",
                "etc/client.keys",
                "etc/shared/agent.conf",
                "queue/syscheck/syscheck",
                "queue/rootcheck/rootcheck",
                "queue/agent-info/web-any",
                "queue/agentless/(ssh_generic_diff) root@a",
                "queue/rids/001",
                "stats/totals/2016/Apr/ossec-totals-12.log",
                "stats/hourly-average/0",
                "bin/.process_list",
                "var/run/ossec-analysisd-1001.pid",
                "rules/syslog_rules.xml",
                "logs/ossec.log"
            })
    void oneSignIsEnough(String name) throws IOException {
        file(name);

        assertThat(Ossec.open(directory).snapshot().size()).isEqualTo(1);
    }

    @Test
    void partOfAHomeInAZipFileIsOpened() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("backup.zip"), Map.of("create", "true"))) {
            Path home = Files.createDirectories(zip.getPath("/backup/etc")).resolveSibling("");
            Files.writeString(home.resolve("etc/client.keys"), "001 web any 5a5a\n");

            assertThat(Ossec.open(home).snapshot().size()).isEqualTo(2);
            assertThatThrownBy(() -> Ossec.open(zip.getPath("/"))).isInstanceOf(NotAHomeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue/agents-timestamp",
                "etc/wazuh_decoders/x.xml",
                "etc/ossec_decoders/x.xml",
                "integrations/x",
                "update/ruleset/x"
            })
    void aHomeOfTheForkIsKnownByItsFilesBeforeAnyAgentIsRemoved(String name) throws IOException {
        file("etc/ossec.conf");
        assertThat(Ossec.open(directory).flavor()).isEqualTo(Flavor.OSSEC);

        file(name);
        assertThat(Ossec.open(directory).flavor()).isEqualTo(Flavor.WAZUH);

        file("var/run/ossec-analysisd.state");
        assertThat(Ossec.open(directory).flavor()).isEqualTo(Flavor.OSSEC);
    }

    @ParameterizedTest
    @CsvSource({
        "queue/agent-info, Linux x - OSSEC HIDS v4.2.0|crypto_method:aes",
        "queue/syscheck, +++1:33188:0:0:xxx:xxx:xxx !1460000000 /etc/hosts",
        "queue/syscheck, +++1:33188:0:0:xxx:xxx !1460000000 /a|+++1:33188:0:0:xxx:xxx:xxx !1460000000 /a",
    })
    void aSignOfOssec4IsFoundInTheLastOfManyFiles(String name, String content) throws IOException {
        file("etc/ossec.conf");
        file("integrations/x");
        Path files = Files.createDirectories(directory.resolve(name));
        for (int i = 0; i < (Boolean.getBoolean("ossec4j.thorough") ? 10_000 : 1_000); i++) {
            Files.createFile(files.resolve("(agent-" + i + ") any->syscheck"));
        }
        assertThat(Ossec.open(directory).flavor()).isEqualTo(Flavor.WAZUH);

        try (Stream<Path> listed = Files.list(files)) { // in the order in which the files are looked at
            Files.writeString(
                    listed.reduce((first, second) -> second).orElseThrow(), content.replace('|', '\n') + "\n");
        }
        assertThat(Ossec.open(directory).flavor()).isEqualTo(Flavor.OSSEC);
    }
}
