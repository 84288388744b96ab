package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.io.stats.AveragesFiles;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and numbers as large as no daemon makes them, of which the memory of these tests could not hold one. */
@Timeout(120)
class HugeFilesTest {
    private static final long HUGE_BYTES = 300L << 20;
    private static final int DIGITS = 400_000;

    @TempDir
    Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        home = Homes.full().writeTo(directory);
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("unix"), "no files with holes here");
    }

    /** The file keeps its first bytes; what follows is a hole that takes no room on the disk. */
    private void extend(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(HUGE_BYTES);
        }
    }

    private String answer(String method, String path) {
        return RestApi.over(Homes.open(directory))
                .handle(RestRequest.of(method, path))
                .body();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc/client.keys",
                "etc/ossec.conf",
                "etc/localtime",
                "etc/shared/agent.conf",
                "queue/agents-timestamp",
                "queue/agent-info/web-01-192.0.2.10",
                "queue/rids/001",
                "bin/.process_list",
                "var/run/ossec-analysisd-1001.pid",
                "stats/totals/2016/Apr/ossec-totals-12.log",
                "stats/hourly-average/3"
            })
    void everyRequestAndMethodHasAnAnswer(String name) throws IOException {
        extend(directory.resolve(name));
        for (String path : List.of(
                "/agents",
                "/agents/001",
                "/agents/001/key",
                "/syscheck/001/files/changed",
                "/syscheck/001/last_scan",
                "/rootcheck/001",
                "/manager/stats",
                "/manager/stats/hourly",
                "/manager/stats/weekly",
                "/manager/status",
                "/manager/configuration")) {
            assertThat(answer("GET", path)).as(path).startsWith("{\"error\":");
        }
        assertThat(answer("PUT", "/agents/other")).startsWith("{\"error\":");
        Ossec ossec = Homes.builder(directory).flavor(Flavor.WAZUH).open();
        for (Runnable method : List.<Runnable>of(
                () -> ossec.agents().list(),
                () -> ossec.snapshot().details(),
                () -> ossec.manager().stats(Homes.TODAY),
                () -> ossec.manager().hourlyAverages(),
                () -> ossec.manager().weeklyAverages(),
                () -> ossec.manager().status(),
                () -> ossec.manager().configuration(),
                () -> ossec.agents().add(NewAgent.of("another")),
                () -> ossec.agents().remove(AgentId.of(1)))) {
            try {
                method.run();
            } catch (OssecException e) {
                assertThat(e).hasMessageContaining(name);
            }
        }
    }

    @Test
    void totalsOfManyShortLinesFitIntoMemoryOrAreAnError() throws IOException {
        Path totals = TotalsFile.of(home.statsDirectory(), Homes.TODAY);
        Files.writeString(totals, "1-1-1-1\n".repeat(TotalsFile.MOST_BYTES / 8));
        assertThat(answer("GET", "/manager/stats")).startsWith("{\"error\":0,");
        assertThat(Homes.open(directory).manager().stats(Homes.TODAY)).isEmpty();
        Files.writeString(totals, "1-1-1-1\n", StandardOpenOption.APPEND);
        assertThat(answer("GET", "/manager/stats")).startsWith("{\"error\":62,");
        assertThatThrownBy(() -> Homes.open(directory).manager().stats(Homes.TODAY))
                .isInstanceOf(OssecFormatException.class);
    }

    @Test
    void numbersOfAnyLengthInStatisticsAreOneError() throws IOException {
        String digits = "9".repeat(DIGITS);
        Path totals = TotalsFile.of(home.statsDirectory(), Homes.TODAY);
        Files.writeString(totals, (digits + "-" + digits + "-1-1\n").repeat(5));
        assertThat(answer("GET", "/manager/stats")).startsWith("{\"error\":62,");
        assertThat(Homes.open(directory).manager().stats(Homes.TODAY)).isEmpty();

        for (Path average : List.of(
                AveragesFiles.ofHours(home.statsDirectory()).resolve("0"),
                AveragesFiles.ofDay(home.statsDirectory(), DayOfWeek.MONDAY).resolve("0"))) {
            Files.writeString(average, digits);
        }
        assertThat(answer("GET", "/manager/stats/hourly")).startsWith("{\"error\":0,\"data\":{\"averages\":[0,");
        assertThat(answer("GET", "/manager/stats/weekly")).contains("\"Mon\":{\"hours\":[0,");
        assertThat(Homes.open(directory).manager().hourlyAverages().hours().get(0))
                .isZero();
    }

    @Test
    void numbersOfAnyLengthInTheConfigurationStayText() throws IOException {
        String digits = "9".repeat(60_000);
        Files.writeString(
                home.configuration(),
                "<ossec_config><global>" + ("<email_maxperhour>" + digits + "</email_maxperhour>").repeat(60)
                        + "</global></ossec_config>");
        assertThat(answer("GET", "/manager/configuration")).contains("\"email_maxperhour\":[{\"$t\":\"999");
    }

    @ParameterizedTest
    @ValueSource(ints = {309, 1000, DIGITS})
    void namesThatAreLongNumbersAreRefused(int digits) {
        for (String body : List.of(
                "{\"name\":1" + "0".repeat(digits - 1) + "}",
                "{\"name\":1e" + digits + "}",
                "{\"name\":\"a\",\"ip\":1" + "0".repeat(digits - 1) + "}")) {
            assertThat(RestApi.over(Homes.open(directory))
                            .handle(RestRequest.builder("POST", "/agents")
                                    .body("application/json", body)
                                    .build())
                            .status())
                    .as("%.20s", body)
                    .isEqualTo(400);
        }
    }
}
