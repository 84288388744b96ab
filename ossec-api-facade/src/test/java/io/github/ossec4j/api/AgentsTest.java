package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.keys.ChangeUnfinishedException;
import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ScanTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AgentsTest {
    @TempDir
    Path directory;

    private Ossec full() throws IOException {
        return Homes.open(Homes.full().writeTo(directory).root());
    }

    @Test
    void theListHasTheManagerAndTheLivingAgentsInTheOrderOfTheFile() throws IOException {
        assertThat(full().agents().list())
                .containsExactly(
                        agent(0, "manager", "127.0.0.1", AgentStatus.ACTIVE),
                        agent(1, "web-01", "192.0.2.10", AgentStatus.ACTIVE),
                        agent(2, "db-01", "192.0.2.0/24", AgentStatus.DISCONNECTED),
                        agent(3, "new", "any", AgentStatus.NEVER_CONNECTED),
                        agent(5, "win-01", "any", AgentStatus.ACTIVE));
    }

    private static Agent agent(int id, String name, String address, AgentStatus status) {
        return new Agent(AgentId.of(id), name, AgentAddress.of(address), status);
    }

    @Test
    void theListIsThatOfTheEndpoint() throws IOException {
        Ossec ossec = full();

        assertThat(ossec.agents().list().stream().map(AgentsTest::fields))
                .containsExactlyElementsOf(fields(Homes.get(ossec, "/agents").get("data")));
    }

    @ParameterizedTest
    @EnumSource(AgentStatus.class)
    void theListByStatusIsThatOfTheEndpoint(AgentStatus status) throws IOException {
        Ossec ossec = full();
        String query = status.text().replace(' ', '+');

        assertThat(ossec.agents().list(status).stream().map(AgentsTest::fields))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        fields(Homes.get(ossec, "/agents?status=" + query).get("data")));
    }

    private static String fields(Agent agent) {
        return agent.id() + "|" + agent.name() + "|" + agent.address() + "|"
                + agent.status().text();
    }

    private static List<String> fields(JsonNode list) {
        return list.valueStream()
                .map(agent -> agent.get("id").asString() + "|"
                        + agent.get("name").asString() + "|" + agent.get("ip").asString() + "|"
                        + agent.get("status").asString())
                .toList();
    }

    @Test
    void infoTellsEverythingOfAnAgent() throws IOException {
        Ossec ossec = full();
        AgentDetails details = ossec.agents().info(AgentId.of(1));
        JsonNode answer = Homes.get(ossec, "/agents/001").get("data");

        assertThat(details.agent()).isEqualTo(agent(1, "web-01", "192.0.2.10", AgentStatus.ACTIVE));
        assertThat(details.lastKeepAlive()).contains(Homes.NOW.minus(Duration.ofMinutes(1)));
        assertThat(details.info().orElseThrow().sharedConfigurationMd5()).contains("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(details.info().orElseThrow().operatingSystem().display())
                .isEqualTo(answer.get("os").asString());
        assertThat(details.info().orElseThrow().version()).contains("OSSEC HIDS v2.8");
        assertThat(answer.get("version").asString()).startsWith("OSSEC HIDS v2.8");
        assertThat(details.scans().syscheckStart()).contains(Homes.NOW.minus(Duration.ofHours(5)));
        assertThat(answer.get("syscheckTime").asString()).isEqualTo("Tue Apr 12 04:05:03 2016");
        assertThat(details.maintenance()).isEmpty();
    }

    @Test
    void infoOfTheManagerIsItsIdentityAndItsScans() throws IOException {
        Ossec ossec = full();
        AgentDetails details = ossec.agents().info(AgentId.MANAGER);
        JsonNode answer = Homes.get(ossec, "/agents/000").get("data");

        assertThat(details.agent().name())
                .isEqualTo("manager")
                .isEqualTo(answer.get("name").asString());
        assertThat(details.info().orElseThrow().operatingSystem().display())
                .isEqualTo(Homes.IDENTITY.operatingSystem())
                .isEqualTo(answer.get("os").asString());
        assertThat(details.lastKeepAlive()).isEmpty();
        assertThat(details.scans().rootcheckEnd())
                .contains(Homes.NOW.minus(Duration.ofHours(2)).plus(Duration.ofMinutes(30)));
    }

    @Test
    void theKeyIsThatOfTheEndpoint() throws IOException {
        Ossec ossec = full();

        assertThat(ossec.agents().key(AgentId.of(1)).exported())
                .isEqualTo(Homes.get(ossec, "/agents/001/key").get("data").asString())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(("001 web-01 192.0.2.10 " + "5a".repeat(32)).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theKeyOfANameThatIsNoUtf8IsThatOfTheEndpointToo() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.write(
                directory.resolve("etc/client.keys"), "001 caf\u00e9 any 5a5a\n".getBytes(StandardCharsets.ISO_8859_1));
        Ossec ossec = Homes.open(directory);

        assertThat(ossec.agents().key(AgentId.of(1)).exported())
                .isEqualTo(Homes.get(ossec, "/agents/001/key").get("data").asString());
    }

    @Test
    void anExecutorChangesNothingAboutTheDetailsOfAll() throws IOException {
        Ossec ossec = full();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Ossec parallel = Homes.builder(directory).executor(pool).open();

            assertThat(ossec.snapshot().details())
                    .hasSize(5)
                    .isEqualTo(parallel.snapshot().details())
                    .isEqualTo(ossec.agents().list().stream()
                            .map(agent -> ossec.agents().info(agent.id()))
                            .toList());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anExecutorChangesNothingAboutFailures() throws IOException {
        Ossec ossec = full();
        Path database =
                ossec.home().rootcheck("web-01", AgentAddress.of("192.0.2.10")).orElseThrow();
        Files.delete(database);
        Files.createDirectory(database);
        Ossec withExecutor = Homes.builder(directory).executor(Runnable::run).open();

        assertThatThrownBy(() -> ossec.snapshot().details()).isInstanceOf(ReadFailedException.class);
        assertThatThrownBy(() -> withExecutor.snapshot().details()).isInstanceOf(ReadFailedException.class);
    }

    @Test
    void agentlessDevicesAreSortedByTypeAndHost() throws IOException {
        assertThat(full().agents().agentlessDevices())
                .containsExactly(
                        new AgentlessDevice(
                                "ssh_generic_diff", "admin@192.0.2.31", Homes.NOW.minus(Duration.ofHours(1)), true),
                        new AgentlessDevice(
                                "ssh_integrity_check_linux",
                                "root@192.0.2.30",
                                Homes.NOW.minus(Duration.ofHours(1)),
                                false));
    }

    @Test
    void aHomeWithoutAnyFileHasTheManagerAlone() throws IOException {
        Ossec ossec = Homes.open(Homes.bare(directory.resolve("empty")));

        assertThat(ossec.agents().list()).containsExactly(agent(0, "manager", "127.0.0.1", AgentStatus.ACTIVE));
        assertThat(ossec.snapshot().details()).hasSize(1);
        assertThat(ossec.agents().info(AgentId.MANAGER).scans()).isEqualTo(ScanTimes.NONE);
        assertThat(ossec.agents().agentlessDevices()).isEmpty();
        assertThat(ossec.flavor()).isEqualTo(Flavor.OSSEC);
    }

    @Test
    void anAgentWithoutFilesIsKnownByItsEntryAlone() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/client.keys"), "001 web any 5a\n");

        AgentDetails details = Homes.open(directory).agents().info(AgentId.of(1));

        assertThat(details)
                .isEqualTo(new AgentDetails(
                        agent(1, "web", "any", AgentStatus.NEVER_CONNECTED),
                        Optional.empty(),
                        Optional.empty(),
                        ScanTimes.NONE,
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/b", "a\\b"})
    void aNameThatWouldLeadOutIsListedAndReportedAndHasNoFiles(String name) throws IOException {
        OssecHomeFixture.builder(Homes.NOW)
                .keysLine("001 " + name + " any 5a")
                .agent("good")
                .writeTo(directory);
        var reports = new ArrayList<String>();
        Ossec ossec = Homes.builder(directory)
                .onMalformedLine(line -> reports.add(line.message()))
                .open();

        assertThat(ossec.agents().list()).hasSize(3);
        assertThat(reports).hasSize(1).allMatch(report -> report.contains("client.keys:1: expected a name"));
        assertThat(ossec.agents().info(AgentId.of(1)).info()).isEmpty();
    }

    @Test
    void aNameTooLongForAFileNameHarmsNobody() throws IOException {
        OssecHomeFixture.builder(Homes.NOW)
                .keysLine("001 " + "n".repeat(300) + " any 5a")
                .agent("good")
                .writeTo(directory);
        Ossec ossec = Homes.open(directory);

        assertThat(ossec.agents().list()).hasSize(3);
        assertThat(ossec.snapshot().details()).hasSize(3);
        try (var files = ossec.syscheck().files(AgentId.of(1))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void tenThousandAgentsAreListedAndDescribed() throws IOException {
        OssecHomeFixture fixture = OssecHomeFixture.builder(Homes.NOW);
        for (int i = 0; i < 10_000; i++) {
            int age = i % 3;
            fixture.agent("agent-" + i, agent -> {
                if (age == 1) {
                    agent.disconnected();
                } else if (age == 2) {
                    agent.neverConnected();
                }
            });
        }
        fixture.writeTo(directory);
        Ossec ossec = Homes.open(directory);

        assertThat(ossec.agents().list()).hasSize(10_001);
        assertThat(ossec.agents().list(AgentStatus.NEVER_CONNECTED)).hasSize(3_333);
        assertThat(ossec.snapshot().details()).hasSize(10_001);
        assertThat(ossec.agents().info(AgentId.of(10_000)).agent().name()).isEqualTo("agent-9999");
        assertThat(Homes.get(ossec, "/agents").get("data")).hasSize(10_001);
    }

    @Test
    void aHomeInAZipFileTellsTheSame() throws IOException {
        OssecHome plain = Homes.full().writeTo(directory.resolve("plain"));
        Path zip = directory.resolve("home.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Homes.full().writeTo(files.getPath("/backup/ossec"));
        }
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            assertSame(Homes.open(plain.root()), Homes.open(files.getPath("/backup/ossec")));
        }
    }

    @Test
    void aHomeInMemoryTellsTheSame() throws IOException {
        OssecHome plain = Homes.full().writeTo(directory);
        try (FileSystem files =
                com.google.common.jimfs.Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix())) {
            OssecHome inMemory = Homes.full().writeTo(files.getPath("/var/ossec"));

            assertSame(Homes.open(plain.root()), Homes.open(inMemory.root()));
        }
    }

    private static void assertSame(Ossec expected, Ossec actual) {
        assertThat(actual.snapshot().details())
                .hasSize(5)
                .isEqualTo(expected.snapshot().details());
        assertThat(actual.agents().agentlessDevices())
                .isEqualTo(expected.agents().agentlessDevices());
        assertThat(actual.manager().status()).isEqualTo(expected.manager().status());
        assertThat(actual.manager().configuration())
                .isEqualTo(expected.manager().configuration());
        assertThat(actual.manager().stats()).isEqualTo(expected.manager().stats());
        assertThat(actual.manager().hourlyAverages())
                .isEqualTo(expected.manager().hourlyAverages());
        assertThat(actual.manager().weeklyAverages())
                .isEqualTo(expected.manager().weeklyAverages());
        for (Agent agent : expected.agents().list()) {
            try (var files = actual.syscheck().files(agent.id());
                    var expectedFiles = expected.syscheck().files(agent.id());
                    var keys = actual.syscheck().registry(agent.id());
                    var expectedKeys = expected.syscheck().registry(agent.id());
                    var events = actual.rootcheck().events(agent.id());
                    var expectedEvents = expected.rootcheck().events(agent.id())) {
                assertThat(files).containsExactlyElementsOf(expectedFiles);
                assertThat(keys).containsExactlyElementsOf(expectedKeys);
                assertThat(events).containsExactlyElementsOf(expectedEvents);
            }
        }
        for (String path : List.of("/agents", "/agents/001", "/syscheck/001/files/changed", "/rootcheck/001")) {
            assertThat(Homes.get(actual, path)).isEqualTo(Homes.get(expected, path));
        }
    }

    /** Guards that a removal is not called undone because files of the agent are left, and that they are deleted later. */
    @Test
    void removedAgentsWhoseFilesAreLeftAreReportedAsRemoved() throws IOException {
        Ossec ossec = full();
        Path queue = directory.resolve("queue");
        Files.move(queue.resolve("agent-info"), queue.resolve("elsewhere"));
        Files.createFile(queue.resolve("agent-info"));

        assertThatThrownBy(() -> ossec.agents().remove(AgentId.of(1)))
                .isInstanceOf(ChangeUnfinishedException.class)
                .hasMessageStartingWith("client.keys was changed, but not what goes with it: ")
                .hasMessageContaining("agent-info");
        assertThat(Files.readString(directory.resolve("etc/client.keys"))).contains("\n001 #*#*#*");

        Files.delete(queue.resolve("agent-info"));
        Files.move(queue.resolve("elsewhere"), queue.resolve("agent-info"));
        assertThat(ossec.agents().tidy()).containsExactly("web-01");
        assertThat(queue.resolve("agent-info").resolve("web-01-192.0.2.10")).doesNotExist();
    }
}
