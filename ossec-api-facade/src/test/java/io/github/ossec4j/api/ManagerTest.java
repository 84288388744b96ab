package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.manager.DaemonStatus.State;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagerTest {
    @TempDir
    Path directory;

    private Ossec ossec;

    @BeforeEach
    void open() throws IOException {
        ossec = Homes.open(Homes.full().writeTo(directory).root());
    }

    @Test
    void aDaemonRunsIfAProcessOfItsNameHasTheNumber() {
        List<DaemonStatus> status = ossec.manager().status();

        assertThat(status)
                .contains(
                        new DaemonStatus(Daemon.ANALYSISD, State.RUNNING),
                        new DaemonStatus(Daemon.REMOTED, State.STOPPED),
                        new DaemonStatus(Daemon.AGENTLESSD, State.STOPPED))
                .extracting(DaemonStatus::daemon)
                .doesNotContain(Daemon.DBD, Daemon.CSYSLOGD);
    }

    @Test
    void theStatusIsThatOfTheEndpoint() {
        assertThat(ossec.manager().status().stream()
                        .map(status -> status.daemon().processName() + " "
                                + (status.state() == State.RUNNING ? "running" : "stopped")))
                .containsExactlyInAnyOrderElementsOf(Homes.get(ossec, "/manager/status")
                        .get("data")
                        .valueStream()
                        .map(daemon -> daemon.get("daemon").asString() + " "
                                + daemon.get("status").asString())
                        .toList());
    }

    @Test
    void aProcessOfAnotherNameIsNoDaemon() {
        Ossec other = Homes.builder(directory)
                .processes(pid -> java.util.Optional.of("bash"))
                .open();

        assertThat(other.manager().status()).extracting(DaemonStatus::state).containsOnly(State.STOPPED);
    }

    @Test
    void programsThatTakeTooLongAreEnded() throws IOException {
        script("ossec-control", "sleep 1000");
        Ossec impatient =
                Homes.builder(directory).programTimeout(Duration.ofMillis(100)).open();

        assertThatThrownBy(() -> impatient.manager().start())
                .isInstanceOf(ProgramAbortedException.class)
                .hasMessageEndingWith("bin/ossec-control did not end within 100 ms and was killed");
    }

    @Test
    void interruptingEndsTheProgramAndNotTheInterrupt() throws IOException {
        script("ossec-control", "sleep 1000");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ossec.manager().stop()).isInstanceOf(ProgramAbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void script(String name, String body) throws IOException {
        Path script = directory.resolve("bin").resolve(name);
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        assumeTrue(script.toFile().setExecutable(true));
    }

    @Test
    void theConfigurationIsTypedAndAsItStands() {
        assertThat(ossec.manager().configuration().remotes()).hasSize(1);
        assertThat(ossec.manager().configuration("syscheck"))
                .hasSize(1)
                .allSatisfy(section -> assertThat(section.text("frequency")).contains("79200"));
        assertThat(ossec.manager().configuration("syscheck", "frequency"))
                .extracting(ConfigurationElement::text)
                .containsExactly("79200");
        assertThat(ossec.manager().configuration("nothing")).isEmpty();
        assertThat(ossec.manager().configuration("syscheck", "nothing")).isEmpty();
        assertThat(Homes.get(ossec, "/manager/configuration?section=syscheck&field=frequency")
                        .get("data")
                        .toString())
                .contains("79200");
    }

    @Test
    void statisticsOfTodayAreThoseOfItsDate() {
        assertThat(ossec.manager().stats())
                .containsExactly(new HourlyTotals(0, List.of(new HourlyTotals.RuleCount(5501, 3, 7)), 7, 90, 4, 1))
                .isEqualTo(ossec.manager().stats(Homes.TODAY));
        assertThat(Homes.get(ossec, "/manager/stats")).isEqualTo(Homes.get(ossec, "/manager/stats?date=20160412"));
    }

    @Test
    void aDayWithoutStatisticsIsAMissingFile() {
        assertThatThrownBy(() -> ossec.manager().stats(Homes.TODAY.minusDays(1)))
                .isInstanceOfSatisfying(
                        FileMissingException.class,
                        e -> assertThat(e.errorCode()).hasValue(61))
                .hasMessageContaining("ossec-totals-11.log");
        assertThat(Homes.get(ossec, "/manager/stats?date=20160411").get("error").asInt())
                .isEqualTo(61);
    }

    @Test
    void averagesAreThoseOfTheFiles() {
        assertThat(ossec.manager().hourlyAverages().hours().get(23)).isEqualTo(23);
        assertThat(ossec.manager().hourlyAverages().interactions()).isEqualTo(12);
        assertThat(ossec.manager().weeklyAverages().of(DayOfWeek.SUNDAY).hours())
                .containsOnly(7L);
        assertThat(Homes.get(ossec, "/manager/stats/hourly").toString()).contains("\"interactions\"");
    }

    @Test
    void averagesBeforeTheFirstChangeOfDayAreZero() throws IOException {
        Ossec empty = Homes.open(Homes.bare(directory.resolve("empty")));

        assertThat(empty.manager().hourlyAverages().hours()).containsOnly(0L);
        assertThat(empty.manager().weeklyAverages().of(DayOfWeek.MONDAY).hours())
                .containsOnly(0L);
    }

    @Test
    void withoutConfigurationTheErrorIs51() throws IOException {
        Files.delete(ossec.home().configuration());

        assertThatThrownBy(() -> ossec.manager().configuration())
                .isInstanceOfSatisfying(
                        FileMissingException.class,
                        e -> assertThat(e.errorCode()).hasValue(51))
                .hasMessageContaining("ossec.conf");
    }

    @Test
    void aConfigurationThatIsNotWellFormedIsDamaged() throws IOException {
        Files.writeString(
                ossec.home().configuration(), "<ossec_config>\n<global>\n<x>secret-word</y>\n</ossec_config>\n");

        assertThatThrownBy(() -> ossec.manager().configuration())
                .isInstanceOfSatisfying(OssecFormatException.class, e -> {
                    assertThat(e.errorCode()).hasValue(51);
                    assertThat(e.file()).isEqualTo(ossec.home().configuration());
                })
                .hasMessageContaining("ossec.conf:3")
                .hasMessageNotContaining("secret-word");
    }
}
