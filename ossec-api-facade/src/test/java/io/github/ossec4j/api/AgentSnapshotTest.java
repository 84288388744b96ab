package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSnapshotTest {
    private static final String SECRET = "5a".repeat(32);

    @TempDir
    Path directory;

    private final List<MalformedLine> reports = new ArrayList<>();

    private Ossec full() throws IOException {
        return Homes.open(Homes.full().writeTo(directory).root());
    }

    private Ossec withKeys(String... lines) throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.write(directory.resolve("etc/client.keys"), List.of(lines));
        return Homes.builder(directory).onMalformedLine(reports::add).open();
    }

    private String keys() throws IOException {
        return Files.readString(directory.resolve("etc/client.keys"));
    }

    @Test
    void itGivesTheManagerAndThenTheLivingAgentsInTheOrderOfTheFile() throws IOException {
        AgentSnapshot snapshot = full().snapshot();

        assertThat(snapshot).extracting(AgentHandle::idText).containsExactly("000", "001", "002", "003", "005");
        assertThat(snapshot)
                .extracting(AgentHandle::name)
                .containsExactly("manager", "web-01", "db-01", "new", "win-01");
        assertThat(snapshot.size()).isEqualTo(5);
        assertThat(snapshot.agents())
                .contains(new Agent(AgentId.of(2), "db-01", AgentAddress.of("192.0.2.0/24"), AgentStatus.DISCONNECTED));
    }

    @Test
    void aHandleTellsWhatTheMethodsByNumberTell() throws IOException {
        Ossec ossec = full();

        for (AgentHandle agent : ossec.snapshot()) {
            AgentId id = agent.id();
            assertThat(agent.details()).isEqualTo(ossec.agents().info(id));
            assertThat(agent.agent()).isEqualTo(agent.details().agent());
            assertThat(agent.status()).isEqualTo(agent.agent().status());
            assertThat(agent.info()).isEqualTo(agent.details().info());
            assertThat(agent.lastKeepAlive()).isEqualTo(agent.details().lastKeepAlive());
            assertThat(agent.maintenance()).isEqualTo(agent.details().maintenance());
            assertThat(agent.lastScans())
                    .isEqualTo(ossec.syscheck().lastScan(id))
                    .isEqualTo(ossec.rootcheck().lastScan(id));
            assertSame(agent.changedFiles(), ossec.syscheck().changedFiles(id));
            assertSame(agent.files(), ossec.syscheck().files(id));
            assertSame(agent.registry(), ossec.syscheck().registry(id));
            assertSame(agent.findings(), ossec.rootcheck().events(id));
            PathPattern pattern = PathPattern.of("hosts");
            assertSame(agent.history(pattern), ossec.syscheck().history(id, pattern));
            RawText path = RawText.of("/etc/hosts");
            assertSame(agent.history(path), ossec.syscheck().history(id, path));
        }
        assertThat(ossec.snapshot().find("001").orElseThrow().key())
                .isEqualTo(ossec.agents().key(AgentId.of(1)));
    }

    private static <T> void assertSame(RecordStream<T> actual, RecordStream<T> expected) {
        try (actual;
                expected) {
            assertThat(actual).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void theHandlesOfTheFullHomeFindSomething() throws IOException {
        AgentSnapshot snapshot = full().snapshot();
        AgentHandle web = snapshot.find(AgentId.of(1)).orElseThrow();

        try (var changes = web.changedFiles();
                var findings = web.findings();
                var history = web.history(RawText.of("/etc/motd"));
                var keys = snapshot.find("005").orElseThrow().registry();
                var ofManager = snapshot.find(AgentId.MANAGER).orElseThrow().changedFiles()) {
            assertThat(changes.stream()).isNotEmpty();
            assertThat(findings.stream()).hasSize(2);
            assertThat(history.stream()).hasSize(3);
            assertThat(keys.stream()).hasSize(1);
            assertThat(ofManager.stream()).isNotEmpty();
        }
    }

    @Test
    void aMalformedLineIsReportedOnceHoweverManyHandlesAreAsked() throws IOException {
        Ossec ossec = withKeys("001 web any " + SECRET, "garbage", "002 db any " + SECRET);

        for (AgentHandle agent : ossec.snapshot()) {
            agent.changedFiles().close();
            agent.findings().close();
            agent.details();
        }

        assertThat(reports).extracting(MalformedLine::lineNumber).containsExactly(2L);
    }

    @Test
    void itKeepsItsAgentsWhileTheFileChanges() throws IOException {
        Ossec ossec = withKeys("001 web any " + SECRET);
        AgentSnapshot snapshot = ossec.snapshot();
        Files.delete(directory.resolve("etc/client.keys"));

        assertThat(snapshot).hasSize(2);
        assertThat(ossec.snapshot()).hasSize(1);
    }

    @Test
    void ofSeveralEntriesWithOneNumberTheFirstIsFound() throws IOException {
        AgentSnapshot snapshot = withKeys(
                        "001 first any " + SECRET, "001 second any " + SECRET, "1 third any " + SECRET)
                .snapshot();

        assertThat(snapshot.size()).isEqualTo(4);
        assertThat(snapshot.find(AgentId.of(1)).orElseThrow().name()).isEqualTo("first");
        assertThat(snapshot.find("001").orElseThrow().name()).isEqualTo("first");
        assertThat(snapshot.find("1").orElseThrow().name()).isEqualTo("third");
        assertThat(snapshot.find(AgentId.of(2))).isEmpty();
        assertThat(snapshot.find("01")).isEmpty();
        assertThat(snapshot.find("")).isEmpty();
    }

    @Test
    void anAgentIsFoundWithoutASnapshotAsInOne() throws IOException {
        Ossec ossec = withKeys(
                "# agents",
                "001 first any " + SECRET,
                "001 second any " + SECRET,
                "1 third 300.1.1.1 " + SECRET,
                "007  any 5a",
                "7 odd/name 192.0.2.1 " + SECRET,
                "garbage",
                "002 !gone any " + SECRET,
                "x back\\slash fe80::1/64 5a");
        AgentSnapshot snapshot = ossec.snapshot();
        List<MalformedLine> expected = List.copyOf(reports);

        for (String id : List.of("001", "1", "007", "7", "002", "x", "#", "", "garbage", "01", "\uD800")) {
            reports.clear();
            assertThat(ossec.agents().find(id).map(AgentHandle::toString))
                    .isEqualTo(snapshot.find(id).map(AgentHandle::toString));
            assertThat(reports).isEqualTo(expected);
        }
        assertThat(expected).extracting(MalformedLine::lineNumber).containsExactly(4L, 5L, 6L, 7L, 9L);
        assertThat(ossec.agents().key(AgentId.of(1)).name()).isEqualTo("first");
        assertThat(ossec.agents().key(AgentId.of(7)).name()).isEqualTo("odd/name");
    }

    @Test
    void theManagerIsFoundWhateverIsInTheFile() throws IOException {
        AgentSnapshot snapshot = withKeys("000 impostor any " + SECRET).snapshot();

        assertThat(snapshot.find("000").orElseThrow().isManager()).isTrue();
        assertThat(snapshot.find(AgentId.MANAGER).orElseThrow().isManager()).isTrue();
        assertThatThrownBy(() -> snapshot.find("000").orElseThrow().key()).isInstanceOf(UnknownAgentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789 odd any 5a", "007  any 5a", "007 odd  5a", "007 odd any ", "00 odd any 5a"})
    void anEntryThatIsReportedIsFoundByItsTextAlone(String line) throws IOException {
        AgentSnapshot snapshot = withKeys(line, "008 good any " + SECRET).snapshot();
        AgentHandle odd = snapshot.find(line.substring(0, line.indexOf(' '))).orElseThrow();

        assertThat(reports).hasSize(1);
        assertThat(snapshot).extracting(AgentHandle::idText).containsExactly("000", "008");
        assertThat(snapshot.find(AgentId.of(7))).isEmpty();
        assertThat(odd.isManager()).isFalse();
        assertThat(odd.status()).isEqualTo(AgentStatus.NEVER_CONNECTED);
        assertThat(catchThrowableOfType(UnknownAgentException.class, odd::key).errorCode())
                .hasValue(70);
        odd.changedFiles().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789", "00", "x7"})
    void theNumberOfAnEntryWithoutOneIsAnError(String id) throws IOException {
        AgentHandle odd =
                withKeys(id + " odd any " + SECRET).snapshot().find(id).orElseThrow();

        assertThatThrownBy(odd::id).isInstanceOf(OssecFormatException.class).hasMessageContaining("client.keys");
        assertThat(odd.idText()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# comment any 5a", "001 !gone any 5a", "001 #*#*#*#*#*#*#*#*#*#*#", "001 web any", "001"})
    void whatIsNoLivingEntryIsNotFound(String line) throws IOException {
        AgentSnapshot snapshot = withKeys(line).snapshot();

        assertThat(snapshot.size()).isEqualTo(1);
        assertThat(snapshot.find(line.substring(0, (line + " ").indexOf(' ')))).isEmpty();
    }

    @Test
    void aHandleRemovesItsAgentAndReportsNothingAgain() throws IOException {
        Ossec ossec = withKeys("garbage", "001 web any " + SECRET, "002 db any " + SECRET);

        ossec.snapshot().find("002").orElseThrow().remove();

        assertThat(ossec.home().clientKeys()).content().startsWith("garbage\n001 web any " + SECRET + "\n002 #*#");
        assertThat(reports).hasSize(1);
    }

    @Test
    void aHandleRemovesAnEntryThatIsReported() throws IOException {
        Ossec ossec = withKeys("007  any " + SECRET);

        ossec.snapshot().find("007").orElseThrow().remove();

        assertThat(keys()).matches("007 [#*]+\n");
        assertThat(ossec.snapshot().find("007")).isEmpty();
    }

    @Test
    void aHandleOfTheSecondEntryOfANumberRemovesThatOne() throws IOException {
        Ossec ossec = withKeys("001 first any " + SECRET, "001 second any " + SECRET);
        List<AgentHandle> agents = new ArrayList<>();
        ossec.snapshot().forEach(agents::add);

        agents.get(2).remove();

        assertThat(ossec.snapshot().find("001").orElseThrow().name()).isEqualTo("first");
        assertThat(ossec.snapshot().size()).isEqualTo(2);
    }

    @Test
    void aHandleNeverRemovesWhoeverTookItsPlace() throws IOException {
        Ossec ossec = withKeys("001 web any " + SECRET);
        AgentHandle web = ossec.snapshot().find("001").orElseThrow();
        String other = withKeys("001 other any " + SECRET).home().clientKeys().toString();

        assertThat(catchThrowableOfType(UnknownAgentException.class, web::remove)
                        .errorCode())
                .hasValue(78);
        assertThat(Path.of(other)).hasContent("001 other any " + SECRET);
    }

    @Test
    void manyAreRemovedWithOneRewriteInTheOrderOfTheNumbers() throws IOException {
        Ossec ossec = withKeys("001 a any 5a5a", "garbage", "002 b any 5a5a", "003 c any 5a5a");

        List<ClientKey> removed = ossec.agents().removeAll(List.of(AgentId.of(3), AgentId.of(1), AgentId.of(3)));

        assertThat(removed).extracting(ClientKey::name).containsExactly("c", "a");
        assertThat(keys()).matches("001 [#*]+\ngarbage\n002 b any 5a5a\n003 [#*]+\n");
        assertThat(reports).hasSize(1);
    }

    @Test
    void removingOneReportsAMalformedLineOnce() throws IOException {
        Ossec ossec = withKeys("garbage", "001 web any 5a5a");

        assertThat(ossec.agents().remove(AgentId.of(1)).name()).isEqualTo("web");
        assertThat(reports).hasSize(1);
    }

    @Test
    void aNumberRemovesOnlyWhatIsAnAgent() throws IOException {
        Ossec ossec = withKeys("001  any k", "001 web any " + SECRET);

        assertThat(ossec.agents().remove(AgentId.of(1)).name()).isEqualTo("web");
        assertThat(keys()).startsWith("001  any k\n001 #*#*");
    }

    @Test
    void anEntryWithTheIdOfTheManagerCanBeRemoved() throws IOException {
        Ossec ossec = withKeys("000 impostor any 5a5a");

        ossec.snapshot().find("000").orElseThrow().remove();

        assertThat(keys()).matches("000 [#*]+\n");
    }

    @Test
    void theManagerIsNotRemoved() throws IOException {
        AgentHandle manager = full().snapshot().find(AgentId.MANAGER).orElseThrow();

        assertThat(catchThrowableOfType(UnknownAgentException.class, manager::remove)
                        .errorCode())
                .hasValue(78);
    }

    @Test
    void anUnknownNumberAmongManyRemovesNobody() throws IOException {
        Ossec ossec = withKeys("001 a any 5a5a", "002 b any 5a5a");
        Path replayCounter =
                Files.createDirectories(directory.resolve("queue/rids")).resolve("001");
        Files.createFile(replayCounter);

        UnknownAgentException failure = catchThrowableOfType(
                UnknownAgentException.class,
                () -> ossec.agents().removeAll(List.of(AgentId.of(1), AgentId.of(9), AgentId.of(2))));

        assertThat(failure.errorCode()).hasValue(78);
        assertThat(failure.idText()).isEqualTo("009");
        assertThat(keys()).isEqualTo("001 a any 5a5a\n002 b any 5a5a\n");
        assertThat(replayCounter).exists();
    }

    @Test
    void removingNobodyChangesNothing() throws IOException {
        Ossec ossec = withKeys("001 a any 5a5a");

        assertThat(ossec.agents().removeAll(List.of())).isEmpty();
        assertThat(keys()).isEqualTo("001 a any 5a5a\n");
    }

    @Test
    void timesOfEnrollmentOfAllThatAreRemovedGoToo() throws IOException {
        Ossec ossec = withKeys("001 a any 5a5a", "002 b any 5a5a", "1 c any 5a5a", "010 d any 5a5a");
        Path times = Files.createDirectories(directory.resolve("queue")).resolve("agents-timestamp");
        Files.writeString(
                times,
                "001 a any 2016-04-12 09:05:03\n0011 x any 2016-04-12 09:05:03\n002 b any 2016-04-12 09:05:03\n"
                        + "010 d any 2016-04-12 09:05:03");

        ossec.agents().removeAll(List.of(AgentId.of(1), AgentId.of(10)));

        assertThat(keys()).isEqualTo("001 !a any 5a5a\n002 b any 5a5a\n1 c any 5a5a\n010 !d any 5a5a\n");
        assertThat(times).hasContent("0011 x any 2016-04-12 09:05:03\n002 b any 2016-04-12 09:05:03\n");
    }

    @Test
    void manyThousandsAreRemovedAtOnce() throws IOException {
        OssecHomeFixture fixture = OssecHomeFixture.builder(Homes.NOW);
        List<AgentId> ids = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            fixture.agent("agent-" + i, agent -> agent.neverConnected());
            ids.add(AgentId.of(i));
        }
        Ossec ossec = Homes.open(fixture.writeTo(directory).root());

        assertThat(ossec.agents().removeAll(ids)).hasSize(5_000);
        assertThat(ossec.snapshot().size()).isEqualTo(1);
    }

    @Test
    void aHandleIsShownWithoutItsKey() throws IOException {
        AgentHandle web =
                withKeys("001 web any " + SECRET).snapshot().find("001").orElseThrow();

        assertThat(web.toString()).contains("001", "web", "any").doesNotContain("5a5a");
    }
}
