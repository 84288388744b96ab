package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.api.rest.RestResponse;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.NotAHomeException;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unknown agent, a missing file, a missing permission and a damaged file are distinguished, each with its code. */
@Timeout(300)
class ErrorsTest {
    private static final AgentId NOBODY = AgentId.of(99);
    private static final String SECRET = "5a".repeat(32);

    @TempDir
    Path directory;

    private Ossec full() throws IOException {
        return Homes.open(Homes.full().writeTo(directory.resolve("home")).root());
    }

    private static int codeOf(ThrowingCallable call) {
        UnknownAgentException e = catchThrowableOfType(UnknownAgentException.class, call);
        assertThat(e.idText()).isEqualTo(NOBODY.toString());
        assertThat(e).hasMessageContaining("099").hasMessageContaining("client.keys");
        return e.errorCode().orElseThrow();
    }

    @Test
    void anUnknownAgentHasTheCodeOfTheEndpoint() throws IOException {
        Ossec ossec = full();

        assertThat(codeOf(() -> ossec.agents().info(NOBODY))).isEqualTo(40);
        assertThat(codeOf(() -> ossec.agents().key(NOBODY))).isEqualTo(70);
        assertThat(codeOf(() -> ossec.agents().remove(NOBODY))).isEqualTo(78);
        assertThat(codeOf(() -> ossec.agents().restart(NOBODY))).isEqualTo(40);
        assertThat(codeOf(() -> ossec.syscheck().changedFiles(NOBODY))).isEqualTo(33);
        assertThat(codeOf(() -> ossec.syscheck().history(NOBODY, PathPattern.of("x"))))
                .isEqualTo(33);
        assertThat(codeOf(() -> ossec.syscheck().clear(NOBODY))).isEqualTo(32);
        assertThat(codeOf(() -> ossec.syscheck().lastScan(NOBODY))).isEqualTo(40);
        assertThat(codeOf(() -> ossec.syscheck().run(NOBODY))).isEqualTo(40);
        assertThat(codeOf(() -> ossec.rootcheck().events(NOBODY))).isEqualTo(13);
        assertThat(codeOf(() -> ossec.rootcheck().clear(NOBODY))).isEqualTo(12);
        assertThat(codeOf(() -> ossec.rootcheck().run(NOBODY))).isEqualTo(40);
    }

    @Test
    void aRemovedAgentIsUnknown() throws IOException {
        Ossec ossec = full();

        assertThatThrownBy(() -> ossec.agents().info(AgentId.of(4))).isInstanceOf(UnknownAgentException.class);
    }

    @Test
    void theManagerHasNoKeyAndCannotBeRemoved() throws IOException {
        Ossec ossec = full();

        assertThatThrownBy(() -> ossec.agents().key(AgentId.MANAGER)).isInstanceOf(UnknownAgentException.class);
        assertThatThrownBy(() -> ossec.agents().remove(AgentId.MANAGER)).isInstanceOf(UnknownAgentException.class);
    }

    @Test
    void withoutDirectoriesOfDatabasesClearingAllIsAMissingFile() throws IOException {
        Ossec ossec = Homes.open(Homes.bare(directory.resolve("empty")));

        assertThatThrownBy(() -> ossec.syscheck().clearAll())
                .isInstanceOfSatisfying(
                        FileMissingException.class,
                        e -> assertThat(e.errorCode()).hasValue(31))
                .hasMessageContaining("queue/syscheck");
        assertThatThrownBy(() -> ossec.rootcheck().clearAll())
                .isInstanceOfSatisfying(
                        FileMissingException.class,
                        e -> assertThat(e.errorCode()).hasValue(11))
                .hasMessageContaining("queue/rootcheck");
    }

    @Test
    void withoutAHomeNothingIsOpened() throws IOException {
        Path missing = directory.resolve("missing");
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Ossec.open(missing))
                .isInstanceOf(FileMissingException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> Ossec.open(file)).isInstanceOf(NotAHomeException.class);
    }

    @Test
    void withoutEtcNobodyIsEnrolled() throws IOException {
        Ossec ossec = Homes.open(Homes.bare(directory.resolve("empty")));

        assertThatThrownBy(() -> ossec.agents().add(NewAgent.of("web")))
                .isInstanceOfSatisfying(
                        FileMissingException.class, e -> assertThat(e.file()).endsWithRaw(Path.of("empty/etc")));
        assertThat(Homes.content(directory.resolve("empty"))).containsOnlyKeys("", "logs", "logs/ossec.log");
    }

    @Test
    void withoutQueueTheForkEnrollsNobodyAndSaysWhatIsMissing() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.createDirectory(home.resolve("etc"));
        Files.writeString(home.resolve("etc/client.keys"), "001 web any 5a\n");
        Ossec ossec = Homes.builder(home).flavor(Flavor.WAZUH).open();

        assertThatThrownBy(() -> ossec.agents().add(NewAgent.of("more")))
                .isInstanceOfSatisfying(
                        FileMissingException.class, e -> assertThat(e.file()).isEqualTo(home.resolve("queue")));
        RestResponse answer = RestApi.over(ossec).handle(RestRequest.of("PUT", "/agents/more"));
        assertThat(answer.body())
                .isEqualTo("{\"error\":71,\"data\":\"\",\"message\":"
                        + "\"Could not open file '/queue' due to [(2)-(No such file or directory)]\"}");
        assertThat(ossec.agents().list()).hasSize(2);
        assertThat(home.resolve("etc")).isDirectoryContaining("glob:**client.keys");

        assertThat(ossec.agents().remove(AgentId.of(1)).name()).isEqualTo("web");
        assertThat(home.resolve("queue")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"etc/client.keys", "queue/syscheck/syscheck", "queue/rootcheck/rootcheck"})
    void aDirectoryInPlaceOfAFileCannotBeRead(String name) throws IOException {
        Ossec ossec = full();
        Path file = ossec.home().root().resolve(name);
        Files.delete(file);
        Files.createDirectory(file);

        assertThatThrownBy(() -> {
                    ossec.agents().list();
                    ossec.rootcheck().events(AgentId.MANAGER).close();
                    try (var files = ossec.syscheck().files(AgentId.MANAGER)) {
                        files.stream().count();
                    }
                })
                .isInstanceOfSatisfying(
                        ReadFailedException.class, e -> assertThat(e.file()).isEqualTo(file))
                .hasMessageContaining(file.toString());
    }

    @Test
    void controlWithoutTheScriptIsAMissingFile() throws IOException {
        Ossec ossec = full();

        assertThatThrownBy(() -> ossec.manager().start())
                .isInstanceOf(FileMissingException.class)
                .hasMessageContaining("bin/ossec-control");
        assertThatThrownBy(() -> ossec.manager().stop()).isInstanceOf(FileMissingException.class);
    }

    @Test
    void ordersWithoutRemotedHaveTheCodesOfTheEndpoints() throws IOException {
        Ossec ossec = full();

        assertThatThrownBy(() -> ossec.agents().restart(AgentId.of(1)))
                .isInstanceOfSatisfying(
                        RemotedUnreachableException.class,
                        e -> assertThat(e.errorCode()).hasValue(45));
        assertThatThrownBy(() -> ossec.syscheck().runAll())
                .isInstanceOfSatisfying(
                        RemotedUnreachableException.class,
                        e -> assertThat(e.errorCode()).hasValue(41));
        assertThatThrownBy(() -> ossec.rootcheck().run(AgentId.of(1)))
                .isInstanceOfSatisfying(
                        RemotedUnreachableException.class,
                        e -> assertThat(e.errorCode()).hasValue(43));
    }

    @Test
    void aZipFileThatMayBeWrittenIsChanged() throws IOException {
        Path zip = directory.resolve("home.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Ossec ossec =
                    Homes.open(Homes.full().writeTo(files.getPath("/ossec")).root());
            assertThat(ossec.agents().add(NewAgent.of("more")).id()).isEqualTo(AgentId.of(6));
            ossec.agents().remove(AgentId.of(1));
            ossec.syscheck().clear(AgentId.of(2));
        }
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            assertThat(Homes.open(files.getPath("/ossec")).agents().list()).hasSize(5);
        }
    }

    /** What the forked process below does, and what it says about it. */
    static final class Unprivileged {
        private Unprivileged() {}

        private static void tell(String what, Runnable action) {
            String outcome;
            try {
                action.run();
                outcome = "done";
            } catch (RuntimeException e) {
                outcome = e.getClass().getSimpleName() + " " + e.getMessage();
            }
            System.out.println(what + ": " + outcome);
        }

        public static void main(String[] args) throws IOException {
            Path home = Path.of(args[0]);
            tell("open hidden", () -> Ossec.open(home.resolve("hidden/home")));
            tell(
                    "list secret",
                    () -> Ossec.open(home.resolve("secret")).agents().list());
            Ossec ossec = Ossec.open(home.resolve("readable"));
            tell("list", () -> ossec.agents().list());
            tell("events", () -> ossec.rootcheck().events(AgentId.MANAGER).close());
            tell("files", () -> ossec.syscheck().files(AgentId.MANAGER).close());
            tell("configuration", () -> ossec.manager().configuration());
            tell("add", () -> ossec.agents().add(NewAgent.of("more")));
            tell("remove", () -> ossec.agents().remove(AgentId.of(1)));
            tell("clear", () -> ossec.syscheck().clear(AgentId.of(1)));
            tell("not ours", () -> Ossec.open(home.resolve("shared")).agents().add(NewAgent.of("more")));
            tell(
                    "times",
                    () -> Ossec.builder(home.resolve("timeless"))
                            .flavor(Flavor.WAZUH)
                            .open()
                            .agents()
                            .add(NewAgent.of("more")));
            tell("status", () -> Ossec.open(home.resolve("statusless")).agents().list());
            try (FileSystem zip = FileSystems.newFileSystem(home.resolve("home.zip"))) {
                Ossec zipped = Ossec.open(zip.getPath("/ossec"));
                tell("zip list", () -> zipped.agents().list());
                tell("zip add", () -> zipped.agents().add(NewAgent.of("more")));
                tell("zip remove", () -> zipped.agents().remove(AgentId.of(1)));
                tell("zip clear", () -> zipped.syscheck().clear(AgentId.of(1)));
                tell("zip clear all", () -> zipped.rootcheck().clearAll());
            }
        }
    }

    @Test
    void aMissingPermissionIsToldAsSuchAndNothingIsChanged() throws IOException, InterruptedException {
        assumeTrue(isRoot(), "only root can start a process that may do less");
        Path homes = Files.createDirectory(directory.resolve("homes"));
        mode(directory, "rwxr-xr-x");
        mode(homes, "rwxr-xr-x");
        Files.createDirectories(homes.resolve("hidden/home"));
        mode(homes.resolve("hidden"), "rwx------");
        for (String name : List.of("secret", "readable", "shared", "statusless", "timeless")) {
            Homes.full().writeTo(homes.resolve(name));
        }
        mode(homes.resolve("secret/etc/client.keys"), "rw-r-----");
        mode(homes.resolve("readable/queue/rootcheck/rootcheck"), "rw-------");
        mode(homes.resolve("readable/queue/syscheck/syscheck"), "rw-------");
        mode(homes.resolve("readable/etc/ossec.conf"), "rw-------");
        mode(homes.resolve("shared/etc"), "rwxrwxrwx");
        mode(homes.resolve("timeless/etc"), "rwxrwxrwx");
        Files.delete(homes.resolve("timeless/etc/client.keys"));
        mode(homes.resolve("statusless/queue/agent-info"), "rwx------");
        try (FileSystem zip = FileSystems.newFileSystem(homes.resolve("home.zip"), Map.of("create", "true"))) {
            Homes.full().writeTo(zip.getPath("/ossec"));
        }
        Map<String, String> before = Homes.content(homes);

        List<String> told = unprivileged(homes);

        assertThat(told).hasSize(17);
        assertThat(told.get(0))
                .startsWith("open hidden: AccessRefusedException")
                .contains("hidden/home");
        assertThat(told.get(1))
                .startsWith("list secret: AccessRefusedException")
                .contains("etc/client.keys");
        assertThat(told.get(2)).isEqualTo("list: done");
        assertThat(told.get(3)).startsWith("events: AccessRefusedException").contains("queue/rootcheck/rootcheck");
        assertThat(told.get(4)).startsWith("files: AccessRefusedException").contains("queue/syscheck/syscheck");
        assertThat(told.get(5))
                .startsWith("configuration: AccessRefusedException")
                .contains("etc/ossec.conf");
        assertThat(told.get(6)).startsWith("add: AccessRefusedException").contains("etc/client.keys");
        assertThat(told.get(7)).startsWith("remove: AccessRefusedException").contains("etc/client.keys");
        assertThat(told.get(8)).startsWith("clear: AccessRefusedException").contains("queue/syscheck");
        assertThat(told.get(9)).startsWith("not ours: AccessRefusedException").contains("etc/client.keys");
        assertThat(told.get(10)).startsWith("times: AccessRefusedException").contains("queue/agents-timestamp:");
        assertThat(told.get(11)).startsWith("status: AccessRefusedException").contains("queue/agent-info");
        assertThat(told.get(12)).isEqualTo("zip list: done");
        assertThat(told.subList(13, 17))
                .allMatch(line -> line.contains("ReadFailedException") && line.contains("Read-only file system"));
        Map<String, String> after = Homes.content(homes);
        after.keySet().removeIf(name -> name.endsWith("/.client.keys.lock"));
        assertThat(after).isEqualTo(before);
    }

    /**
     * The class path, with a copy of the libraries of another project: those of root's repository others may not read.
     */
    private String classPathForOthers() throws IOException {
        Path libraries = Files.createDirectory(directory.resolve("libraries"));
        mode(libraries, "rwxr-xr-x");
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, 0)) {
            Path file = Path.of(entry);
            if (entry.endsWith(".jar") && file.getFileName().toString().startsWith("guava")) {
                file = Files.copy(file, libraries.resolve(file.getFileName()));
                mode(file, "rw-r--r--");
            }
            entries.add(file.toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private List<String> unprivileged(Path homes) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPathForOthers(),
                Unprivileged.class.getName(),
                homes.toString()));
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no setpriv");
            throw e;
        }
        List<String> lines;
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        process.waitFor();
        assumeTrue(
                lines.stream()
                        .noneMatch(line ->
                                line.contains("Could not find or load main class") || line.contains("setpriv:")),
                "an unprivileged user cannot start this JVM here");
        return lines;
    }

    private static boolean isRoot() throws IOException {
        return Files.isDirectory(Path.of("/proc/self"))
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void noExceptionAndNoTextHoldsAKeyOrAPassword() throws IOException {
        Path root = directory.resolve("home");
        Homes.full()
                .keysLine("007 bad " + SECRET)
                .keysLine("008 a/b any " + SECRET)
                .configuration("<ossec_config>\n<database_output>\n<password>" + SECRET
                        + "</password>\n</database_output>\n</ossec_config>\n")
                .writeTo(root);
        var texts = new ArrayList<String>();
        Ossec ossec = Homes.builder(root)
                .onMalformedLine(line -> texts.add(line + line.message()))
                .open();
        texts.add(ossec.agents().list().toString());
        texts.add(ossec.snapshot().details().toString());
        texts.add(ossec.agents().key(AgentId.of(1)).toString());
        texts.add(ossec.manager().configuration().toString());
        texts.add(ossec.manager().configuration("database_output").toString());
        texts.add(ossec.manager().configuration("database_output", "password").toString());
        texts.add(ossec.manager().testConfiguration().toString());
        for (Consumer<Ossec> broken : List.<Consumer<Ossec>>of(
                o -> o.agents().add(NewAgent.of("a b")),
                o -> o.agents().add(new NewAgent("web-01", AgentAddress.ANY)),
                o -> o.agents().add(new NewAgent("web-99", AgentAddress.of("300.1.1.1"))),
                o -> o.agents().key(NOBODY),
                o -> o.agents().restart(AgentId.of(1)),
                o -> o.manager().start())) {
            assertThatThrownBy(() -> broken.accept(ossec)).satisfies(e -> texts.addAll(texts(e)));
        }
        Files.writeString(root.resolve("etc/ossec.conf"), "<ossec_config><password>" + SECRET + "</x>");
        assertThatThrownBy(() -> ossec.manager().configuration()).satisfies(e -> texts.addAll(texts(e)));
        texts.add(ossec.agents().remove(AgentId.of(1)).toString());

        assertThat(texts).hasSizeGreaterThan(15).noneMatch(text -> text.contains(SECRET));
    }

    private static List<String> texts(Throwable e) {
        var texts = new ArrayList<String>();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            texts.add(cause.toString());
        }
        return texts;
    }

    @Test
    void refusalsCarryTheCodesOfTheTools() throws IOException {
        Ossec ossec = full();

        assertThat(refusal(ossec, "web-01", "any")).isEqualTo(75);
        assertThat(refusal(ossec, "a", "any")).isEqualTo(76);
        assertThat(refusal(ossec, "more", "300.300.300.300")).isEqualTo(77);
        assertThat(refusal(ossec, "more", "192.0.2.10")).isEqualTo(79);
    }

    private static int refusal(Ossec ossec, String name, String address) {
        return catchThrowableOfType(
                        AgentRefusedException.class,
                        () -> ossec.agents().add(new NewAgent(name, AgentAddress.of(address))))
                .reason()
                .errorCode();
    }
}
