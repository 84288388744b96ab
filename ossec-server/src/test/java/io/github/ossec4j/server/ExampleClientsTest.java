package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clients in examples/clients work, where what they need is installed. */
@Timeout(120)
class ExampleClientsTest {
    @ParameterizedTest
    @CsvSource({"sh, agents.sh, curl", "python3, agents.py, python3", "pwsh, agents.ps1, pwsh"})
    void clientListsEnrollsAndRemoves(String interpreter, String script, String needed, @TempDir Path directory)
            throws Exception {
        assumeTrue(isInstalled(interpreter) && isInstalled(needed), needed + " is not installed");
        Ossec ossec = Ossec.open(OssecHomeFixture.builder().agent("web-01").writeTo(directory.resolve("home")));
        try (var server = TestServer.over(ossec)) {
            String output = run(
                    List.of(interpreter, "../examples/clients/" + script, "example-01"),
                    Map.of(
                            "OSSEC_API",
                            server.server().uri().toString().replaceFirst("/$", ""),
                            "OSSEC_USER",
                            TestServer.NAME,
                            "OSSEC_PASSWORD",
                            TestServer.PASSWORD,
                            "OSSEC_CA",
                            TestServer.certificateFile().toString()));
            assertThat(output).contains("web-01", "Agent added", "002", "Agent removed");
            assertThat(Files.readString(ossec.home().clientKeys())).doesNotContain("002 example-01");
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
