package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShellChecksTest extends SshTestBase {
    private static final String FAILING = "exit 127\n";

    @Test
    void integrityOfALinuxHostIsOneLinePerFile() throws Exception {
        Path plain = file("plain", "text");
        Path nested = file("sub/nested", "");
        Files.setPosixFilePermissions(nested, PosixFilePermissions.fromString("rwxr-x---"));
        try (var server = TestServer.withShell(bin)) {
            Lines lines = run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files.toString());
            assertThat(lines.all().subList(0, 2)).containsExactly("INFO: Started.", "INFO: Starting.");
            assertThat(lines.startingWith("FWD: "))
                    .containsExactlyInAnyOrder(expected(plain, "644"), expected(nested, "750"));
            assertThat(lines.all()).last().isEqualTo("INFO: Finished.");
        }
    }

    @Test
    void oddNamesAreKeptAndLineBreaksReported() throws Exception {
        List<String> names = List.of(
                "with blanks ",
                "quo'te",
                "quo\"te",
                "back\\slash",
                "$(touch gone)",
                "*",
                "-n",
                "ä",
                "tab\tname",
                ";&|");
        for (String name : names) {
            file(name, name);
        }
        file("line\nbreak", "hidden");
        file("return\rname", "hidden");
        try (var server = TestServer.withShell(bin)) {
            Lines lines = run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files.toString());
            assertThat(lines.startingWith("FWD: "))
                    .containsExactlyInAnyOrderElementsOf(names.stream()
                            .map(name -> expected(files.resolve(name), "644"))
                            .toList());
            assertThat(lines.startingWith("INFO: left out"))
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).endsWith("/line?break"));
        }
    }

    @Test
    void namesWithABackslashAreReadFromTheBatch() throws Exception {
        file("a\\nb", "1");
        file("plain", "2");
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files.toString())
                            .startingWith("FWD: "))
                    .containsExactlyInAnyOrder(
                            expected(files.resolve("a\\nb"), "644"), expected(files.resolve("plain"), "644"));
        }
    }

    @Test
    void pipesAndDirectoriesAreNotOpened() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", files.resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        Path target = file("target", "text");
        Files.createSymbolicLink(files.resolve("link"), target);
        Files.createSymbolicLink(files.resolve("nowhere"), Path.of("/nonexistent"));
        try (var server = TestServer.withShell(bin)) {
            List<String> lines = run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files.toString())
                    .startingWith("FWD: ");
            assertThat(lines)
                    .hasSize(2)
                    .contains(expected(target, "644"))
                    .anySatisfy(line -> assertThat(line)
                            .contains(":777:")
                            .endsWith(digest(target, "SHA-1") + " " + files.resolve("link")));
        }
    }

    @Test
    void argumentsAreNeverRunAsCommands() throws Exception {
        Path there = directory.resolve("pwned");
        Path plain = file("plain", "text");
        try (var server = TestServer.withShell(bin)) {
            Lines lines = run(
                    server,
                    SshCheckType.INTEGRITY_LINUX,
                    LOGIN,
                    files.toString(),
                    "$(touch " + there + ")",
                    "; touch " + there,
                    "`touch " + there + "`",
                    "'; touch " + there + " '",
                    "\n touch " + there + "\n");
            assertThat(lines.startingWith("FWD: ")).containsExactly(expected(plain, "644"));
            assertThat(there).doesNotExist();
        }
    }

    @Test
    void findDecidesWhatIsListed() throws Exception {
        Path wanted = file("a.conf", "1");
        file("b.txt", "2");
        file("skipped/c.conf", "3");
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(
                                    server,
                                    SshCheckType.INTEGRITY_LINUX,
                                    LOGIN,
                                    files.toString(),
                                    "-name",
                                    "b*",
                                    "-o",
                                    "-name",
                                    "a.conf")
                            .startingWith("FWD: "))
                    .hasSize(2);
            assertThat(run(
                                    server,
                                    SshCheckType.INTEGRITY_LINUX,
                                    LOGIN,
                                    files.toString(),
                                    "-name",
                                    "skipped",
                                    "-prune",
                                    "-o",
                                    "-name",
                                    "*.conf",
                                    "-print")
                            .startingWith("FWD: "))
                    .containsExactly(expected(wanted, "644"));
        }
    }

    @Test
    void wildcardsInPathsAreExpandedByTheHost() throws Exception {
        List<Path> wanted = List.of(
                file("a.conf", "1"), file("b c.conf", "2"), file("-delete.conf", "3"), file("$(touch gone).conf", "4"));
        file("d.txt", "5");
        Path deep = file("x1/e.conf", "6");
        file("x2/e.conf", "7");
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files + "/*.conf", files + "/x[!2]")
                            .startingWith("FWD: "))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(wanted.stream(), Stream.of(deep))
                            .map(path -> expected(path, "644"))
                            .toList());
            assertThat(run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files + "/a.c?nf", files + "/*.nothing")
                            .all())
                    .contains(expected(wanted.get(0), "644"))
                    .anySatisfy(line -> assertThat(line).startsWith("INFO: ").contains("/*.nothing"));
        }
    }

    /** Each name is a word of its own, no name is a test of find, and a shell does nothing else with the pattern. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | ./! ./(a ./-delete ./[x] ./a b ./b$(touch gone)",
                "?delete | ./-delete",
                "a* | a b",
                "[-(]* | ./(a ./-delete",
                "[[]x] | ./[x]",
                "b$(touch gone)* | b$(touch gone)",
                "~* | ~*",
                "{a,b}* | {a,b}*",
                "a;touch gone* | a;touch gone*"
            })
    void patternsAreExpandedAndNothingElse(String pattern, String names) throws Exception {
        for (String name : List.of("!", "(a", "-delete", "[x]", "a b", "b$(touch gone)")) {
            file(name, "");
        }
        String find = FindArguments.commandLine(List.of(pattern), "-end");
        Process shell = new ProcessBuilder(
                        "sh", "-c", "LC_ALL=C; find() { for f do printf '%s\n' \"$f\"; done; }; " + find)
                .directory(files.toFile())
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\n", " "))
                .isEqualTo(names + " -end ");
        assertThat(files.resolve("gone")).doesNotExist();
    }

    @Test
    void aCheckThatListsNothingIsAFailure() throws Exception {
        file("plain", "text");
        try (var server = TestServer.withShell(bin)) {
            for (List<String> arguments :
                    List.of(List.of(files.toString(), "-name", "*.cnof"), List.of(files + "/plain", "-type", "d"))) {
                var check = new SshCheck(SshCheckType.INTEGRITY_LINUX, server.target(), arguments);
                SshCheckException failure = failure(options(server), check, LOGIN);
                assertThat(failure.failure()).isEqualTo(SshFailure.NOTHING_LISTED);
                assertThat(failure).hasMessageContaining("find listed no file");
            }
        }
    }

    @Test
    void complaintsOfTheHostAreRemarks() throws Exception {
        Path plain = file("plain", "text");
        try (var server = TestServer.withShell(bin)) {
            Lines lines = run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, "/nonexistent", files.toString());
            assertThat(lines.all())
                    .anySatisfy(line -> assertThat(line).startsWith("INFO: ").contains("/nonexistent"))
                    .contains(expected(plain, "644"))
                    .last()
                    .isEqualTo("INFO: Finished, but find ended with status 1 and may have left files out.");
        }
    }

    @Test
    void aFindThatListsNothingAndFailsIsAFailure() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var check = new SshCheck(SshCheckType.INTEGRITY_LINUX, server.target(), List.of("/nonexistent"));
            SshCheckException failure = failure(options(server), check, LOGIN);
            assertThat(failure.failure()).isEqualTo(SshFailure.UNEXPECTED_ANSWER);
            assertThat(failure)
                    .hasMessageContaining("find failed with exit status 1")
                    .hasMessageContaining("/nonexistent");
        }
    }

    @Test
    void aFindThatIsMissingOrKilledIsAFailure() throws Exception {
        file("plain", "text");
        Path real = Stream.of("/usr/bin/find", "/bin/find")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try (var server = TestServer.withShell(bin)) {
            var check = new SshCheck(SshCheckType.INTEGRITY_LINUX, server.target(), List.of(files.toString()));
            program("find", "exit 127\n");
            assertThat(failure(options(server), check, LOGIN).failure()).isEqualTo(SshFailure.MISSING_COMMAND);
            program("find", real + " \"$@\"; kill -KILL $$\n");
            assertThat(failure(options(server), check, LOGIN).failure()).isEqualTo(SshFailure.UNEXPECTED_ANSWER);
        }
    }

    @Test
    void integrityOfABsdHostHasTheWholeModeInDecimal() throws Exception {
        Path plain = file("plain", "text");
        Path odd = file("with 'quotes' and blanks", "more");
        bsdTools();
        try (var server = TestServer.withShell(bin)) {
            Lines lines = run(server, SshCheckType.INTEGRITY_BSD, LOGIN, files.toString());
            assertThat(lines.all()).doesNotContain("INFO: Starting.");
            assertThat(lines.startingWith("FWD: "))
                    .containsExactlyInAnyOrder(expected(plain, "33188"), expected(odd, "33188"));
        }
    }

    @Test
    void theCheckDecidesAboutTheModeNotTheHost() throws Exception {
        Path plain = file("plain", "text");
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(server, SshCheckType.INTEGRITY_BSD, LOGIN, files.toString())
                            .startingWith("FWD: "))
                    .containsExactly(expected(plain, "33188"));
            bsdTools();
            assertThat(run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files.toString())
                            .startingWith("FWD: "))
                    .containsExactly(expected(plain, "644"));
        }
    }

    @Test
    void missingSumCommandsGiveXxx() throws Exception {
        Path plain = file("plain", "text");
        for (String tool : List.of("md5sum", "md5", "openssl", "digest")) {
            program(tool, FAILING);
        }
        try (var server = TestServer.withShell(bin)) {
            Lines lines = run(server, SshCheckType.INTEGRITY_LINUX, LOGIN, files.toString());
            assertThat(lines.startingWith("FWD: "))
                    .containsExactly(expected(plain, "644").replace(digest(plain, "MD5"), "xxx"));
            assertThat(lines.startingWith("INFO: no md5 command")).hasSize(1);
        }
    }

    @Test
    void aHostWithoutStatIsAnError() throws Exception {
        program("stat", FAILING);
        try (var server = TestServer.withShell(bin)) {
            var check = new SshCheck(SshCheckType.INTEGRITY_LINUX, server.target(), List.of("/"));
            assertThat(failure(options(server), check, LOGIN).failure()).isEqualTo(SshFailure.MISSING_COMMAND);
        }
    }

    @Test
    void manyFilesFitIntoASmallHeap() throws Exception {
        int count = Boolean.getBoolean("ossec4j.thorough") ? 100_000 : 10_000;
        var create = new ProcessBuilder("sh", "-c", "seq 1 " + count + " | xargs touch");
        assertThat(create.directory(files.toFile()).start().waitFor()).isZero();
        var seen = new AtomicLong();
        try (var server = TestServer.withShell(bin)) {
            SshChecks.of(options(server).build(), host -> Optional.of(LOGIN))
                    .run(
                            new SshCheck(SshCheckType.INTEGRITY_LINUX, server.target(), List.of(files.toString())),
                            line -> {
                                if (line.startsWith("FWD: ")) {
                                    seen.incrementAndGet();
                                }
                            });
        }
        assertThat(seen).hasValue(count);
    }

    @Test
    void commandsAreStoredWithoutEchoAndPrompt() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(
                                    server,
                                    SshCheckType.GENERIC_DIFF,
                                    LOGIN,
                                    "echo one; echo two >&2",
                                    "exit 3",
                                    "echo 'not closed",
                                    "cat",
                                    "echo 'ERROR: only text' | tr a-z a-z; printf end")
                            .all()
                            .stream()
                            .filter(line -> !line.contains("ntermin")))
                    .containsExactly(
                            "INFO: Started.",
                            "INFO: Starting.",
                            "STORE: now",
                            "|one",
                            "|two",
                            "|ERROR: only text",
                            "|end",
                            "INFO: Finished.");
        }
    }

    @Test
    void volatileLinesOfCommandsCanBeLeftOut() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server).volatileLines(List.of(java.util.regex.Pattern.compile("^up ")));
            assertThat(run(options, generic(server.target(), "echo up 3 days; echo kept"), LOGIN)
                            .startingWith("|"))
                    .containsExactly("|kept");
        }
    }

    @Test
    void volatileLinesBeyondAsciiAreRecognizedInBothUsualEncodings() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options =
                    options(server).volatileLines(List.of(java.util.regex.Pattern.compile("^z\u00e4hler \\d+\\z")));
            String command = "printf 'z\\344hler 1\\nz\\303\\244hler 2\\r\\nkept \\344\\n'";
            assertThat(run(options, generic(server.target(), command), LOGIN).startingWith("|"))
                    .containsExactly("|kept \uDCE4");
        }
    }

    @Test
    void moreThanAllowedIsAnError() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var check = generic(server.target(), "yes");
            assertThat(failure(options(server).maxOutputBytes(10_000), check, LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.TOO_MUCH_OUTPUT);
            var endless = generic(server.target(), "cat /dev/zero");
            assertThat(failure(options(server), endless, LOGIN).failure()).isEqualTo(SshFailure.TOO_MUCH_OUTPUT);
        }
    }

    @Test
    void suIsGivenTheAdditionalPassword() throws Exception {
        suAndSudo();
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(options(server), elevated(server, Elevation.SU), LOGIN.withAdditional("r00t"))
                            .all())
                    .containsExactly(
                            "INFO: Started.",
                            "INFO: su accepted.",
                            "INFO: Starting.",
                            "STORE: now",
                            "|by=su",
                            "INFO: Finished.");
        }
    }

    @Test
    void sudoIsGivenTheAdditionalOrElseTheLoginPassword() throws Exception {
        suAndSudo();
        try (var server = TestServer.withShell(bin)) {
            assertThat(run(options(server), elevated(server, Elevation.SUDO), LOGIN)
                            .startingWith("|"))
                    .containsExactly("|by=sudo");
            assertThat(run(options(server), elevated(server, Elevation.SUDO), LOGIN.withAdditional(TestServer.PASSWORD))
                            .startingWith("|"))
                    .containsExactly("|by=sudo");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Elevation.class,
            names = {"SU", "SUDO"})
    void aRefusedElevationIsAnErrorWithoutThePassword(Elevation elevation) throws Exception {
        suAndSudo();
        try (var server = TestServer.withShell(bin)) {
            SshCheckException failure =
                    failure(options(server), elevated(server, elevation), LOGIN.withAdditional("wrong!"));
            assertThat(failure.failure()).isEqualTo(SshFailure.ELEVATION);
            assertThat(failure).hasMessageStartingWith("root@127.0.0.1: su").hasMessageNotContaining("wrong!");
        }
    }

    @Test
    void suWithoutAnAdditionalPasswordIsAnError() throws Exception {
        suAndSudo();
        try (var server = TestServer.withShell(bin)) {
            assertThat(failure(options(server), elevated(server, Elevation.SU), LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.NO_CREDENTIALS);
        }
    }

    @Test
    void suThatAsksSomethingElseIsATimeOutThatShowsIt() throws Exception {
        program("su", "printf 'Your mood today? '; read answer\n");
        try (var server = TestServer.withShell(bin)) {
            var options = options(server).promptTimeout(java.time.Duration.ofMillis(500));
            assertThat(failure(options, elevated(server, Elevation.SU), LOGIN.withAdditional("r00t")))
                    .hasMessageContaining("\"Your mood today?\"")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void actionsThatChangeTheHostAreRefused() {
        var target = SshTarget.parse("root@h");
        assertThatThrownBy(() -> new SshCheck(SshCheckType.INTEGRITY_BSD, target, List.of("/tmp", "-delete")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("root@h");
    }

    private SshCheck elevated(TestServer server, Elevation elevation) {
        return generic(new SshTarget("root@127.0.0.1", server.port(), elevation), "echo by=$BY");
    }

    private void suAndSudo() throws IOException {
        program("su", """
                printf 'Password: '
                read p
                if [ "$p" != r00t ]; then echo 'su: Authentication failure'; exit 1; fi
                BY=su; export BY
                exec sh -c "$3"
                """);
        program("sudo", """
                prompt=$2; shift 2
                echo 'We trust you have received the usual lecture.'
                n=0
                while [ $n -lt 3 ]; do
                n=$((n+1)); printf '%s' "$prompt"; read p
                if [ "$p" = s3cret ]; then BY=sudo; export BY; exec "$@"; fi
                echo 'Sorry, try again.'
                done
                exit 1
                """);
    }

    /** BSD's {@code stat -f}, {@code md5} and {@code sha1}, made of GNU's tools. */
    private void bsdTools() throws IOException {
        program("md5sum", FAILING);
        program("sha1sum", FAILING);
        program("md5", "[ \"$1\" = -q ] && set -- $(/usr/bin/md5sum) && echo $1\n");
        program("sha1", "[ \"$1\" = -q ] && set -- $(/usr/bin/sha1sum) && echo $1\n");
        program("stat", """
                [ "$1" = -f ] || exit 1
                [ "$2" = %z ] && exec /usr/bin/stat -c %s "$3"
                [ "$2" = %z:%p:%u:%g ] || exit 1
                set -- "$(/usr/bin/stat -c %s:0x%f:%u:%g "$3")"
                size=${1%%:*}; rest=${1#*:}; mode=${rest%%:*}
                printf '%s:%o:%s\\n' "$size" "$mode" "${rest#*:}"
                """);
    }

    private Path file(String name, String content) throws IOException {
        Path file = files.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    private static String expected(Path file, String mode) {
        try {
            return RawText.of("FWD: " + Files.size(file) + ":" + mode + ":" + Files.getAttribute(file, "unix:uid") + ":"
                            + Files.getAttribute(file, "unix:gid") + ":" + digest(file, "MD5") + ":"
                            + digest(file, "SHA-1") + " " + file)
                    .lossless();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String digest(Path file, String algorithm) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
            return String.format("%0" + digest.length * 2 + "x", new BigInteger(1, digest));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
