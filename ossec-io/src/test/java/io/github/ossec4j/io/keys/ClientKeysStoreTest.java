package io.github.ossec4j.io.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300) // against locks that are never given back; not a measure of speed
class ClientKeysStoreTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2016, 4, 12, 9, 5, 3);
    private static final String SECRET = "5a".repeat(32);

    @TempDir
    Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));

    @BeforeEach
    void makeHome() throws IOException {
        home = OssecHome.at(directory.resolve("home"));
        for (String name : List.of("etc", "queue/agent-info", "queue/syscheck", "queue/rootcheck", "queue/rids")) {
            Files.createDirectories(home.root().resolve(name));
        }
    }

    private ClientKeysStore ossec() {
        return ClientKeysStore.at(home, false, MalformedLineHandler.ignore());
    }

    private ClientKeysStore fork() {
        return ClientKeysStore.at(home, true, MalformedLineHandler.ignore());
    }

    private ClientKeysStore store(boolean fork) {
        return fork ? fork() : ossec();
    }

    private void keys(String content) throws IOException {
        Files.write(home.clientKeys(), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String keys() throws IOException {
        return read(home.clientKeys());
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static ClientKey add(ClientKeysStore store, String name) throws IOException {
        return store.add(List.of(NewAgent.of(name)), NOW).get(0);
    }

    private static Optional<ClientKeysLine.Living> remove(ClientKeysStore store, String idText) throws IOException {
        var removed = new ArrayList<ClientKeysLine.Living>();
        store.remove(content -> {
            for (ClientKeysLine line : content.lines()) {
                if (line instanceof ClientKeysLine.Living living
                        && living.idText().equals(idText)
                        && removed.isEmpty()) {
                    removed.add(living);
                }
            }
            return removed;
        });
        return removed.stream().findFirst();
    }

    private static AgentRefusal refusal(ClientKeysStore store, NewAgent agent) throws IOException {
        try {
            store.add(List.of(agent), NOW);
        } catch (AgentRefusedException e) {
            return e.reason();
        }
        throw new AssertionError("accepted: " + agent);
    }

    private List<String> namesIn(String directoryName) throws IOException {
        try (Stream<Path> files = Files.list(home.root().resolve(directoryName))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFirstAgentIsNumberOneWithSixtyFourHexadecimalDigits() throws IOException {
        ClientKey key = add(ossec(), "web-01");

        assertThat(key.id()).isEqualTo(AgentId.of(1));
        assertThat(key.secret()).matches("[0-9a-f]{64}");
        assertThat(keys()).isEqualTo("001 web-01 any " + key.secret() + "\n");
        assertThat(namesIn("etc")).containsExactly(".client.keys.lock", "client.keys");
    }

    @Test
    void keysAreNeverTheSame() throws IOException {
        List<NewAgent> agents =
                IntStream.range(0, 500).mapToObj(i -> NewAgent.of("a" + i)).toList();

        assertThat(ossec().add(agents, NOW).stream().map(ClientKey::secret).distinct())
                .hasSize(500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tenThousandAgentsAreEnrolledWithOneRewrite(boolean fork) throws IOException {
        List<NewAgent> agents = IntStream.range(0, 10_000)
                .mapToObj(i -> NewAgent.of("bulk-" + i))
                .toList();

        List<ClientKey> keys = store(fork).add(agents, NOW);

        assertThat(keys.get(9_999).id()).isEqualTo(AgentId.of(10_000));
        assertThat(ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.ignore())
                        .keys())
                .isEqualTo(keys);
        if (fork) {
            assertThat(Files.readAllLines(home.agentsTimestamp())).hasSize(10_000);
        }
    }

    @Test
    void ifOneOfManyIsRefusedNoneIsEnrolled() throws IOException {
        keys("001 web any " + SECRET + "\n");

        assertThatThrownBy(() -> ossec().add(List.of(NewAgent.of("ok"), NewAgent.of("not ok")), NOW))
                .isInstanceOf(AgentRefusedException.class);
        assertThat(keys()).isEqualTo("001 web any " + SECRET + "\n");
        assertThat(namesIn("etc")).containsExactly(".client.keys.lock", "client.keys");
    }

    @Test
    void aNameTwiceInOneCallIsRefused() throws IOException {
        assertThatThrownBy(() -> ossec().add(List.of(NewAgent.of("twin"), NewAgent.of("twin")), NOW))
                .isInstanceOfSatisfying(
                        AgentRefusedException.class, e -> assertThat(e.reason()).isEqualTo(AgentRefusal.NAME_TAKEN));
        assertThat(home.clientKeys()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "with blank",
                "tab\there",
                "line\nfeed",
                "line\n002 evil any 00",
                "a/b",
                "../../etc/passwd",
                "a\\b",
                "nul\0byte",
                "!bang",
                "#hash",
                "umläut",
                "emoji😀",
                "\udc80lone",
                "a:b",
                "a;b",
                "a%b",
                "a*b",
                "(a)",
                "a,b",
                "a\rb",
                "a'b",
                "a\"b",
                "a$b"
            })
    void namesOfOtherCharactersAreRefusedInBothFlavors(String name) throws IOException {
        assertThat(refusal(ossec(), NewAgent.of(name))).isEqualTo(AgentRefusal.INVALID_NAME);
        assertThat(refusal(fork(), NewAgent.of(name))).isEqualTo(AgentRefusal.INVALID_NAME);
        assertThat(home.clientKeys()).doesNotExist();
    }

    @Test
    void namesHaveTwoTo128Characters() throws IOException {
        assertThat(refusal(ossec(), NewAgent.of("n".repeat(129)))).isEqualTo(AgentRefusal.INVALID_NAME);
        assertThat(add(ossec(), "n".repeat(128)).id()).isEqualTo(AgentId.of(1));
        assertThat(add(ossec(), "nn").id()).isEqualTo(AgentId.of(2));
    }

    @Test
    void aRefusalNamesTheAgentAndTheReasonOfTheTools() {
        assertThatThrownBy(() -> ossec().add(List.of(NewAgent.of("a b")), NOW))
                .hasMessage("Invalid name for agent: \"a b\"");
    }

    @ParameterizedTest
    @CsvSource({
        // address, taken by OSSEC, taken by the fork
        "any, true, true",
        "192.0.2.1, true, true",
        "192.0.2.0/24, true, true",
        "192.0.2.0/0, true, true",
        "192.0.2.0/32, true, true",
        "192.0.2.0/33, false, false",
        "192.0.2.0/255.255.255.0, false, true",
        "192.0.2.0/255.0.255.0, false, false",
        "192.0.2.0/, false, false",
        "192.0.2.0/24/24, false, false",
        "192.0.2.0/x, false, false",
        "192.0.2, false, false",
        "192.0.2.1.1, false, false",
        "192.0.2.256, false, false",
        "300.300.300.300, false, false",
        "0.0.0.0, false, false",
        "00.0.0.0, false, false",
        "ANY, false, false",
        "anything, false, false",
        "any/24, false, false",
        "'', false, false",
        "' 192.0.2.1', false, false",
        "'192.0.2.1 ', false, false",
        "2001:db8::1, true, false",
        "2001:db8::/32, true, false",
        "2001:db8::/129, false, false",
        "::1, true, false",
        "2001:db8::1::2, false, false",
        "fe80::1%eth0, true, false",
        "'fe80::1%eth 0', false, false",
        "fe80::1%\\..\\x, false, false",
        "fe80::1%/../x, false, false",
        "fe80::1%ä, false, false",
        "host.example.org, false, false"
    })
    void addressesAreThoseThatTheReleaseCanRead(String address, boolean byOssec, boolean byFork) throws IOException {
        for (boolean fork : List.of(false, true)) {
            var agent = new NewAgent("agent", AgentAddress.of(address));
            if (fork ? byFork : byOssec) {
                ClientKey key = store(fork).add(List.of(agent), NOW).get(0);
                assertThat(keys()).isEqualTo("001 agent " + address + " " + key.secret() + "\n");
                Files.delete(home.clientKeys());
            } else {
                assertThat(refusal(store(fork), agent)).isEqualTo(AgentRefusal.INVALID_ADDRESS);
                assertThat(home.clientKeys()).doesNotExist();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fe80::1%e\n002 evil any 00", "fe80::1%e any\t00", "fe80::1%e\r", "fe80::1%e\0", "192.0.2.1\n"})
    void anAddressNeverBringsALineOfItsOwn(String address) throws IOException {
        assertThat(refusal(ossec(), new NewAgent("agent", AgentAddress.of(address))))
                .isEqualTo(AgentRefusal.INVALID_ADDRESS);
    }

    @Test
    void anAddressIsGivenOnceUnlessItIsAnyOrANetwork() throws IOException {
        for (String twice : List.of("any", "192.0.2.0/24")) {
            ossec().add(List.of(new NewAgent("a" + twice.length(), AgentAddress.of(twice))), NOW);
            ossec().add(List.of(new NewAgent("b" + twice.length(), AgentAddress.of(twice))), NOW);
        }
        ossec().add(List.of(new NewAgent("single", AgentAddress.of("192.0.2.1"))), NOW);

        assertThat(refusal(ossec(), new NewAgent("other", AgentAddress.of("192.0.2.1"))))
                .isEqualTo(AgentRefusal.ADDRESS_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nameAndAddressOfARemovedAgentAreFreeAgainButNotItsNumber(boolean fork) throws IOException {
        var agent = new NewAgent("again", AgentAddress.of("192.0.2.1"));
        store(fork).add(List.of(agent), NOW);
        remove(store(fork), "001");

        assertThat(store(fork).add(List.of(agent), NOW).get(0).id()).isEqualTo(AgentId.of(2));
    }

    @Test
    void gapsAreNotFilled() throws IOException {
        keys("007 seven any " + SECRET + "\n003 three any " + SECRET + "\n");

        assertThat(add(ossec(), "next").id()).isEqualTo(AgentId.of(8));
    }

    @Test
    void theNumbersOfDamagedLinesAreTaken() throws IOException {
        keys("012 halfline\n");

        assertThat(add(ossec(), "next").id()).isEqualTo(AgentId.of(13));
        assertThat(keys()).startsWith("012 halfline\n013 next any ");
    }

    @Test
    void whenTheHighestNumberIsTakenNobodyIsEnrolled() throws IOException {
        String full = "34560 first any " + SECRET + "\n34561 last any " + SECRET + "\n";
        keys(full);

        assertThatThrownBy(() -> add(ossec(), "more")).isInstanceOf(AgentIdsExhaustedException.class);
        assertThat(keys()).isEqualTo(full);
    }

    @Test
    void whatIsNotUnderstoodSurvivesByteForByte() throws IOException {
        String content = "# a comment with \u00e4 in Latin-1\n"
                + "\n"
                + "   \n"
                + "garbage\n"
                + "001 web any " + SECRET + "\n"
                + "002 crlf 192.0.2.2 " + SECRET + "\r\n"
                + "003 #*#*#*#*#*#*#*#*#*#*#*" + SECRET + "\n"
                + "004 !gone any " + SECRET + "\n"
                + "x05 bad any " + SECRET + "\n"
                + "006  two-blanks any " + SECRET + "\n"
                + "007 nul\0in any " + SECRET + "\n"
                + "\u00ff\u00fe\u0080\n"
                + "008 long any " + "k".repeat(10_000) + "\n"
                + "009 trailing any " + SECRET + "  \n";
        keys(content);

        ClientKey key = add(ossec(), "next");

        assertThat(keys()).isEqualTo(content + key.id() + " next any " + key.secret() + "\n");
    }

    @Test
    void whatIsNotUnderstoodSurvivesARemovalByteForByte() throws IOException {
        String before = "# comment\ngarbage\n\u00ff\n";
        String after = "\n002 crlf 192.0.2.2 " + SECRET + "\r\n#end\n";
        keys(before + "001 web any " + SECRET + "\n" + after);

        assertThat(remove(ossec(), "001")).isPresent();

        assertThat(keys()).startsWith(before + "001 #*#*#*#*#*#*#*#*#*#*#").endsWith(after);
    }

    @Test
    void aLastLineWithoutLineFeedIsNotGluedToTheNext() throws IOException {
        keys("001 web any " + SECRET);

        ClientKey key = add(ossec(), "next");

        assertThat(keys()).isEqualTo("001 web any " + SECRET + "\n002 next any " + key.secret() + "\n");
    }

    @Test
    void nothingOfARemovedKeyStaysReadableInOssecFlavor() throws IOException {
        keys("001 web 192.0.2.1 " + SECRET + "\n");
        long length = Files.size(home.clientKeys());

        remove(ossec(), "001");

        assertThat(keys()).matches("001 [#*]+\n").doesNotContain("web").doesNotContain("192.0.2.1");
        assertThat(Files.size(home.clientKeys())).isEqualTo(length);
    }

    @Test
    void theMarkerIsWholeEvenOnAShortLine() throws IOException {
        keys("001 w a k\n");

        remove(ossec(), "001");

        assertThat(keys()).isEqualTo("001 #*#*#*#*#*#*#*#*#*#*#\n");
    }

    @Test
    void theForkKeepsARemovedKeyBehindAnExclamationMark() throws IOException {
        keys("001 web 192.0.2.1 " + SECRET + "\r\n");

        remove(fork(), "001");

        assertThat(keys()).isEqualTo("001 !web 192.0.2.1 " + SECRET + "\r\n");
    }

    @Test
    void theForkKeepsTimesOfEnrollment() throws IOException {
        fork().add(List.of(new NewAgent("web", AgentAddress.of("192.0.2.1")), NewAgent.of("db")), NOW);
        assertThat(read(home.agentsTimestamp()))
                .isEqualTo("001 web 192.0.2.1 2016-04-12 09:05:03\n002 db any 2016-04-12 09:05:03\n");

        remove(fork(), "001");
        assertThat(read(home.agentsTimestamp())).isEqualTo("002 db any 2016-04-12 09:05:03\n");
    }

    @Test
    void ossecKeepsNoTimesOfEnrollment() throws IOException {
        add(ossec(), "web");

        assertThat(home.agentsTimestamp()).doesNotExist();
    }

    @Test
    void withoutAPlaceForTheTimesTheKeysAreNotChangedEither() throws IOException {
        keys("001 web any " + SECRET + "\n");
        Files.createDirectory(home.agentsTimestamp());

        assertThatThrownBy(() -> add(fork(), "next")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> remove(fork(), "001")).isInstanceOf(IOException.class);

        assertThat(keys()).isEqualTo("001 web any " + SECRET + "\n");
        assertThat(namesIn("etc")).containsExactly(".client.keys.lock", "client.keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0001", "002", "000", "", "abc", " 001", "001 "})
    void anotherSpellingOfAnIdRemovesNobody(String id) throws IOException {
        keys("001 web any " + SECRET + "\n");

        assertThat(remove(ossec(), id)).isEmpty();
        assertThat(keys()).isEqualTo("001 web any " + SECRET + "\n");
    }

    @Test
    void aRemovedAgentCannotBeRemovedAgain() throws IOException {
        keys("001 #*#*#*#*#*#*#*#*#*#*#*\n002 !gone any " + SECRET + "\n");

        assertThat(remove(ossec(), "001")).isEmpty();
        assertThat(remove(fork(), "002")).isEmpty();
    }

    @Test
    void removingDeletesTheFilesOfTheAgentAndNoOthers() throws IOException {
        keys("001 web 192.0.2.1/32 " + SECRET + "\n002 db any " + SECRET + "\n");
        List<String> own = List.of(
                "queue/agent-info/web-192.0.2.1",
                "queue/syscheck/(web) 192.0.2.1->syscheck",
                "queue/syscheck/.(web) 192.0.2.1->syscheck.cpt",
                "queue/syscheck/(web) 192.0.2.1->syscheck-registry",
                "queue/syscheck/.(web) 192.0.2.1->syscheck-registry.cpt",
                "queue/syscheck/.(web) 192.0.2.1.maint",
                "queue/rootcheck/(web) 192.0.2.1->rootcheck",
                "queue/rids/001");
        List<String> others = List.of(
                "queue/agent-info/db-any",
                "queue/syscheck/(db) any->syscheck",
                "queue/syscheck/syscheck",
                "queue/rootcheck/rootcheck",
                "queue/rids/002",
                "queue/rids/sender_counter");
        for (String file : own) {
            Files.writeString(home.root().resolve(file), "x");
        }
        for (String file : others) {
            Files.writeString(home.root().resolve(file), "x");
        }

        remove(ossec(), "001");

        assertThat(own).noneMatch(file -> Files.exists(home.root().resolve(file)));
        assertThat(others).allMatch(file -> Files.exists(home.root().resolve(file)));
    }

    @Test
    void removingDeletesALinkAndNotWhereItLeads() throws IOException {
        keys("001 web any " + SECRET + "\n");
        Path outside = Files.writeString(directory.resolve("outside"), "kept");
        Path link = home.root().resolve("queue/rids/001");
        Files.createSymbolicLink(link, outside);

        remove(ossec(), "001");

        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(outside).hasContent("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "..\\x", "x/../../rids/002", "..", "/etc/x"})
    void aNameThatWouldLeadOutNeverTouchesAnotherFile(String name) throws IOException {
        Files.writeString(home.root().resolve("queue/rids/002"), "kept");
        Files.writeString(home.root().resolve("queue/x-any"), "kept");
        keys("001 " + name + " any " + SECRET + "\n");

        assertThat(remove(ossec(), "001")).isPresent();

        assertThat(home.root().resolve("queue/rids/002")).hasContent("kept");
        assertThat(home.root().resolve("queue/x-any")).hasContent("kept");
    }

    @Test
    void anAgentWhoseNameIsTooLongForAFileNameCanBeRemoved() throws IOException {
        keys("001 " + "n".repeat(300) + " any " + SECRET + "\n");

        assertThat(remove(ossec(), "001")).isPresent();
        assertThat(keys()).startsWith("001 #*#*");
    }

    @Test
    void directoriesWithTheNamesOfAnAgentsFilesAreLeftAlone() throws IOException {
        keys("001 web any " + SECRET + "\n");
        Path odd = Files.createDirectory(home.root().resolve("queue/rids/001"));

        assertThat(remove(ossec(), "001")).isPresent();

        assertThat(odd).isDirectory();
    }

    @Test
    void aLinkToClientKeysStaysALink() throws IOException {
        Path real = Files.createDirectory(directory.resolve("elsewhere")).resolve("keys");
        Files.writeString(real, "001 web any " + SECRET + "\n");
        Files.createSymbolicLink(home.clientKeys(), Path.of("../../elsewhere/keys"));

        ClientKey key = add(ossec(), "next");
        remove(ossec(), "001");

        assertThat(home.clientKeys()).isSymbolicLink();
        assertThat(read(real)).startsWith("001 #*#").endsWith("\n002 next any " + key.secret() + "\n");
        assertThat(namesIn("etc")).containsExactly("client.keys");
        assertThat(directory.resolve("elsewhere")).isDirectoryContaining(file -> file.equals(real));
    }

    @Test
    void aLinkThatLeadsNowhereIsAFailure() throws IOException {
        Files.createSymbolicLink(home.clientKeys(), directory.resolve("missing/keys"));

        assertThatThrownBy(() -> add(ossec(), "next")).isInstanceOf(FileSystemException.class);
        assertThat(home.clientKeys()).isSymbolicLink();
    }

    @Test
    void ownerAndGroupAreKept() throws IOException {
        keys("001 web any " + SECRET + "\n");
        assumeTrue(isRoot(), "only root may give files away");
        Files.setAttribute(home.clientKeys(), "unix:uid", 4711);
        Files.setAttribute(home.clientKeys(), "unix:gid", 4712);

        add(ossec(), "next");

        assertThat(Files.getAttribute(home.clientKeys(), "unix:uid")).isEqualTo(4711);
        assertThat(Files.getAttribute(home.clientKeys(), "unix:gid")).isEqualTo(4712);
    }

    @Test
    void ofTheTimesOfEnrollmentOwnerGroupAndModeAreKept() throws IOException {
        add(fork(), "web");
        Files.setPosixFilePermissions(home.agentsTimestamp(), PosixFilePermissions.fromString("rw-r-----"));
        assumeTrue(isRoot(), "only root may give files away");
        Files.setAttribute(home.agentsTimestamp(), "unix:uid", 4711);
        Files.setAttribute(home.agentsTimestamp(), "unix:gid", 4712);

        add(fork(), "next");

        assertThat(Files.getAttribute(home.agentsTimestamp(), "unix:uid")).isEqualTo(4711);
        assertThat(Files.getAttribute(home.agentsTimestamp(), "unix:gid")).isEqualTo(4712);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.agentsTimestamp())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void afterAChangeOnlyOwnerAndGroupMayRead() throws IOException {
        keys("");
        Files.setPosixFilePermissions(home.clientKeys(), PosixFilePermissions.fromString("rw-rw-rw-"));

        add(ossec(), "web");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.clientKeys())))
                .isEqualTo("r--r-----");
    }

    @Test
    void aNewFileGetsTheGroupOfItsDirectory() throws IOException {
        assumeTrue(isRoot(), "only root may give files away");
        Files.setAttribute(home.root().resolve("etc"), "unix:gid", 4712);

        add(ossec(), "web");

        assertThat(Files.getAttribute(home.clientKeys(), "unix:gid")).isEqualTo(4712);
    }

    @Test
    void withoutEtcNothingIsCreated() throws IOException {
        Files.delete(home.root().resolve("etc"));

        assertThatThrownBy(() -> add(ossec(), "web")).isInstanceOf(NoSuchFileException.class);
        assertThat(home.root().resolve("etc")).doesNotExist();
    }

    @Test
    void whatKilledProcessesLeftIsCleaned() throws IOException {
        leftover("etc/.client.keys.abc.ossec4j-new", "content");
        leftover("queue/.agents-timestamp.abc.ossec4j-new", "content");
        Files.writeString(home.root().resolve("etc/.client.keys.mine"), "not ours");

        add(fork(), "web");

        assertThat(namesIn("etc")).containsExactly(".client.keys.lock", ".client.keys.mine", "client.keys");
        assertThat(namesIn("queue")).containsExactly("agent-info", "agents-timestamp", "rids", "rootcheck", "syscheck");
    }

    private void leftover(String directory, String file) throws IOException {
        Files.writeString(Files.createDirectory(home.root().resolve(directory)).resolve(file), "torn");
    }

    @Test
    void whatOthersKeepUnderATemporaryNameBlocksNoChange() throws IOException {
        leftover("etc/.client.keys.abc.ossec4j-new", "somebody else's");
        Files.writeString(home.root().resolve("etc/.client.keys.def.ossec4j-new"), "a plain file");

        add(ossec(), "web");

        assertThat(home.root().resolve("etc/.client.keys.abc.ossec4j-new/somebody else's"))
                .hasContent("torn");
        assertThat(home.root().resolve("etc/.client.keys.def.ossec4j-new")).hasContent("a plain file");
        assertThat(keys()).startsWith("001 web any ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sixteenThreadsLoseNothingOfEachOther(boolean fork) throws Exception {
        int threads = 16;
        int adds = Boolean.getBoolean("ossec4j.thorough") ? 100 : 4;
        Path link = Files.createSymbolicLink(directory.resolve("link"), home.root());
        // The same home by four names: locks of one process must not get in each other's way.
        List<OssecHome> names = List.of(
                home,
                OssecHome.at(home.root().resolve(".")),
                OssecHome.at(home.root().resolve("etc/..")),
                OssecHome.at(link));
        var acknowledged = new HashSet<ClientKey>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var pending = new ArrayList<Future<List<ClientKey>>>();
            for (int t = 0; t < threads; t++) {
                ClientKeysStore store =
                        ClientKeysStore.at(names.get(t % names.size()), fork, MalformedLineHandler.ignore());
                String prefix = "t" + t + "-";
                Callable<List<ClientKey>> adding = () -> {
                    var keys = new ArrayList<ClientKey>();
                    for (int i = 0; i < adds; i++) {
                        keys.add(add(store, prefix + i));
                    }
                    return keys;
                };
                pending.add(pool.submit(adding));
            }
            for (Future<List<ClientKey>> keys : pending) {
                acknowledged.addAll(keys.get());
            }
        } finally {
            pool.shutdownNow();
        }

        List<ClientKey> present = ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.ignore())
                .keys();
        assertThat(present).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(present.stream().map(key -> key.id().number()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, threads * adds).boxed().toList());
        assertThat(namesIn("etc")).containsExactly(".client.keys.lock", "client.keys");
        if (fork) {
            assertThat(Files.readAllLines(home.agentsTimestamp())).hasSize(threads * adds);
        }
    }

    @Test
    void anInterruptedThreadEnrollsWholeOrNotAtAll() throws IOException, InterruptedException, ExecutionException {
        keys("001 web any " + SECRET + "\n");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Optional<ClientKey> key = pool.submit(() -> {
                        Thread.currentThread().interrupt();
                        try {
                            return Optional.of(add(ossec(), "next"));
                        } catch (IOException e) {
                            return Optional.<ClientKey>empty();
                        }
                    })
                    .get();
            assertThat(keys())
                    .isEqualTo("001 web any " + SECRET + "\n"
                            + key.map(k -> "002 next any " + k.secret() + "\n").orElse(""));
        } finally {
            pool.shutdownNow();
        }
        add(ossec(), "later"); // nobody holds the lock
    }

    @Test
    void aFullDiskChangesNothing() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"))) {
            Path etc = Files.createDirectory(disk.path().resolve("etc"));
            Files.createDirectory(disk.path().resolve("queue"));
            OssecHome small = OssecHome.at(disk.path());
            String content = "001 web any " + SECRET + "\n";
            Files.writeString(small.clientKeys(), content);
            ClientKeysStore store = ClientKeysStore.at(small, true, MalformedLineHandler.ignore());
            List<NewAgent> tooMany = IntStream.range(0, 5_000)
                    .mapToObj(i -> NewAgent.of("agent-" + i))
                    .toList();

            assertThatThrownBy(() -> store.add(tooMany, NOW))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("space");

            assertThat(read(small.clientKeys())).isEqualTo(content);
            assertThat(small.agentsTimestamp()).doesNotExist();
            try (Stream<Path> files = Files.list(etc)) {
                assertThat(files).containsExactlyInAnyOrder(etc.resolve(".client.keys.lock"), small.clientKeys());
            }
            store.add(List.of(NewAgent.of("fits")), NOW);
            assertThat(read(small.clientKeys())).startsWith(content + "002 fits any ");
        }
    }

    @Test
    void aReadOnlyFileSystemChangesNothing() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"))) {
            Files.createDirectory(disk.path().resolve("etc"));
            OssecHome small = OssecHome.at(disk.path());
            Files.writeString(small.clientKeys(), "001 web any " + SECRET + "\n");
            disk.makeReadOnly();
            ClientKeysStore store = ClientKeysStore.at(small, false, MalformedLineHandler.ignore());

            assertThatThrownBy(() -> add(store, "next"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("Read-only file system");
            assertThatThrownBy(() -> remove(store, "001")).isInstanceOf(FileSystemException.class);

            assertThat(read(small.clientKeys())).isEqualTo("001 web any " + SECRET + "\n");
        }
    }

    @Test
    void noMessageOrTextHoldsAKey() throws IOException {
        keys("001 web any " + SECRET + "\n002 gone " + SECRET + "\n");
        var texts = new ArrayList<String>();
        ClientKeysFile.read(home.clientKeys(), line -> texts.add(line + " " + line.message()))
                .lines()
                .forEach(line -> texts.add(line.toString()));
        Set<String> names = Set.of("web", "a b");
        for (String name : names) {
            assertThatThrownBy(() -> add(ossec(), name))
                    .satisfies(e -> texts.add(e + " " + RawText.of(String.valueOf(e.getMessage()))));
        }
        texts.add(add(ossec(), "next").toString());

        assertThat(texts).hasSize(6).noneMatch(text -> text.contains(SECRET) || text.matches("(?s).*[0-9a-f]{64}.*"));
    }

    private static boolean isRoot() throws IOException {
        return Files.isDirectory(Path.of("/proc/self"))
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    @Test
    void removesADamagedEntryByItsText() throws IOException {
        keys("001  any k\n001 web any " + SECRET + "\n");

        assertThat(remove(ossec(), "001")).get().isInstanceOf(ClientKeysLine.Damaged.class);

        assertThat(keys()).isEqualTo("001 #*#*#*#*#*#*#*#*#*#*#\n001 web any " + SECRET + "\n");
    }

    @Test
    void aWholeLastEntryWithoutLineFeedIsAnEntry() throws IOException {
        keys("001 web any " + SECRET);
        assertThat(ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.failing())
                        .keys())
                .hasSize(1);

        add(ossec(), "db");
        assertThat(keys()).startsWith("001 web any " + SECRET + "\n002 db any ");

        keys("001 web any " + SECRET);
        assertThat(remove(ossec(), "001")).isPresent();
        assertThat(keys()).startsWith("001 #*#").endsWith("\n");
    }

    @Test
    void anEntryEndsAtAZeroByte() throws IOException {
        keys("001 we\0b any " + SECRET + "\n002 db any " + SECRET + "\0 more\n");

        ClientKeysFile file = ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.ignore());

        assertThat(file.keys()).extracting(ClientKey::name, ClientKey::secret).containsExactly(tuple("db", SECRET));
        assertThat(file.lines().get(0)).isInstanceOf(ClientKeysLine.Malformed.class);
    }

    @Test
    void anIdThatIsNoNumberLeadsToNoReplayCounter() throws IOException {
        Files.writeString(home.ridsDirectory().resolveSibling("x"), "1");
        keys("../x web any " + SECRET + "\n");

        assertThat(remove(ossec(), "../x")).isPresent();

        assertThat(home.ridsDirectory().resolveSibling("x")).exists();
    }
}
