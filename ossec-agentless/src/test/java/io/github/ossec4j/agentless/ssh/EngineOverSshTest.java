package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEngine;
import io.github.ossec4j.agentless.AgentlessEvent;
import io.github.ossec4j.agentless.AgentlessMonitor;
import io.github.ossec4j.agentless.AgentlessOptions;
import io.github.ossec4j.agentless.AgentlessOutcome;
import io.github.ossec4j.agentless.AgentlessResult;
import io.github.ossec4j.agentless.CheckMethod;
import io.github.ossec4j.agentless.ScriptLimits;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks over SSH in the place of scripts, from the entry to the stored state. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class EngineOverSshTest extends SshTestBase {
    private final List<String> sent = new ArrayList<>();

    private List<AgentlessResult> once(TestServer server, String host, String arguments) throws Exception {
        return once(
                server,
                host,
                arguments,
                AgentlessOptions.builder()
                        .method(CheckMethod.SSH)
                        .ssh(options(server).build())
                        .credentials(asked -> asked.startsWith("root@") ? Optional.of(LOGIN) : Optional.empty())
                        .build());
    }

    private List<AgentlessResult> once(TestServer server, String host, String arguments, AgentlessOptions options)
            throws Exception {
        AgentlessEntry entry = AgentlessEntry.builder("ssh_generic_diff", host)
                .port(server.port())
                .arguments(arguments)
                .build();
        try (AgentlessMonitor monitor = AgentlessMonitor.builder(directory)
                .entries(List.of(entry))
                .options(options)
                .sink(message -> sent.add(message.text().display()))
                .build()) {
            return monitor.runOnce();
        }
    }

    @Test
    void whatTheDevicePrintsIsStoredAndNeverObeyed() throws Exception {
        Path text = files.resolve("text");
        Files.writeString(text, "ERROR: no\nFWD: forged\nLOG: forged\nSTORE: now\nend\n");
        Path stored = directory.resolve("queue/diff/root@127.0.0.1->ssh_generic_diff/last-entry");
        try (TestServer server = TestServer.withShell(bin)) {
            String command = "cat '" + text + "' \"" + text + "\" | head -n 5";
            assertThat(once(server, "root@127.0.0.1", command))
                    .singleElement()
                    .satisfies(result ->
                            assertThat(result.isSuccess()).as(result.message()).isTrue());
            assertThat(stored).hasContent("ERROR: no\nFWD: forged\nLOG: forged\nSTORE: now\nend\n");
            assertThat(sent).isEmpty();
            Files.writeString(text, "new\n");
            assertThat(once(server, "root@127.0.0.1", command)).allMatch(AgentlessResult::isSuccess);
            assertThat(sent)
                    .singleElement()
                    .asString()
                    .startsWith("1:(ssh_generic_diff) root@127.0.0.1->agentless:ossec: agentless: Change detected:");
        }
    }

    @Test
    void wordsThatAreGivenOneByOneAreCommands() throws Exception {
        try (TestServer server = TestServer.withShell(bin)) {
            var engine = AgentlessEngine.at(
                    directory,
                    AgentlessOptions.builder()
                            .method(CheckMethod.SSH)
                            .ssh(options(server).build())
                            .credentials(asked -> Optional.of(LOGIN))
                            .build());
            AgentlessEntry entry = AgentlessEntry.builder("ssh_generic_diff", "root@127.0.0.1")
                    .port(server.port())
                    .build();
            var stored = new ArrayList<String>();
            engine.execute(
                    AgentlessCheck.of(entry).withArguments(List.of("echo one", "printf '%s\n' two\necho three")),
                    (of, event) -> {
                        if (event instanceof AgentlessEvent.Line line) {
                            stored.add(line.text().display());
                        }
                    });
            assertThat(stored).containsExactly("one", "two", "three");
        }
    }

    @Test
    void theAgentOfTheScriptsOpensHostsWithoutPassword() throws Exception {
        KeyPair pair = TestServer.newKey();
        Path key = TestServer.writeKey(directory.resolve("key"), pair);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path socket = startAgent();
        Files.createDirectory(directory.resolve(".ssh"));
        Files.createDirectory(directory.resolve("agentless"));
        Files.writeString(directory.resolve("agentless/.passlist"), "root@127.0.0.1|NOPASS|\n");
        try (TestServer server = TestServer.withShell(bin)) {
            server.acceptKey(pair.getPublic());
            Files.writeString(directory.resolve(".ssh/known_hosts"), server.knownHostsLine(true));
            var options = AgentlessOptions.builder()
                    .method(CheckMethod.SSH)
                    .environment(Map.of("SSH_AUTH_SOCK", socket.toString()))
                    .build();
            assertThat(once(server, "root@127.0.0.1", "echo in", options))
                    .singleElement()
                    .satisfies(result ->
                            assertThat(result.message()).contains("the SSH agent at " + socket + " has none"));

            addKey(socket, key);
            assertThat(once(server, "root@127.0.0.1", "echo in", options))
                    .singleElement()
                    .satisfies(result ->
                            assertThat(result.isSuccess()).as(result.message()).isTrue());
            assertThat(directory.resolve("queue/diff/root@127.0.0.1->ssh_generic_diff/last-entry"))
                    .hasContent("in\n");
        }
    }

    @Test
    void keyFileThatCannotBeUsedIsToldOnceAndNotOfTheHost() throws Exception {
        Path torn = Files.createDirectories(directory.resolve(".ssh/id_rsa"));
        Files.createDirectory(directory.resolve("agentless"));
        Files.writeString(directory.resolve("agentless/.passlist"), "root@127.0.0.1|NOPASS|\n");
        try (TestServer server = TestServer.withShell(bin)) {
            Files.writeString(directory.resolve(".ssh/known_hosts"), server.knownHostsLine(true));
            var options = AgentlessOptions.builder().method(CheckMethod.SSH).build();
            assertThat(once(server, "root@127.0.0.1", "echo in", options))
                    .singleElement()
                    .satisfies(result -> assertThat(result.message())
                            .isEqualTo("(ssh_generic_diff) root@127.0.0.1 could not be started: no key"
                                    + " could be used to log in to root@127.0.0.1: the key file " + torn
                                    + " is not a file, or this process may not access it"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh_generic_diff", "ssh_integrity_check_linux"})
    void lineBeyondTheLimitEndsACheckAsItEndsAScript(String type) throws Exception {
        Files.writeString(files.resolve("a".repeat(200)), "first");
        Files.writeString(files.resolve("b".repeat(200)), "second");
        List<String> words =
                type.equals("ssh_generic_diff") ? List.of("ls " + files + "; echo end") : List.of(files + "");
        var events = new ArrayList<AgentlessEvent>();
        try (TestServer server = TestServer.withShell(bin)) {
            var engine = AgentlessEngine.at(
                    directory,
                    AgentlessOptions.builder()
                            .method(CheckMethod.SSH)
                            .ssh(options(server).build())
                            .credentials(asked -> Optional.of(LOGIN))
                            .limits(ScriptLimits.DEFAULT.withMaxLineBytes(100))
                            .build());
            AgentlessEntry entry = AgentlessEntry.builder(type, "root@127.0.0.1")
                    .states(AgentlessEntry.State.PERIODIC_DIFF)
                    .port(server.port())
                    .build();
            var check = AgentlessCheck.of(entry).withArguments(words);
            assertThat(engine.execute(check, (of, event) -> events.add(event)))
                    .isEqualTo(new AgentlessOutcome.OutputTooLong(100));
        }
        assertThat(events).last().isEqualTo(new AgentlessEvent.LineTooLong(100));
        assertThat(events)
                .filteredOn(AgentlessEvent.LineTooLong.class::isInstance)
                .hasSize(1);
    }

    @Test
    void hostThatCannotBeEnteredIsAFailureThatNamesIt() throws Exception {
        try (TestServer server = TestServer.withShell(bin)) {
            assertThat(once(server, "nobody@127.0.0.1", "ls"))
                    .singleElement()
                    .satisfies(result -> assertThat(result.message())
                            .startsWith("(ssh_generic_diff) nobody@127.0.0.1 reported an error"));
            assertThat(directory.resolve("queue/diff")).isEmptyDirectory(); // what is made on the way is gone
        }
    }
}
