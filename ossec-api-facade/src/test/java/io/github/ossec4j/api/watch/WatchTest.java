package io.github.ossec4j.api.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.api.watch.WatchEvent.AgentAdded;
import io.github.ossec4j.api.watch.WatchEvent.AgentRemoved;
import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.api.watch.WatchEvent.DatabaseReset;
import io.github.ossec4j.api.watch.WatchEvent.DatabaseUnreadable;
import io.github.ossec4j.api.watch.WatchEvent.FileChanged;
import io.github.ossec4j.api.watch.WatchEvent.PolicyFound;
import io.github.ossec4j.api.watch.WatchEvent.RegistryChanged;
import io.github.ossec4j.api.watch.WatchEvent.Reset;
import io.github.ossec4j.api.watch.WatchEvent.StatusChanged;
import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckHistory;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WatchTest {
    private static final AgentId WEB = AgentId.of(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final Instant now = Instant.now();

    private OssecHome home = OssecHome.at(Path.of(""));
    private Path database = Path.of("");
    private final SyscheckHistory files = SyscheckHistory.of(now).autoIgnore(false);

    @BeforeEach
    void write() throws IOException {
        home = OssecHomeFixture.builder(now)
                .agent("web-01", agent -> agent.address("192.0.2.10"))
                .agent("db-01", agent -> agent.disconnected())
                .managerSyscheck(history -> history.baseline("/etc/crontab"))
                .writeTo(directory);
        database = home.syscheck("web-01", AgentAddress.of("192.0.2.10")).orElseThrow();
        files.baseline("/etc/hosts", "/etc/passwd").appendTo(database);
    }

    private Watch.Builder watch() {
        return Ossec.open(home).watch();
    }

    /** All that is there; a removed agent takes a second. */
    private static List<WatchEvent> present(Watch.Builder builder) {
        var events = new ArrayList<WatchEvent>();
        try (Watch watch = builder.untilNow().start()) {
            watch.forEach(events::add);
        }
        return events;
    }

    private List<WatchEvent> presentFrom(WatchPosition position) {
        return present(watch().from(position.text()));
    }

    private static WatchEvent next(Watch watch) throws InterruptedException {
        return watch.next(LONG).orElseThrow();
    }

    private static String words(WatchEvent event) {
        return event instanceof FileChanged file
                ? file.agent() + " " + file.change().kind() + " "
                        + file.change().path()
                : event.agent() + " " + event.getClass().getSimpleName();
    }

    private static List<String> words(List<WatchEvent> events) {
        return events.stream().map(WatchTest::words).toList();
    }

    private WatchPosition here() {
        try (Watch watch = watch().start()) {
            return watch.position();
        }
    }

    private void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void aChangeIsDeliveredWithTheStateBeforeIt() throws Exception {
        try (Watch watch = watch().integrity().start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();

            files.after(Duration.ofHours(1))
                    .seen("/etc/hosts", FileState.containing("a").mode(0600))
                    .appendTo(database);

            FileChanged event = (FileChanged) next(watch);
            assertThat(event.agent()).isEqualTo(WEB);
            assertThat(event.agentName()).isEqualTo("web-01");
            assertThat(event.at()).isEqualTo(Instant.ofEpochSecond(now.getEpochSecond() + 3600));
            assertThat(event.change().kind()).isEqualTo(Kind.MODIFIED);
            assertThat(event.change().changed())
                    .contains(FileChange.Aspect.SIZE, FileChange.Aspect.MODE, FileChange.Aspect.MD5);
            assertThat(event.change().before()).isEqualTo(files.entries().get(0).attributes());
            assertThat(event.position()).isEqualTo(watch.position());
            assertThat(watch.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void whatIsDeliveredIsTheHistoryOfTheDatabase() throws Exception {
        WatchPosition start = here();
        var random = new Random(5);
        for (int i = 0; i < 300; i++) {
            String path = "/srv/" + random.nextInt(20);
            if (random.nextInt(5) == 0) {
                files.deleted(path);
            } else {
                files.seen(path, FileState.containing("state " + i));
            }
            if (random.nextInt(3) == 0) {
                files.appendTo(database);
            }
        }
        files.appendTo(database);

        List<FileChange> delivered = presentFrom(start).stream()
                .map(event -> ((FileChanged) event).change())
                .toList();
        try (var history = Ossec.open(home).syscheck().history(WEB, PathPattern.of("^/srv/"))) {
            assertThat(delivered).isNotEmpty().containsExactlyElementsOf(history);
        }
    }

    @Test
    void aPositionGoesOnExactlyAfterItsEvent() throws Exception {
        WatchPosition start = here();
        for (int i = 0; i < 3000; i++) {
            files.seen("/srv/" + i % 7, FileState.containing("state " + i));
        }
        files.appendTo(database);
        append(home.managerSyscheck(), "+++1:33188:0:0:xxx:xxx !1700000000 /etc/new\n");
        List<WatchEvent> all = presentFrom(start);

        assertThat(all).hasSize(3001);
        for (int i : List.of(0, 1, 777, 1023, 1024, 1025, 2999, 3000)) {
            List<WatchEvent> rest = presentFrom(all.get(i).position());
            assertThat(words(rest))
                    .as("after event " + i)
                    .containsExactlyInAnyOrderElementsOf(words(all.subList(i + 1, all.size())));
        }
    }

    @Test
    void aHalfWrittenLineWaits() throws Exception {
        var malformed = new ArrayList<String>();
        try (Watch watch =
                watch().onMalformedLine(line -> malformed.add(line.message())).start()) {
            append(database, "+++1:33188:0:0:xxx:xxx !17000");
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            assertThat(presentFrom(watch.position())).isEmpty();
            append(database, "00000 /etc/late\n");
            assertThat(words(next(watch))).isEqualTo("001 ADDED /etc/late");
        }
        assertThat(malformed).isEmpty();
    }

    @Test
    void malformedLinesAreReportedOnceAndPassed() throws Exception {
        var malformed = new ArrayList<String>();
        try (Watch watch =
                watch().onMalformedLine(line -> malformed.add(line.message())).start()) {
            append(database, "nonsense\n");
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            append(database, "+++1:33188:0:0:xxx:xxx !1700000000 /etc/next\n");
            assertThat(words(next(watch))).isEqualTo("001 ADDED /etc/next");
            assertThat(watch.next(Duration.ZERO)).isEmpty();
        }
        assertThat(malformed).singleElement().asString().contains(":3: expected three flags");
    }

    @Test
    void flagsThatAreOverwrittenAreNoEvent() throws Exception {
        try (Watch watch = watch().start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            byte[] bytes = Files.readAllBytes(database);
            bytes[0] = '#';
            Files.write(database, bytes, StandardOpenOption.WRITE);
            Path policy =
                    home.rootcheck("web-01", AgentAddress.of("192.0.2.10")).orElseThrow();
            append(policy, "!1700000000!1700000000 System Audit: a.\n");
            assertThat(next(watch)).isInstanceOf(PolicyFound.class);
            Files.writeString(policy, "!1700009999!1700000000 System Audit: a.\n", StandardOpenOption.WRITE);
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            assertThat(presentFrom(watch.position())).isEmpty();
        }
    }

    @Test
    void aClearedDatabaseIsAnEventAndItsNewContentFollows() throws Exception {
        WatchPosition start = here();
        try (Watch watch = watch().start()) {
            Ossec.open(home).syscheck().clear(WEB);
            assertThat(next(watch)).isInstanceOfSatisfying(DatabaseReset.class, event -> {
                assertThat(event.agent()).isEqualTo(WEB);
                assertThat(event.database()).isEqualTo(Database.SYSCHECK);
                assertThat(event.reset()).isEqualTo(Reset.CLEARED);
            });
            append(database, "+++1:33188:0:0:xxx:xxx !1700000000 /etc/hosts\n");
            assertThat(words(next(watch))).isEqualTo("001 ADDED /etc/hosts");
        }
        assertThat(words(presentFrom(start))).containsExactly("001 DatabaseReset", "001 ADDED /etc/hosts");
    }

    /** The same files are found again by the scan that follows: only the times differ, and there is one more. */
    @Test
    void aDatabaseThatWasClearedAndFilledBeyondItsOldEndIsNotTakenForTheOldOne() throws Exception {
        try (Watch watch = watch().start()) {
            WatchPosition start = watch.position();
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            SyscheckHistory again =
                    SyscheckHistory.of(now.plusSeconds(99)).baseline("/etc/hosts", "/etc/passwd", "/new");
            Path other = Files.createTempFile(directory, "other", "");
            again.writeTo(other);
            Files.write(database, Files.readAllBytes(other), StandardOpenOption.WRITE);
            List<String> expected =
                    List.of("001 DatabaseReset", "001 ADDED /etc/hosts", "001 ADDED /etc/passwd", "001 ADDED /new");
            for (String words : expected) {
                assertThat(words(next(watch))).isEqualTo(words);
            }
            assertThat(words(presentFrom(start))).isEqualTo(expected);
        }
    }

    /** Since OSSEC 4.2 the daemon goes on at the old end of a file that was emptied. */
    @Test
    void aHoleAtTheStartIsPassed() throws Exception {
        WatchPosition start = here();
        long size = Files.size(database);
        try (var channel = Files.newByteChannel(database, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            channel.position(size + 100_000);
            channel.write(
                    ByteBuffer.wrap("!++1:33188:0:0:xxx:xxx !1700000000 /etc/a\n".getBytes(StandardCharsets.US_ASCII)));
        }
        List<WatchEvent> events = presentFrom(start);
        assertThat(words(events)).containsExactly("001 DatabaseReset", "001 ADDED /etc/a");
        append(database, "!++1:33188:0:0:xxx:xxx !1700000001 /etc/b\n");
        assertThat(words(presentFrom(events.get(1).position()))).containsExactly("001 ADDED /etc/b");
    }

    @Test
    void aReplacedOrDeletedDatabaseIsAnEvent() throws Exception {
        try (Watch watch = watch().start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            Path other = directory.resolve("other");
            SyscheckHistory.of(now.plusSeconds(1)).baseline("/b", "/c", "/d").writeTo(other);
            Files.move(other, database, StandardCopyOption.REPLACE_EXISTING);
            assertThat(((DatabaseReset) next(watch)).reset()).isEqualTo(Reset.REPLACED);
            assertThat(List.of(words(next(watch)), words(next(watch)), words(next(watch))))
                    .containsExactly("001 ADDED /b", "001 ADDED /c", "001 ADDED /d");

            Files.delete(database);
            assertThat(((DatabaseReset) next(watch)).reset()).isEqualTo(Reset.DELETED);
            append(database, "+++1:33188:0:0:xxx:xxx !1700000000 /e\n");
            assertThat(words(next(watch))).isEqualTo("001 ADDED /e");
        }
    }

    @Test
    void aCopyThatContinuesTheDatabaseIsNoReset() throws Exception {
        try (Watch watch = watch().start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            Path copy = Files.copy(database, directory.resolve("copy"));
            append(copy, "+++1:33188:0:0:xxx:xxx !1700000000 /after\n");
            Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
            assertThat(words(next(watch))).isEqualTo("001 ADDED /after");
        }
    }

    @Test
    void aDatabaseThatBecomesSomethingElseIsReportedOnceAndGoesOnLater() throws Exception {
        try (Watch watch = watch().sweepEvery(Duration.ofMillis(5)).start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            Path aside = directory.resolve("aside");
            Files.move(database, aside);
            Files.createDirectory(database);
            WatchEvent event = next(watch);
            if (event instanceof DatabaseReset reset) {
                assertThat(reset.reset()).isEqualTo(Reset.DELETED); // looked between the two
                event = next(watch);
            }
            assertThat(event)
                    .isInstanceOfSatisfying(
                            DatabaseUnreadable.class,
                            unreadable -> assertThat(unreadable.reason()).contains("is a directory"));
            append(home.managerSyscheck(), "+++1:33188:0:0:xxx:xxx !1700000000 /other\n");
            assertThat(words(next(watch))).isEqualTo("000 ADDED /other");
            Files.delete(database);
            append(aside, "+++1:33188:0:0:xxx:xxx !1700000000 /after\n");
            Files.move(aside, database);
            do {
                event = next(watch);
            } while (!words(event).equals("001 ADDED /after"));
        }
    }

    @Test
    void agentsAppearReportGoAndAreRemoved() throws Exception {
        try (Watch watch = watch().agents().sweepEvery(Duration.ofMillis(5)).start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            Ossec ossec = Ossec.open(home);
            AgentId id = ossec.agents().add(NewAgent.of("new")).id();
            assertThat(next(watch)).isInstanceOfSatisfying(AgentAdded.class, event -> {
                assertThat(event.agent()).isEqualTo(id);
                assertThat(event.status()).isEqualTo(AgentStatus.NEVER_CONNECTED);
            });
            Path keepAlive = home.agentInfo("new", AgentAddress.ANY).orElseThrow();
            Files.writeString(keepAlive, "Linux - OSSEC HIDS v2.8\n");
            assertThat(next(watch)).isInstanceOfSatisfying(StatusChanged.class, event -> {
                assertThat(event.before()).isEqualTo(AgentStatus.NEVER_CONNECTED);
                assertThat(event.after()).isEqualTo(AgentStatus.ACTIVE);
            });
            Files.setLastModifiedTime(keepAlive, FileTime.from(Instant.now().minusSeconds(2000)));
            assertThat(((StatusChanged) next(watch)).after()).isEqualTo(AgentStatus.DISCONNECTED);

            ossec.agents().remove(id);
            WatchEvent event = next(watch);
            if (event instanceof StatusChanged) {
                event = next(watch); // its files were seen to be gone before its entry
            }
            assertThat(event).isInstanceOf(AgentRemoved.class);
            assertThat(event.agentName()).isEqualTo("new");
        }
    }

    @Test
    void agentsThatCameAndWentWhileNobodyWatchedAreEvents() throws Exception {
        WatchPosition start = here();
        Ossec ossec = Ossec.open(home);
        ossec.agents().remove(AgentId.of(2));
        AgentId id = ossec.agents().add(NewAgent.of("new")).id();
        Path first = home.syscheck("new", AgentAddress.ANY).orElseThrow();
        append(first, "+++1:33188:0:0:xxx:xxx !1700000000 /first\n");
        List<WatchEvent> events = presentFrom(start);
        assertThat(words(events))
                .containsExactlyInAnyOrder(id + " AgentAdded", id + " ADDED /first", "002 AgentRemoved");
        assertThat(presentFrom(events.get(events.size() - 1).position())).isEmpty();
    }

    /** As OSSEC's tools do it. */
    @Test
    void aKeyFileThatIsBeingRewrittenRemovesNoAgents() throws Exception {
        try (Watch watch = watch().sweepEvery(Duration.ofMillis(5)).start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            byte[] keys = Files.readAllBytes(home.clientKeys());
            Files.write(home.clientKeys(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            for (int i = 0; i < 20; i++) {
                assertThat(watch.next(Duration.ofMillis(2))).isEmpty();
            }
            Files.write(home.clientKeys(), keys, StandardOpenOption.WRITE);
            append(database, "+++1:33188:0:0:xxx:xxx !1700000000 /after\n");
            assertThat(words(next(watch))).isEqualTo("001 ADDED /after");
            assertThat(watch.next(Duration.ofMillis(1500))).isEmpty();
        }
    }

    @Test
    void aRemovedAgentIsAnEventAndNotAStallAlsoWhenOnlyIntegrityIsWatched() throws Exception {
        try (Watch watch = watch().integrity().start()) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            Ossec.open(home).agents().remove(WEB);
            append(home.managerSyscheck(), "+++1:33188:0:0:xxx:xxx !1700000000 /other\n");
            Set<String> seen = new HashSet<>();
            while (!seen.containsAll(Set.of("001 AgentRemoved", "000 ADDED /other"))) {
                seen.add(words(next(watch)));
            }
            assertThat(seen).isSubsetOf("001 AgentRemoved", "000 ADDED /other", "001 DatabaseReset");
        }
    }

    @Test
    void someAgentsAndSomeKindsAreWatched() throws Exception {
        WatchPosition start = here();
        files.deleted("/etc/hosts").appendTo(database);
        append(home.managerSyscheck(), "+++1:33188:0:0:xxx:xxx !1700000000 /other\n");
        append(
                home.rootcheck("web-01", AgentAddress.of("192.0.2.10")).orElseThrow(),
                "!1700000000!1700000000 Starting rootcheck scan.\n!1700000000!1700000000 System Audit: a.\n");
        append(
                home.syscheckRegistry("web-01", AgentAddress.of("192.0.2.10")).orElseThrow(),
                "+++0:0:0:0:xxx:xxx !1700000000 HKEY\n");
        assertThat(words(present(watch().from(start.text()).integrity().only(Set.of(AgentId.MANAGER)))))
                .containsExactly("000 ADDED /other");
        assertThat(present(watch().from(start.text()).integrity().only(Set.of(WEB))))
                .hasExactlyElementsOfTypes(FileChanged.class, RegistryChanged.class);
        assertThat(present(watch().from(start.text()).policy()))
                .singleElement()
                .isInstanceOfSatisfying(
                        PolicyFound.class,
                        event -> assertThat(event.finding().text()).isEqualTo(RawText.of("System Audit: a.")));
        assertThat(present(watch().from(start.text()).agents())).isEmpty();
    }

    @Test
    void aMomentStartsWithItsRecords() throws Exception {
        files.after(Duration.ofSeconds(100))
                .baseline("/second")
                .after(Duration.ofSeconds(100))
                .baseline("/third");
        files.appendTo(database);
        Files.setLastModifiedTime(database, FileTime.from(now.plusSeconds(200)));
        assertThat(words(present(watch().integrity().since(now.plusSeconds(50)))))
                .containsExactly("001 ADDED /second", "001 ADDED /third");
        assertThat(present(watch().integrity().since(now.plusSeconds(201)))).isEmpty();
        assertThat(present(watch().integrity().since(Instant.EPOCH))).hasSize(5);
    }

    @Test
    void whatIsNoPositionIsRefused() {
        String text = here().text();
        for (String bad : List.of(
                "",
                "1",
                "2AAAA",
                "1!",
                text + "A",
                text + "AA",
                text + "AAAA",
                text.substring(0, text.length() - 3),
                "1AAAA")) {
            assertThatThrownBy(() -> watch().from(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void positionsAreShort() {
        var agents = new TreeMap<Integer, AgentPlace>();
        var random = new Random(1);
        for (int i = 1; i <= 10_000; i++) {
            agents.put(
                    i,
                    AgentPlace.START
                            .with(AgentStatus.ACTIVE)
                            .with(
                                    Database.SYSCHECK,
                                    new FilePosition(random.nextInt(1 << 20), random.nextInt(1 << 16))));
        }
        Places all = new Places(true, true, true, true, agents, Map.of());
        String text = all.text();
        assertThat(text).hasSizeLessThan(72_000).matches("[A-Za-z0-9_-]+");
        assertThat(Places.parse(text)).isEqualTo(all);
        assertThat(new Places(true, true, true, true, agents.headMap(6), Map.of()).text())
                .hasSizeLessThan(64);
        assertThat(Optional.of(new Places(false, false, false, false, new TreeMap<>(), Map.of()))
                        .map(places -> Places.parse(places.text())))
                .contains(new Places(false, false, false, false, new TreeMap<>(), Map.of()));
    }

    @Test
    void positionsOfAnySizeAreReadAsTheyWereWritten() {
        var agents = new TreeMap<Integer, AgentPlace>();
        for (int i = 0; i < 1700; i++) {
            agents.put(i, AgentPlace.START.with(Database.ROOTCHECK, new FilePosition(100, i)));
            if (i % 200 == 0 || i > 1600) { // at one of them, the bytes fill whole blocks
                var places = new Places(false, true, false, true, agents, Map.of());
                assertThat(Places.parse(places.text())).isEqualTo(places);
            }
        }
    }
}
