package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that an answer is written while its database is read, and never held as a whole. */
class LargeAnswerTest {
    private static final int CHANGES = 100_000;
    private static final String SUM =
            "1234:33188:0:0:0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path home;

    @Test
    void aHundredThousandChangesAreAnsweredWithAHeapOf12Megabytes() throws IOException, InterruptedException {
        Path database = OssecHome.at(home).managerSyscheck();
        Files.createDirectories(database.resolveSibling(""));
        try (Writer out = Files.newBufferedWriter(database)) {
            for (int i = 0; i < CHANGES; i++) {
                out.write("!++" + SUM + " !" + (1_456_214_400 + i) + " /srv/www/some/directory/file-" + i + "\n");
            }
        }

        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx12m",
                        "-cp",
                        classPath,
                        WriteLargeAnswer.class.getName(),
                        home.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor()).as(said).isZero();
        // The answer alone is nearly as large as the heap, as an array; as a tree it would be several times as large.
        String[] counts = said.split(" ", -1);
        assertThat(counts).as(said).hasSize(2);
        assertThat(Integer.parseInt(counts[0])).isEqualTo(CHANGES + 1); // the envelope
        assertThat(Long.parseLong(counts[1])).isGreaterThan(8_000_000);
    }
}
