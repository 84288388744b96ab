package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards the finished jar and the script that starts it; runs after the package phase. */
class RunnableJarCheck {
    private static final Path JAR = Path.of(System.getProperty("ossec.jar", ""));
    private static final Path SCRIPT = Path.of(System.getProperty("ossec.script", ""));

    private static final Pattern LICENSED =
            Pattern.compile("\\((?<license>[^)]+)\\) .* \\([^ :]+:(?<artifact>[^ :]+):.*\\)");

    private static String output(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), Terminal.CHARSET);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void jarRuns(@TempDir Path directory) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(output(directory, List.of(java, "-jar", JAR.toString(), "--sample", "agents")))
                .contains("web-01.example.org");
        assertThat(output(directory, List.of(java, "-jar", JAR.toString(), "--version")))
                .startsWith("ossec4j 0.");
    }

    @Test
    void jarHoldsNeitherSignaturesNorModuleDescriptors() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            List<String> names = new ArrayList<>();
            jar.stream().forEach(entry -> names.add(entry.getName()));
            assertThat(names)
                    .noneMatch(name -> name.endsWith("module-info.class")
                            || name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)")
                            || name.startsWith("org/junit/"));
            assertThat(names).contains("META-INF/services/javax.xml.stream.XMLInputFactory");
        }
    }

    /** A license of its own comes with its text; for the Apache License, ours is the text. */
    @Test
    void jarHoldsTheLicensesOfWhatItBundles() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            List<String> listed = new ArrayList<>();
            try (InputStream in = jar.getInputStream(jar.getJarEntry("META-INF/THIRD-PARTY.txt"))) {
                Matcher line = LICENSED.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                while (line.find()) {
                    listed.add(line.group("artifact"));
                    String directory = line.group("license").contains("Apache") ? "" : line.group("artifact") + "/";
                    assertThat(jar.stream().map(JarEntry::getName))
                            .as(line.group())
                            .anyMatch(name -> name.startsWith("META-INF/licenses/" + directory + "LICENSE"));
                }
            }
            assertThat(listed).contains("guava", "picocli", "progressbar", "bcprov-jdk18on", "junixsocket-common");
        }
    }

    @Test
    void jarMayUseNativeCode() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
        }
    }

    /** The library of sockets looks for its version in files that a shaded jar easily loses. */
    @Test
    void socketsOfDaemonsCanBeReached(@TempDir Path directory) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-jar", JAR.toString(), "--sample", "request", "PUT", "/agents/001/restart")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), Terminal.CHARSET))
                .doesNotContain("junixsocket", "WARNING")
                .contains("there is no such socket");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void scriptRunsFromAnyDirectoryThroughLinks(@TempDir Path directory) throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), SCRIPT.toRealPath());
        Path relative = Files.createSymbolicLink(directory.resolve("relative link"), Path.of("link"));
        assertThat(output(directory, List.of(relative.toString(), "--sample", "agents")))
                .contains("web-01.example.org");
        assertThat(link).exists();
    }
}
