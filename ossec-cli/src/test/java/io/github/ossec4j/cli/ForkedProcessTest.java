package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.OssecHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command as a separate process, from the class path of the tests. */
@ExtendWith(OssecHomeExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ForkedProcessTest {
    private static ProcessBuilder builder(String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "--enable-native-access=ALL-UNNAMED", // as the manifest of the jar has it
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }

    private static Process start(String... words) throws IOException {
        return builder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static int exitStatus(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        int status = process.waitFor();
        assertThat(Path.of(System.getProperty("java.io.tmpdir")))
                .isDirectoryNotContaining("glob:**/ossec-sample-" + process.pid() + "-*");
        return status;
    }

    @Test
    void statusOfTheProcessTellsTheOutcomeAndTheSampleIsDeleted() throws Exception {
        assertThat(exitStatus("--sample", "agents")).isZero();
        assertThat(exitStatus("--sample", "agent", "77")).isEqualTo(1);
        assertThat(exitStatus("--sample", "nonsense")).isEqualTo(2);
        assertThat(exitStatus("--home", "/no/such/home", "agents")).isEqualTo(3);
    }

    @Test
    void warningsOfTheLibraryAreOneLineEach() throws Exception {
        Path errors = Files.createTempFile("ossec-test", ".txt");
        Process process = builder("--sample", "request", "PUT", "/agents/001/restart")
                .redirectError(errors.toFile())
                .start();
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        process.waitFor();
        assertThat(Files.readString(errors)).startsWith("ossec: ").hasLineCount(1);
        Files.delete(errors);
    }

    @Test
    void batchAnswersEachLineBeforeTheNextIsSent() throws Exception {
        Process process = start("--sample", "batch");
        try (Writer in = new OutputStreamWriter(process.getOutputStream(), Terminal.CHARSET);
                var out = new BufferedReader(new InputStreamReader(process.getInputStream(), Terminal.CHARSET))) {
            for (String id : List.of("001", "002", "003")) {
                in.write("{\"method\":\"GET\",\"path\":\"/agents/" + id + "\"}\n");
                in.flush();
                assertThat(out.readLine())
                        .startsWith("{\"status\":200,\"response\":{\"error\":0,\"data\":{\"id\":\"" + id);
            }
        }
        assertThat(process.waitFor()).isZero();
    }

    /** The answer of about 20 MB would not fit into the heap twice. */
    @Test
    void largeAnswersDoNotHaveToFitIntoMemory(OssecHome home) throws Exception {
        SyscheckGenerator.of(400_000).changedShare(0.5).writeTo(home.managerSyscheck());
        Process process = start("--home", home.root().toString(), "batch");
        try (Writer in = new OutputStreamWriter(process.getOutputStream(), Terminal.CHARSET)) {
            in.write("{\"method\":\"GET\",\"path\":\"/syscheck/000/files/changed\"}\n");
        }
        long bytes = process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        assertThat(process.waitFor()).isZero();
        assertThat(bytes).isGreaterThan(18_000_000);
    }
}
