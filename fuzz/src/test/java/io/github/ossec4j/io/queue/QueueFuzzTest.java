package io.github.ossec4j.io.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.MaintenanceMode;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The small files below {@code queue}, written as they were read, are read the same. */
class QueueFuzzTest {
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    static Stream<Arguments> info() {
        return Input.texts(
                "",
                "Linux web 4.19 - OSSEC HIDS v2.8 / " + MD5 + "\n",
                "Linux - Wazuh v1.1",
                "Linux web - OSSEC HIDS 4.3 / " + MD5 + "\ncrypto_method:aes\n",
                "a - b - c / " + MD5 + " / " + MD5 + "\r\ncrypto_method:blowfish",
                " - ",
                " -",
                "\u00ff\u00fe - \u00e9\r\r\n");
    }

    static Stream<Arguments> enrollments() {
        return Input.texts(
                "",
                "001 web any 2016-04-13 09:30:00\n",
                "002 db (null) 2016-04-13 09:30:01\n003 x 10.0.0.0/8 2016-02-30 09:30:00\n",
                "1 a b 2016-04-13 09:30:00.5\n0 \u00ff any +10000-01-01 00:00\n");
    }

    static Stream<Arguments> maintenance() {
        return Input.texts(
                "", "#!maint\nenabled_at=1700000000\npending_end=1\nsilent_updates=3\n", "enabled_at=-1\nenabled_at=");
    }

    static Stream<Arguments> counters() {
        return Input.texts("", "0:0:", "12:9999:", "12:3:99:", "1::", "9223372036854775807:9223372036854775807:\n");
    }

    @MethodSource("info")
    @Fuzzed
    void info(byte[] content) throws IOException {
        Optional<AgentInfo> info = AgentInfoFile.read(Input.file("agent-info", content));
        if (info.isPresent()) {
            assertThat(AgentInfoFile.read(Input.file("agent-info", printed(info.get()))))
                    .isEqualTo(info);
        }
    }

    private static byte[] printed(AgentInfo info) {
        String rest = info.version().orElse("")
                + info.sharedConfigurationMd5().map(md5 -> " / " + md5).orElse("");
        String cipher = info.encryption()
                .map(name -> "crypto_method:" + name.toString().toLowerCase(Locale.ROOT) + "\n")
                .orElse("");
        return Input.bytes(Input.text(info.operatingSystem().bytes())
                + (rest.isEmpty()
                        ? ""
                        : " - " + Input.text(RawText.fromLossless(rest).bytes())) + "\r\n" + cipher);
    }

    @MethodSource("enrollments")
    @Fuzzed
    void enrollments(byte[] content) throws IOException {
        List<AgentsTimestampFile.Enrollment> enrollments = enrollmentsOf(content);
        var printed = new StringBuilder();
        for (AgentsTimestampFile.Enrollment each : enrollments) {
            printed.append(each.id()).append(' ').append(latin1(each.name())).append(' ');
            printed.append(latin1(each.address().text())).append(' ');
            printed.append(each.enrolled().toString().replace('T', ' ')).append('\n');
        }
        assertThat(enrollmentsOf(Input.bytes(printed.toString()))).isEqualTo(enrollments);
        assertThat(enrollmentsOf(Input.withLine(content, "no enrollment"))).isEqualTo(enrollments);
    }

    private static String latin1(String lossless) {
        return Input.text(RawText.fromLossless(lossless).bytes());
    }

    private static List<AgentsTimestampFile.Enrollment> enrollmentsOf(byte[] content) throws IOException {
        return AgentsTimestampFile.read(Input.file("agents-timestamp", content), MalformedLineHandler.ignore());
    }

    @MethodSource("maintenance")
    @Fuzzed
    void maintenance(byte[] content) throws IOException {
        MaintenanceMode mode = MaintenanceFile.read(Input.file("maintenance", content));
        String printed = "enabled_at=" + mode.enabledAt().getEpochSecond() + "\npending_end="
                + (mode.pendingEnd() ? 1 : 0) + "\nsilent_updates=" + mode.silentUpdates() + "\n";
        MaintenanceMode again = MaintenanceFile.read(Input.file("maintenance", printed));
        assertThat(again.enabledAt().getEpochSecond())
                .isEqualTo(mode.enabledAt().getEpochSecond());
        assertThat(again.pendingEnd()).isEqualTo(mode.pendingEnd());
        assertThat(again.silentUpdates()).isEqualTo(mode.silentUpdates());
    }

    @MethodSource("counters")
    @Fuzzed
    void counters(byte[] content) throws IOException {
        var counter = ReplayCounterFile.read(Input.file("rids", content));
        if (counter.isPresent()) {
            String printed = counter.get().global() + ":" + counter.get().local() + ":";
            assertThat(ReplayCounterFile.read(Input.file("rids", printed))).isEqualTo(counter);
        }
    }
}
