package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.agentless.AgentlessResult.State;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the daemon's user has planted where state is kept leads to no other file, and makes nobody wait; what is stored
 * there belongs to that user.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class PlantedStateTest {
    private static final int NOBODY = 65534;
    private static final String SECRET = "of root alone";

    @TempDir
    Path home;

    private final List<String> sent = new ArrayList<>();
    private Path state = Path.of("");
    private Path listed = Path.of("");
    private Path victim = Path.of("");

    @BeforeEach
    void makesHome() throws IOException {
        Files.createDirectories(home.resolve("agentless"));
        Files.createDirectories(home.resolve("queue/agentless"));
        state = Files.createDirectories(home.resolve("queue/diff/u@h->check"));
        listed = home.resolve("queue/agentless/(check) u@h");
        victim = Files.writeString(home.resolve("victim"), SECRET);
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        Path script = Files.writeString(home.resolve("agentless/check"), "#!/bin/sh\ncat output\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private AgentlessResult run(String output) throws Exception {
        Files.writeString(home.resolve("output"), output);
        AgentlessEntry entry = AgentlessEntry.builder("check", "u@h")
                .states(AgentlessEntry.State.PERIODIC_DIFF)
                .build();
        return AgentlessEngine.at(home)
                .run(
                        AgentlessCheck.of(entry),
                        message -> sent.add(message.text().display()),
                        AgentlessListener.none());
    }

    private void assertVictimIsUntouched() throws IOException {
        assertThat(victim).hasContent(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("rw-------");
        assertThat(sent).noneMatch(message -> message.contains(SECRET));
    }

    private static void pipe(Path file) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void aLinkInPlaceOfTheStoredContentIsNotRead() throws Exception {
        Files.createSymbolicLink(state.resolve("last-entry"), victim);

        assertThat(run("STORE: now\nx\n").state()).isEqualTo(State.KEPT);
        assertVictimIsUntouched();
    }

    @Test
    void aSecondNameOfAnotherFileIsNotRead() throws Exception {
        Files.createLink(state.resolve("last-entry"), victim);

        AgentlessResult result = run("STORE: now\nx\n");

        assertThat(result.state()).isEqualTo(State.KEPT);
        assertThat(result.message()).contains("second name");
        assertVictimIsUntouched();
    }

    @Test
    void linksInPlaceOfWhatIsWrittenAreReplacedOrLeftAlone() throws Exception {
        run("STORE: now\na\n");
        Instant time = Instant.ofEpochSecond(1_600_000_000);
        Files.setLastModifiedTime(state.resolve("last-entry"), FileTime.from(time));
        for (String name : List.of("new-entry", "new-diff", "state.1600000000", ".lock")) {
            Files.createSymbolicLink(state.resolve(name), victim);
        }

        assertThat(run("STORE: now\nb\n").state()).isEqualTo(State.KEPT); // the lock is a link
        Files.delete(state.resolve(".lock"));
        assertThat(run("STORE: now\nb\n").state()).isEqualTo(State.CHANGED);
        assertThat(state.resolve("state.1600000000")).isSymbolicLink();
        assertThat(state.resolve("state.1600000001")).hasContent("a");
        assertVictimIsUntouched();
    }

    @Test
    void aLinkInPlaceOfADirectoryIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.delete(state);
        Files.createSymbolicLink(state, elsewhere);

        AgentlessResult result = run("STORE: now\nx\n");

        assertThat(result.state()).isEqualTo(State.KEPT);
        assertThat(result.message()).contains("symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aLinkInPlaceOfTheListedDeviceIsReplaced() throws Exception {
        Files.createSymbolicLink(listed, victim);

        assertThat(run("").isSuccess()).isTrue();
        assertThat(Files.isRegularFile(listed, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(listed).hasContent("type: syscheck");
        assertVictimIsUntouched();
    }

    @Test
    void pipesMakeNobodyWait() throws Exception {
        pipe(listed);
        assertThat(run("").isSuccess()).isTrue();

        for (String name : List.of("new-entry", "last-entry")) {
            pipe(state.resolve(name));
        }
        assertThat(run("STORE: now\nx\n").state()).isEqualTo(State.KEPT);

        Files.delete(state.resolve("last-entry"));
        pipe(state.resolve(".lock"));
        assertThat(run("STORE: now\nx\n").state()).isEqualTo(State.KEPT);

        Files.delete(state.resolve(".lock"));
        assertThat(run("STORE: now\nx\n").state()).isEqualTo(State.FIRST);

        Files.delete(state.resolve("last-entry"));
        Files.delete(state);
        pipe(state);
        assertThat(run("STORE: now\nx\n").state()).isEqualTo(State.KEPT);
    }

    /** Runs one check and prints what became of it. */
    static final class OneCheck {
        private OneCheck() {}

        public static void main(String[] args) throws Exception {
            AgentlessEntry entry = AgentlessEntry.builder("check", "u@h")
                    .states(AgentlessEntry.State.PERIODIC_DIFF)
                    .build();
            AgentlessResult result = AgentlessEngine.at(Path.of(args[0]))
                    .run(AgentlessCheck.of(entry), message -> System.out.println("sent"), AgentlessListener.none());
            System.out.println(result.state());
        }
    }

    private Process fork() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneCheck.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> lines(Process process) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    @Test
    void ofTwoProcessesWithTheSameCheckOneStores() throws Exception {
        run("STORE: now\nold\n");
        Path ready = home.resolve("ready");
        Path go = home.resolve("go");
        pipe(ready);
        pipe(go);
        // The first prints its section, says so, and goes on when the second one is done.
        Files.writeString(home.resolve("agentless/check"), """
                #!/bin/sh
                echo STORE: now
                if mkdir first 2>/dev/null; then
                  echo one
                  echo > ready
                  cat go
                else
                  echo half
                fi
                """);
        Process first = fork();
        Files.readString(ready);

        List<String> second = lines(fork());
        Files.writeString(go, "two\n");

        assertThat(second).containsExactly("KEPT");
        assertThat(lines(first)).containsExactly("sent", "CHANGED");
        assertThat(state.resolve("last-entry")).hasContent("one\ntwo");
    }

    @Test
    void aKilledRunLeavesNothingThatStopsTheNext() throws Exception {
        Path ready = home.resolve("ready");
        pipe(ready);
        Files.writeString(home.resolve("agentless/check"), """
                #!/bin/sh
                echo STORE: now
                head -c 100000 /dev/zero | tr '\\0' '\\n'
                echo > ready
                exec sleep 60
                """);
        Process process = fork();
        Files.readString(ready);
        process.toHandle().destroyForcibly();
        process.waitFor();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        Files.writeString(home.resolve("agentless/check"), "#!/bin/sh\ncat output\n");

        assertThat(run("STORE: now\nx\n").state()).isEqualTo(State.FIRST);
        try (var files = Files.list(state)) {
            assertThat(files).containsExactly(state.resolve("last-entry"));
        }
    }

    @Test
    void whatRootStoresBelongsToTheOwnerOfTheDirectory() throws Exception {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid")), "only root can give files to others");
        Files.delete(state);
        for (Path directory : List.of(home.resolve("queue/diff"), home.resolve("queue/agentless"))) {
            Files.setAttribute(directory, "unix:uid", NOBODY);
            Files.setAttribute(directory, "unix:gid", NOBODY);
        }

        run("STORE: now\na\n");
        assertThat(run("STORE: now\nb\n").state()).isEqualTo(State.CHANGED);

        assertBelongsToNobody(listed, "rw-r-----");
        assertBelongsToNobody(state, "rwxr-x---");
        try (var files = Files.list(state)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(3);
            for (Path file : all) {
                assertBelongsToNobody(file, "rw-r-----");
            }
        }
    }

    private static void assertBelongsToNobody(Path file, String mode) throws IOException {
        assertThat(Files.getAttribute(file, "unix:uid")).as(file.toString()).isEqualTo(NOBODY);
        assertThat(Files.getAttribute(file, "unix:gid")).as(file.toString()).isEqualTo(NOBODY);
        assertThat(Files.readAttributes(file, PosixFileAttributes.class).permissions())
                .isEqualTo(PosixFilePermissions.fromString(mode));
    }
}
