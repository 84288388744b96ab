package io.github.ossec4j.io.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.FirewallEvent;
import io.github.ossec4j.model.logs.FirewallEvent.Action;
import io.github.ossec4j.model.logs.FirewallEvent.Peer;
import io.github.ossec4j.model.logs.ResponseLine;
import io.github.ossec4j.model.logs.ResponseLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogsTest {
    @TempDir
    private Path directory;

    private final Reports reports = new Reports();

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("log"), content, ISO_8859_1);
    }

    private List<FirewallEvent> firewall(String content) throws IOException {
        try (RecordStream<FirewallEvent> events = FirewallLog.read(write(content), reports)) {
            return events.stream().toList();
        }
    }

    private List<ResponseLine> responses(String content) throws IOException {
        try (RecordStream<ResponseLine> lines = ActiveResponsesLog.read(write(content), reports)) {
            return lines.stream().toList();
        }
    }

    private static Peer peer(String address, String port) {
        return new Peer(RawText.of(address), RawText.of(port));
    }

    @Test
    void anEventOfAFirewallHasAnActionAProtocolAndTwoSides() throws IOException {
        assertThat(firewall("""
                        2016 Oct 17 14:00:14 (web-01) 192.0.2.10->/var/log/my log DROP tcp 10.0.0.1:1->10.0.0.2:22
                        2016 Oct 17 14:00:14 web-01->/x ALLOW 6 2001:db8::1:9->2001:db8::2:http
                        """))
                .containsExactly(
                        new FirewallEvent(
                                LocalDateTime.of(2016, 10, 17, 14, 0, 14),
                                RawText.of("(web-01) 192.0.2.10->/var/log/my log"),
                                Action.DROP,
                                RawText.of("tcp"),
                                peer("10.0.0.1", "1"),
                                peer("10.0.0.2", "22")),
                        new FirewallEvent(
                                LocalDateTime.of(2016, 10, 17, 14, 0, 14),
                                RawText.of("web-01->/x"),
                                Action.ALLOW,
                                RawText.of("6"),
                                peer("2001:db8::1", "9"),
                                peer("2001:db8::2", "http")));
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void otherLinesOfAFirewallLogAreReported() throws IOException {
        String good = "2016 Oct 17 14:00:14 h->/x DROP tcp a:1->b:2\n";
        for (String bad : List.of(
                "",
                "text",
                "2016 Oct 17 14:00:14 ",
                "2016 Oct 17 14:00:14 h->/x",
                "2016 Oct 17 14:00:14 DROP tcp a:1->b:2",
                "2016 Oct 17 14:00:14 h->/x DROPS tcp a:1->b:2",
                "2016 Oct 17 14:00:14 h->/x drop tcp a:1->b:2",
                "2016 Oct 17 14:00:14 h->/x DROP tcp a->b:2",
                "2016 Oct 17 14:00:14 h->/x DROP tcp a:1->b",
                "2016 Oct 17 14:00:14 h->/x DROP tcp a:1",
                "2016 Oct 37 14:00:14 h->/x DROP tcp a:1->b:2")) {
            int reported = reports.lines().size();
            assertThat(firewall(good + bad + "\n" + good)).as(bad).hasSize(2);
            assertThat(reports.lineNumbers().subList(reported, reports.lines().size()))
                    .as(bad)
                    .containsExactly(2L);
        }
    }

    @Test
    void aLineOfAScriptSaysWhatWasRun() throws IOException {
        String script = "/var/ossec/active-response/bin/firewall-drop.sh";
        List<ResponseLine> lines = responses("Mon Oct 17 14:00:01 UTC 2016 " + script
                + " add - 198.51.100.7 1476712812.4711 5720\n" + script + " delete root - 1.2 3 (web-01) any->/x\r\n"
                + "lun. 17 oct. /bin/x add - null (from_the_server) (no_rule_id)\n" + "date /x delete\n");
        assertThat(lines)
                .extracting(line -> line.run().orElseThrow())
                .containsExactly(
                        run("Mon Oct 17 14:00:01 UTC 2016", script, "add", "", "198.51.100.7", "1476712812.4711", 5720),
                        run("", script, "delete", "root", "", "1.2", 3),
                        run("lun. 17 oct.", "/bin/x", "add", "", "", "", -1),
                        run("date", "/x", "delete", "", "", "", -1));
    }

    private static Run run(
            String date, String script, String action, String user, String address, String alert, int rule) {
        return new Run(
                RawText.of(date),
                RawText.of(script),
                action.equals("add") ? ResponseLine.Action.ADD : ResponseLine.Action.DELETE,
                Optional.of(RawText.of(user)).filter(text -> !text.isEmpty()),
                Optional.of(RawText.of(address)).filter(text -> !text.isEmpty()),
                Optional.of(alert).filter(text -> !text.isEmpty()),
                rule < 0 ? OptionalInt.empty() : OptionalInt.of(rule));
    }

    @Test
    void otherLinesOfScriptsAreTextAndEmptyOnesNothing() throws IOException {
        assertThat(responses(
                        "Unable to run active response (agent 001)\n\n/x\n/x adds\nInvalid ip/hostname entry: add\n"))
                .hasSize(4)
                .allMatch(line -> line.run().isEmpty() && !line.text().isEmpty());
        assertThat(reports.lines()).isEmpty();
    }
}
