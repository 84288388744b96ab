package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.FaultyDisk.Call;
import io.github.ossec4j.api.FaultyDisk.Fault;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.api.rest.RestResponse;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.StatisticsGenerator;
import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each call of the disk fails in turn, in each way that it can: no answer is wrong, and nothing on the disk is worse.
 */
class FaultsTest {
    private static final Instant NOW = Instant.parse("2016-04-12T09:05:03Z");
    private static final LocalDate TODAY = LocalDate.of(2016, 4, 12);
    private static final AgentId WEB = AgentId.of(1);

    /**
     * The approximate number of calls that fail for a method that makes more calls; under -Pthorough all do for one that
     * changes the home.
     */
    private static final int MOST_CALLS = 20;

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private final Map<String, byte[]> sound = new TreeMap<>();

    @BeforeEach
    void write() throws IOException {
        OssecHomeFixture.builder(NOW)
                .agent(
                        "web",
                        agent -> agent.syscheck(
                                        files -> files.baseline("/etc/hosts").changed("/etc/hosts"))
                                .registry(keys -> keys.baseline("HKEY_LOCAL_MACHINE\\a"))
                                .rootcheck(policy -> policy.scanned(NOW).outstanding("something")))
                .agent("db", agent -> agent.neverConnected())
                .totals(TODAY, StatisticsGenerator.of(1).totals(TODAY, 3))
                .hourlyAverages(StatisticsGenerator.of(1).hourlyAverages())
                .writeTo(directory);
        sound.putAll(files());
    }

    private Map<String, byte[]> files() throws IOException {
        var found = new TreeMap<String, byte[]>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private void restore() throws IOException {
        Map<String, byte[]> present = files();
        for (String file : present.keySet()) {
            if (!sound.containsKey(file)) {
                Files.delete(directory.resolve(file));
            }
        }
        for (Map.Entry<String, byte[]> file : sound.entrySet()) {
            if (!Arrays.equals(file.getValue(), present.get(file.getKey()))) {
                Path restored = Files.write(directory.resolve(file.getKey()), file.getValue());
                Files.setLastModifiedTime(restored, FileTime.from(NOW)); // or a change waits for who writes it
            }
        }
    }

    private static Ossec open(Path home) {
        return Ossec.builder(home)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .zone(ZoneOffset.UTC)
                .identity(new HostIdentity("manager", "Linux"))
                .processes(pid -> Optional.empty())
                .open();
    }

    private static <T> String all(RecordStream<T> records) {
        try (records) {
            return records.stream().toList().toString();
        }
    }

    /** A method that reads. */
    enum Read {
        AGENTS(ossec -> ossec.agents().list().toString()),
        AGENT(ossec -> ossec.agents().info(WEB).toString()),
        MANAGER(ossec -> ossec.agents().info(AgentId.MANAGER).toString()),
        KEY(ossec -> ossec.agents().key(WEB).exported()),
        DEVICES(ossec -> ossec.agents().agentlessDevices().toString()),
        DETAILS(ossec -> ossec.snapshot().details().toString()),
        CHANGES(ossec -> all(ossec.syscheck().changedFiles(WEB))),
        HISTORY(ossec -> all(ossec.syscheck().history(WEB, RawText.of("/etc/hosts")))),
        FILES(ossec -> all(ossec.syscheck().files(WEB))),
        REGISTRY(ossec -> all(ossec.syscheck().registry(WEB))),
        LAST_SCAN(ossec -> ossec.syscheck().lastScan(WEB).toString()),
        FINDINGS(ossec -> all(ossec.rootcheck().events(WEB))),
        STATUS(ossec -> ossec.manager().status().toString()),
        CONFIGURATION(ossec -> ossec.manager().configuration().toString()),
        SECTION(ossec -> ossec.manager().configuration("global").toString()),
        STATS(ossec -> ossec.manager().stats(TODAY).toString()),
        HOURLY(ossec -> ossec.manager().hourlyAverages().toString()),
        WEEKLY(ossec -> ossec.manager().weeklyAverages().toString());

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
        private final Function<Ossec, String> method;

        Read(Function<Ossec, String> method) {
            this.method = method;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadIsReported(Read read) throws IOException {
        Path home = disk.at(directory);
        disk.failNever();
        String whole = read.method.apply(open(home));
        List<Call> calls = disk.calls();
        var wrong = new ArrayList<String>();
        forEachFault(calls, (fault, about) -> {
            try {
                String answer = read.method.apply(open(home));
                // A file that vanishes or may not be read can be an empty answer; a disk that fails cannot.
                boolean mayBeEmpty = fault == Fault.VANISHED || fault == Fault.NO_PERMISSION;
                if (!answer.equals(whole) && !mayBeEmpty) {
                    wrong.add(about + ": " + answer);
                }
            } catch (FileMissingException | UnknownAgentException e) {
                if (fault != Fault.VANISHED) {
                    wrong.add(about + ": " + e);
                }
            } catch (AccessRefusedException e) {
                if (fault != Fault.NO_PERMISSION) {
                    wrong.add(about + ": " + e);
                }
            } catch (ReadFailedException e) {
                if (fault == Fault.VANISHED || fault == Fault.NO_PERMISSION) {
                    wrong.add(about + ": " + e);
                }
            } catch (RuntimeException e) {
                wrong.add(about + ": " + e);
            }
        });
        assertThat(wrong).isEmpty();
        disk.failNever();
        disk.readShort(true);
        assertThat(read.method.apply(open(home))).isEqualTo(whole);
    }

    /** A method that changes the home. */
    enum Change {
        ADD(ossec -> ossec.agents()
                .add(new NewAgent("new", AgentAddress.of("any")))
                .id()
                .toString()),
        REMOVE(ossec -> ossec.agents().remove(WEB).id().toString()),
        CLEAR_FILES(ossec -> ossec.syscheck().clear(WEB).toString()),
        CLEAR_ALL_FILES(ossec -> ossec.syscheck().clearAll().toString()),
        CLEAR_FILES_OF_MANAGER(ossec -> ossec.syscheck().clear(AgentId.MANAGER).toString()),
        CLEAR_FINDINGS(ossec -> ossec.rootcheck().clear(WEB).toString()),
        CLEAR_ALL_FINDINGS(ossec -> ossec.rootcheck().clearAll().toString());

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
        private final Function<Ossec, String> method;

        Change(Function<Ossec, String> method) {
            this.method = method;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeChangedIsReportedAndStays(Change change) throws IOException {
        Path home = disk.at(directory);
        disk.failNever();
        String whole = change.method.apply(open(home));
        List<Call> calls = disk.calls();
        Map<String, String> after = shown();
        restore();
        Map<String, String> before = shown();
        var wrong = new ArrayList<String>();
        forEachFault(calls, (fault, about) -> {
            boolean isReported = false;
            try {
                String answer = change.method.apply(open(home));
                if (!answer.equals(whole) && fault != Fault.VANISHED) {
                    wrong.add(about + ": " + answer);
                }
            } catch (OssecException e) {
                isReported = true;
            } catch (RuntimeException e) {
                wrong.add(about + ": " + e);
            }
            Map<String, String> now = shown();
            now.forEach((file, content) -> {
                // Without the file there are no agents, and the first one makes a new file.
                boolean isNew = fault == Fault.VANISHED && file.equals("etc/client.keys");
                if (!isNew && !content.equals(before.get(file)) && !content.equals(after.get(file))) {
                    wrong.add(about + ": " + file + " is neither as before nor as after");
                }
            });
            for (String file : before.keySet()) {
                if (!now.containsKey(file) && after.containsKey(file)) {
                    wrong.add(about + ": " + file + " is missing");
                }
            }
            if (!isReported && !now.equals(after) && fault != Fault.VANISHED) {
                wrong.add(about + ": unreported, and not done");
            }
            restore();
        });
        assertThat(wrong).isEmpty();
    }

    @FunctionalInterface
    private interface Attempt {
        void with(Fault fault, String about) throws IOException;
    }

    /** Makes calls fail in turn: some of many in the normal build, all of them in the thorough one. */
    private void forEachFault(List<Call> calls, Attempt attempt) throws IOException {
        int step = Boolean.getBoolean("ossec4j.thorough") ? 1 : 1 + calls.size() / MOST_CALLS;
        for (int number = 0; number < calls.size(); number += step) {
            for (Fault fault : Fault.values()) {
                if (fault.canHit(calls.get(number))) {
                    disk.fail(number, fault);
                    attempt.with(fault, calls.get(number) + " " + number + " " + fault);
                }
            }
        }
    }

    /** The files as text, without what is random in a new key, and without what was started and never committed. */
    private Map<String, String> shown() throws IOException {
        var shown = new TreeMap<String, String>();
        files().forEach((file, content) -> {
            if (sound.containsKey(file)
                    || !Path.of(file).getFileName().toString().startsWith(".")) {
                shown.put(
                        file,
                        new String(content, StandardCharsets.ISO_8859_1).replaceAll("(new any )[0-9a-f]{64}", "$1"));
            }
        });
        return shown;
    }

    /** A request, and the error that a full disk is. */
    enum Request {
        ADD("PUT", "/agents/new"),
        REMOVE("DELETE", "/agents/001"),
        CLEAR_FILES("DELETE", "/syscheck/002"),
        CLEAR_ALL_FILES("DELETE", "/syscheck"),
        CLEAR_FINDINGS("DELETE", "/rootcheck/002"),
        CLEAR_ALL_FINDINGS("DELETE", "/rootcheck");

        private final String method;
        private final String path;

        Request(String method, String path) {
            this.method = method;
            this.path = path;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullDiskIsError71(Request request) throws IOException {
        Path home = disk.at(directory);
        RestApi api = RestApi.over(open(home));
        disk.failNever();
        api.handle(RestRequest.of(request.method, request.path)).body();
        List<Call> calls = disk.calls();
        restore();
        for (int number = 0; number < calls.size(); number++) {
            if (Fault.NO_SPACE.canHit(calls.get(number))) {
                disk.fail(number, Fault.NO_SPACE);
                RestResponse answer = api.handle(RestRequest.of(request.method, request.path));
                String body = answer.body();
                if (!body.contains("\"error\":0,")) { // what was done before it stays done
                    assertThat(body)
                            .as("%s %d", calls.get(number), number)
                            .contains("\"error\":71,")
                            .contains("space");
                }
                restore();
            }
        }
    }

    @Test
    void onlyMissingAndUnreadableDatabasesAreEmptyLists() throws IOException {
        Path home = disk.at(directory);
        RestApi api = RestApi.over(open(home));
        for (String path : List.of("/syscheck/001/files/changed", "/rootcheck/001", "/syscheck/001/last_scan")) {
            disk.failNever();
            String whole = api.handle(RestRequest.get(path)).body();
            List<Call> calls = disk.calls();
            for (int number = 0; number < calls.size(); number++) {
                for (Fault fault : List.of(Fault.IO_ERROR, Fault.NO_DESCRIPTOR)) {
                    if (fault.canHit(calls.get(number))) {
                        disk.fail(number, fault);
                        String body;
                        try {
                            body = api.handle(RestRequest.get(path)).body();
                        } catch (OssecException | UncheckedIOException e) {
                            continue; // half-way through the answer
                        }
                        if (!body.equals(whole)) {
                            assertThat(body)
                                    .as("%s %s %d %s", path, calls.get(number), number, fault)
                                    .doesNotContain("\"error\":0,");
                        }
                    }
                }
            }
        }
    }
}
