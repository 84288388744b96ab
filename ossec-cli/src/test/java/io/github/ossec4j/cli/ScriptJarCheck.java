package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards when the script builds, and what people see of it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptJarCheck {
    @TempDir
    private Path directory;

    private final List<Process> started = new CopyOnWriteArrayList<>();
    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Checkout.withSmallJarIn(directory);
    }

    /** Lets the readers of their output continue. */
    @AfterEach
    void endProcesses() {
        started.forEach(ScriptRun::kill);
    }

    private Process start() throws IOException {
        Process process = checkout.builder("--version").start();
        started.add(process);
        return process;
    }

    private ScriptRun version() throws IOException, InterruptedException {
        ScriptRun run = checkout.run("--version");
        assertThat(run.out()).startsWith("ossec4j 0.").hasLineCount(1);
        assertThat(run.status()).isZero();
        return run;
    }

    @Test
    void missingJarIsBuilt() throws Exception {
        assertThat(version().err()).isEqualTo("ossec: building the command, this happens once ...\n");
        assertThat(version().err()).isEmpty();
        assertThat(checkout.calls()).hasSize(1);
        assertThat(checkout.lock()).doesNotExist();
        assertThat(checkout.calls().get(0))
                .contains("-Dossec.java=" + ScriptRun.java(), "package", "-Djansi.noreset=true");
    }

    static Stream<String> sources() {
        return Checkout.SOURCES.stream();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void jarIsBuiltAgainWhenAnythingInItWasEdited(String source) throws Exception {
        checkout.withJar();
        assertThat(version().err()).isEmpty();
        checkout.edit(source);
        assertThat(version().err()).isEqualTo("ossec: sources have changed, building the command again ...\n");
        assertThat(version().err()).isEmpty();
        assertThat(checkout.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "docs/cli.md", "ossec-io/src/test/java/SomeTest.java", "ossec-io/target/some.class"
            })
    void jarIsKeptWhenAnythingElseWasEdited(String file) throws Exception {
        checkout.withJar().edit(file);
        assertThat(version().err()).isEmpty();
        assertThat(checkout.calls()).isEmpty();
    }

    @Test
    void whatIsEditedDuringABuildIsBuiltByTheNext() throws Exception {
        String edit =
                "until [ -n \"$(find pom.xml -newer ossec-cli/target/building.begun)\" ]; do touch pom.xml; done\n";
        checkout.maven(edit + "cp \"$JAR\" ossec-cli/target/ossec.jar");
        version();
        checkout.maven("cp \"$JAR\" ossec-cli/target/ossec.jar");
        assertThat(version().err()).contains("sources have changed");
        assertThat(version().err()).isEmpty();
        assertThat(checkout.calls()).hasSize(2);
    }

    @Test
    void ownOptionsOfMavenAreKept() throws Exception {
        checkout.variable("MAVEN_OPTS", "-Xmx300m");
        version();
        assertThat(checkout.calls().get(0)).startsWith("-Xmx300m -Djansi.noreset=true ");
    }

    @Test
    void failedBuildIsTold() throws Exception {
        checkout.withJar().maven("echo 'no such symbol'; exit 1").edit("pom.xml");
        ScriptRun run = checkout.run("--version");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).endsWith("no such symbol\nossec: the build failed\n");
        assertThat(run.status()).isEqualTo(2);
        assertThat(checkout.lock()).doesNotExist();
    }

    @Test
    void withoutMavenTheOldJarRunsAndSaysSo() throws Exception {
        assertThat(checkout.withoutMaven().run("--version").err())
                .isEqualTo(
                        "ossec: the command is not built yet, and there is no mvn to build it; install Maven, 3.8.1 or"
                                + " later\n");
        checkout.withJar();
        assertThat(version().err()).isEmpty();
        checkout.edit("pom.xml");
        assertThat(version().err())
                .isEqualTo(
                        "ossec: running the command as it was before its sources changed: there is no mvn to build it;"
                                + " install Maven, 3.8.1 or later\n");
    }

    /** A home of Java whose program answers what Java would. */
    private void java(String version, String modules) throws IOException {
        Path home = Files.createDirectories(directory.resolve("java-" + version));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\necho '" + modules + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        checkout.variable("JAVA_HOME", home.toString());
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, 11", "1.8.0_402, 8", "16, 16"})
    void oldJavaIsRefused(String version, String shown) throws Exception {
        java(version, "");
        checkout.withJar();
        ScriptRun run = checkout.run("--version");
        assertThat(run.err())
                .isEqualTo("ossec: " + directory.resolve("java-" + version + "/bin/java") + " is Java " + shown
                        + "; install a JDK, 17 or later, or set JAVA_HOME to one\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "agents --json, -XX:TieredStopAtLevel=1",
        "batch, -XX:+TieredCompilation",
        "agentless run, -XX:+TieredCompilation",
    })
    void onlyLongRunsUseTheSecondCompiler(String words, String option) throws Exception {
        java("17.0.2", "'\"$*\"'");
        checkout.withJar();

        assertThat(checkout.run(words.split(" ")).out()).contains(" " + option + " ");
    }

    @Test
    void javaWithoutCompilerDoesNotBuild() throws Exception {
        java("21.0.2", "java.base@21.0.2");
        ScriptRun run = checkout.run("--version");
        assertThat(run.err()).contains("has no compiler to build it; install a JDK, not a JRE");
        assertThat(run.status()).isEqualTo(2);
        assertThat(checkout.calls()).isEmpty();
    }

    @Test
    void checkoutOfAnotherUserRuns() throws Exception {
        checkout.withJar();
        Files.setPosixFilePermissions(checkout.target(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(checkout.target()))
                    .as("root may write everywhere")
                    .isFalse();
            assertThat(version().err()).isEmpty();
            checkout.edit("pom.xml");
            assertThat(version().err())
                    .isEqualTo("ossec: running the command as it was before its sources changed: this process has no"
                            + " permission to write to " + checkout.target() + "\n");
            assertThat(checkout.calls()).isEmpty();
        } finally {
            Files.setPosixFilePermissions(checkout.target(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Path gate = directory.resolve("gate");
        assertThat(ScriptRun.of(Map.of(), "mkfifo", gate.toString()).status()).isZero();
        checkout.variable("GATE", gate.toString())
                .maven(
                        "echo half | tee ossec-cli/target/ossec.jar\nread -r go <\"$GATE\"\ncp \"$JAR\" ossec-cli/target/ossec.jar");
        Process first = start();
        try (BufferedReader firstErr = first.errorReader(Terminal.CHARSET)) {
            assertThat(firstErr.readLine()).contains("building the command");
            assertThat(firstErr.readLine()).isEqualTo("half");
            Process second = start();
            try (BufferedReader secondErr = second.errorReader(Terminal.CHARSET)) {
                assertThat(secondErr.readLine())
                        .isEqualTo("ossec: waiting for another ossec, which is building the command ...");
                Files.writeString(gate, "go\n");
                assertThat(second.inputReader(Terminal.CHARSET).readLine()).startsWith("ossec4j 0.");
                assertThat(secondErr.readLine()).isNull();
                assertThat(second.waitFor()).isZero();
            }
            assertThat(first.inputReader(Terminal.CHARSET).readLine()).startsWith("ossec4j 0.");
            assertThat(first.waitFor()).isZero();
        }
        assertThat(checkout.calls()).hasSize(1);
    }

    @Test
    void buildThatWasKilledHoldsNobodyUp() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(checkout.target());
        Files.createSymbolicLink(checkout.lock(), Path.of(Long.toString(gone.pid())));
        version();
        assertThat(checkout.calls()).hasSize(1);
        assertThat(Files.isSymbolicLink(checkout.lock())).isFalse();
    }

    @Test
    void interruptedBuildGivesWay() throws Exception {
        Path gate = directory.resolve("gate");
        assertThat(ScriptRun.of(Map.of(), "mkfifo", gate.toString()).status()).isZero();
        checkout.variable("GATE", gate.toString()).maven("echo started\nread -r go <\"$GATE\"");
        Process process = start();
        try (BufferedReader err = process.errorReader(Terminal.CHARSET)) {
            assertThat(err.readLine()).contains("building the command");
            assertThat(err.readLine()).isEqualTo("started");
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            assertThat(process.waitFor()).isNotZero();
        }
        checkout.maven("cp \"$JAR\" ossec-cli/target/ossec.jar");
        version();
    }

    /** As in docs/install.md: nothing is built, and Java elsewhere makes no difference. */
    @Test
    void installedScriptRunsTheJarAndTheJavaThatCameWithIt() throws Exception {
        Path installed = Files.createDirectory(directory.resolve("installed")).toRealPath();
        for (String name : List.of("bin", "lib", "runtime/bin")) {
            Files.createDirectories(installed.resolve(name));
        }
        Path script = Files.copy(
                ScriptRun.SCRIPT.toRealPath(), installed.resolve("bin/ossec"), StandardCopyOption.COPY_ATTRIBUTES);
        Path jar = Files.createFile(installed.resolve("lib/ossec.jar"));
        Path java = Files.writeString(installed.resolve("runtime/bin/java"), "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), script);

        ScriptRun run = ScriptRun.of(Map.of(), link.toString(), "agents");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("-jar " + jar + " agents");
    }
}
