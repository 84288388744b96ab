package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every configuration that the original daemon was started with: what it takes runs, and what it refuses is reported with
 * its line, while the entries beside it run.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class GoldenConfigurationTest {
    @TempDir
    Path home;

    static List<String> cases() throws IOException {
        return Golden.cases("agentless-config");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void configurationIsTakenOrReported(String name) throws Exception {
        for (String script :
                List.of("agentless/ssh_integrity_check_linux", "agentless/ssh_integrity_check_bsd", "bin/x")) {
            Path file = home.resolve(script);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path golden = Golden.ROOT.resolve(name);
        JsonNode expected = new JsonMapper()
                .readTree(Golden.read(golden.resolve("case.json")))
                .get("expected");
        List<String> problems = new ArrayList<>();
        List<AgentlessEntry> entries = List.of();
        try {
            entries = OssecConfigurationFile.read(
                            golden.resolve("ossec.conf"), line -> problems.add(String.valueOf(line.message())))
                    .agentless();
        } catch (OssecFormatException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        List<AgentlessResult> results;
        try (AgentlessMonitor monitor =
                AgentlessMonitor.builder(home).entries(entries).build()) {
            results = monitor.runOnce();
        }
        results.stream().filter(result -> !result.isSuccess()).forEach(result -> problems.add(result.message()));
        assertThat(problems).allMatch(problem -> problem.matches("(?s).*(:\\d+: expected|entry of line \\d+).*"));
        boolean isValid = expected.get("valid").asBoolean();
        List<JsonNode> deviations = Deviation.of(name);
        if (deviations.isEmpty()) {
            assertThat(problems.isEmpty()).as("%s", problems).isEqualTo(isValid);
        } else {
            assertThat(problems.isEmpty())
                    .as("listed as different, but is as recorded")
                    .isNotEqualTo(isValid);
            var wanted = new ArrayList<String>();
            deviations.get(0).get("problems").forEach(problem -> wanted.add(problem.asString()));
            assertThat(problems)
                    .extracting(problem -> problem.replace(home.toString(), "${OSSEC_HOME}")
                            .replaceAll(
                                    "(?s)(FileSystemException: .*): .*", "$1: <reason>")) // in the system's language
                    .isEqualTo(wanted);
        }
        long hosts = entries.stream()
                .filter(entry -> !entry.states().equals(Set.of(AgentlessEntry.State.STAY_CONNECTED)))
                .mapToLong(entry -> entry.hosts().size())
                .sum();
        assertThat(results).hasSize((int) hosts);
        if (name.endsWith("two-blocks-second-bad")) {
            assertThat(results).singleElement().matches(AgentlessResult::isSuccess);
        }
    }
}
