package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that the build makes an archive of classes, that the script uses it, and that nobody hears of it otherwise.
 */
class StartArchiveJarCheck {
    private static final Path ARCHIVE = ScriptRun.JAR.resolveSibling("ossec.jsa");
    private static final Path COPY_OF_RELEASE = ScriptRun.JAR.resolveSibling("ossec.jsa.jdk");

    @TempDir
    private Path directory;

    private static void assumeSharing() throws Exception {
        ScriptRun version = ScriptRun.of(Map.of(), ScriptRun.java(), "-version");
        assumeThat(version.err()).as("a JVM that shares classes").contains("sharing");
    }

    /** Where these options say that classes come from. */
    private List<String> classes(String... command) throws Exception {
        Path log = directory.resolve("classes.log");
        ScriptRun run = ScriptRun.of(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log), command);
        assertThat(run.status()).as(run.toString()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" picocli.CommandLine source:")
                            || line.contains(" io.github.ossec4j.cli.AgentsCommand source:"))
                    .toList();
        }
    }

    @Test
    void scriptTakesClassesFromTheArchive() throws Exception {
        assumeSharing();
        assertThat(COPY_OF_RELEASE).hasSameBinaryContentAs(ScriptRun.JAVA_HOME.resolve("release"));
        assertThat(classes(ScriptRun.SCRIPT.toRealPath().toString(), "--sample", "agents"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("shared objects file"));
    }

    @Test
    void scriptLeavesTheArchiveOfAnotherJdkAlone() throws Exception {
        Checkout checkout = Checkout.in(directory).withJar();
        Files.writeString(checkout.archive(), "no archive");
        Files.writeString(checkout.copyOfRelease(), "JAVA_VERSION=\"1.0\"\n");
        assertThat(classes(checkout.script(), "--sample", "agents"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith("/ossec-cli/target/ossec.jar"));
    }

    /** As when the JDK was put into place again, or the checkout moved, after the archive was made. */
    @Test
    void nobodyHearsOfAnArchiveThatTheJvmRefuses() throws Exception {
        Checkout checkout = Checkout.in(directory).withJar();
        Files.copy(ScriptRun.JAVA_HOME.resolve("release"), checkout.copyOfRelease());
        for (byte[] content : List.of("no archive".getBytes(Terminal.CHARSET), new byte[100_000])) {
            Files.write(checkout.archive(), content);
            assertQuiet(checkout.run("--version"));
        }
        assumeSharing();
        Files.delete(checkout.archive());
        Files.copy(ARCHIVE, checkout.archive());
        assertQuiet(checkout.run("--version"));
    }

    @Test
    void jvmThatKnowsNoArchivesStarts() throws Exception {
        Path java = directory.resolve("jdk/bin/java");
        Files.createDirectories(java.resolveSibling("."));
        Files.writeString(directory.resolve("jdk/release"), "IMPLEMENTOR=\"Example\"\n");
        Files.writeString(java, """
                #!/bin/sh
                case $* in *Shared* | *-Xshare* | *-Xlog*) echo "unknown option in $*"; exit 1 ;; esac
                exec "$REAL_JAVA" "$@"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertQuiet(ScriptRun.ofScript(
                Map.of("JAVA_HOME", directory.resolve("jdk").toString(), "REAL_JAVA", ScriptRun.java()), "--version"));
    }

    @Test
    void nobodyHearsOfAnArchiveThatIsUsed() throws Exception {
        assertQuiet(ScriptRun.ofScript(Map.of(), "--version"));
    }

    private static void assertQuiet(ScriptRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("ossec4j 0.").hasLineCount(1);
        assertThat(run.status()).isZero();
    }

    @Test
    void environmentMayNameACollector() throws Exception {
        ScriptRun run = ScriptRun.ofScript(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC"), "--version");
        assertThat(run.out()).startsWith("ossec4j 0.");
        assertThat(run.status()).isZero();
    }

    @Test
    void archiveIsMadeAnewForAJarAnywhere() throws Exception {
        assumeSharing();
        Path jar = Files.copy(ScriptRun.JAR, directory.resolve("my-ossec.jar"));
        Path archive = Files.writeString(directory.resolve("my-ossec.jsa"), "old");
        // Options for every JVM in the environment do not affect the creation: this one would prevent it.
        ScriptRun made = ScriptRun.of(
                Map.of("JAVA_TOOL_OPTIONS", "-Xshare:off"),
                ScriptRun.java(),
                "-cp",
                jar.toString(),
                StartArchive.class.getName(),
                jar.toString());
        assertThat(made.out()).isEmpty();
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(names()).containsExactly("my-ossec.jar", "my-ossec.jsa", "my-ossec.jsa.jdk");
        assertThat(classes(
                        ScriptRun.java(),
                        "-XX:SharedArchiveFile=" + archive,
                        "-jar",
                        jar.toString(),
                        "--sample",
                        "agents"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("shared objects file"));
    }

    /** A jar that trains nothing represents any failure. */
    @Test
    void failureIsOneLineAndLeavesNothing() throws Exception {
        Path jar = Files.writeString(directory.resolve("ossec.jar"), "no jar");
        Files.writeString(directory.resolve("ossec.jsa"), "old");
        Files.writeString(directory.resolve("ossec.jsa.jdk"), "old");
        ScriptRun made = ScriptRun.of(
                Map.of(),
                ScriptRun.java(),
                "-cp",
                ScriptRun.JAR.toString(),
                StartArchive.class.getName(),
                jar.toString());
        assertThat(made.status()).isEqualTo(1);
        assertThat(made.err())
                .startsWith("ossec: no class archive for a faster start: ")
                .hasLineCount(1);
        assertThat(names()).containsExactly("ossec.jar");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
