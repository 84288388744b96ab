package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EnabledOnOs({OS.LINUX, OS.MAC})
class AgentlessCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @TempDir
    Path home;

    @BeforeEach
    void makesHome() throws IOException {
        Files.createDirectories(home.resolve("agentless"));
        Files.createDirectories(home.resolve("etc"));
    }

    private void script(String name, String line) throws IOException {
        Path script = Files.writeString(
                home.resolve("agentless").resolve(name),
                "#!/bin/sh\nif [ \"$1\" = test ]; then exit 0; fi\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void configure(String... entries) throws IOException {
        var text = new StringBuilder("<ossec_config>\n");
        for (String entry : entries) {
            text.append("<agentless>").append(entry).append("</agentless>\n");
        }
        Files.writeString(home.resolve("etc/ossec.conf"), text.append("</ossec_config>\n"));
    }

    private static String entry(String type, String host) {
        return "<type>" + type + "</type><frequency>100</frequency><host>" + host
                + "</host><state>periodic_diff</state><arguments>/etc</arguments>";
    }

    private Run run(String... words) {
        return runWithInput("", words);
    }

    private Run runWithInput(String input, String... words) {
        var all = new ArrayList<>(List.of("--home", home.toString(), "agentless"));
        all.addAll(List.of(words));
        return Run.with().input(input).run(all.toArray(String[]::new));
    }

    @Test
    void onceRunsEachEntryAndRecords() throws Exception {
        script("check", "echo INFO: hello; echo STORE: now; echo $1 $2");
        configure(entry("check", "u@a"), entry("check", "u@b"));
        Path record = home.resolve("record");
        Run run = run("run", "--once", "--record", record.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("(check) u@a (entry of line 2) finished", "(check) u@b (entry of line 3)");
        assertThat(home.resolve("queue/diff/u@a->check/last-entry")).hasContent("u@a /etc");
        List<String> lines = Files.readAllLines(record);
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(MAPPER.readTree(line).has("event")).isTrue())
                .anyMatch(line -> line.contains("hello"));
    }

    @Test
    void recordThatCannotBeWrittenIsReportedAndTheChecksGoOn() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        script("check", "echo INFO: hello");
        configure(entry("check", "u@a"));
        Run run = run("run", "--once", "--record", "/dev/full");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("(check) u@a (entry of line 2) finished");
        assertThat(run.err()).containsOnlyOnce("/dev/full: not everything is recorded: ");
    }

    @Test
    void whatFailsIsToldAndTheOthersGoOn() throws Exception {
        script("check", "echo LOG: nobody listens");
        script("good", "echo INFO: fine");
        configure(
                entry("gone", "u@a"),
                entry("check", "u@b"),
                entry("good", "u@c"),
                entry("good", "u@d").replace("100", "often"));
        Run run = run("run", "--once");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("(good) u@c");
        assertThat(run.err())
                .contains(
                        "(gone) u@a (entry of line 2) was skipped",
                        "(check) u@b (entry of line 3) was given up",
                        "ossec.conf:5: expected a number of seconds in frequency",
                        "1 of 4 agentless entries cannot be run",
                        "2 of 3 checks failed");
    }

    @Test
    void nothingConfiguredIsNoFailure() throws Exception {
        configure();
        assertThat(run("run", "--once").status()).isZero();
    }

    @Test
    void missingConfigurationIsAnUnreadableHome() {
        assertThat(run("run", "--once").status()).isEqualTo(3);
    }

    @Test
    void checkPrintsAndStoresNothing() throws Exception {
        script("check", "echo INFO: $*; echo FWD: 1:2:3:4:5:6 /f; echo STORE: now; echo text");
        Run run = run("check", "check", "use_su u@a", "-name", "x");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("INFO: use_su u@a -name x\nFWD: 1:2:3:4:5:6 /f\nSTORE: now\ntext\n");
        assertThat(home.resolve("queue")).doesNotExist();
    }

    @Test
    void checkStoresIfAskedTo() throws Exception {
        script("check", "echo STORE: now; cat text");
        Files.writeString(home.resolve("text"), "one\n");
        assertThat(run("check", "check", "u@a", "--store").out()).isEqualTo("stored for the first time\n");
        Files.writeString(home.resolve("text"), "two\n");
        assertThat(run("check", "check", "u@a", "--store").out()).isEqualTo("changed:\n1c1\n< one\n---\n> two\n");
        assertThat(run("check", "check", "u@a", "--store").out()).isEqualTo("unchanged\n");
    }

    @Test
    void checkPrintsJsonOnRequest() throws Exception {
        script(
                "check",
                "echo INFO: hello; echo FWD: 1:33188:0:0:d41d8cd98f00b204e9800998ecf8427e:da39a3ee5e6b4b0d3255bfef95601890afd80709 /f; echo STORE: now; cat text");
        Files.writeString(home.resolve("text"), "one\n");
        Run lines = run("check", "check", "u@a", "--jsonl");
        assertThat(lines.status()).as(lines.err()).isZero();
        assertThat(lines.out().lines().map(MAPPER::readTree))
                .extracting(node -> node.get("event").asString())
                .containsExactly("info", "integrity", "store", "line");
        JsonNode array = MAPPER.readTree(run("check", "check", "u@a", "--json").out());
        assertThat(array.get(0).get("text").asString()).isEqualTo("hello");
        assertThat(array.get(1).get("path").asString()).isEqualTo("/f");
        assertThat(array.get(1).get("attributes").get("size").asLong()).isEqualTo(1);
        assertThat(array.get(3).get("stored").asBoolean()).isTrue();

        run("check", "check", "u@a", "--store");
        Files.writeString(home.resolve("text"), "two\n");
        JsonNode changed = MAPPER.readTree(
                        run("check", "check", "u@a", "--store", "--json").out())
                .get(4);
        assertThat(changed.get("event").asString()).isEqualTo("changed");
        assertThat(Path.of(changed.get("diff").asString())).content().contains("> two");
    }

    @Test
    void resultsOfOneRunArePrintedAsJson() throws Exception {
        script("check", "echo INFO: hello");
        configure(entry("check", "u@a"), entry("gone", "u@b"));
        Run run = run("run", "--once", "--json");
        assertThat(run.status()).isEqualTo(1);
        JsonNode array = MAPPER.readTree(run.out());
        assertThat(array).extracting(node -> node.get("host").asString()).containsExactlyInAnyOrder("u@a", "u@b");
        assertThat(array).extracting(node -> node.get("success").asBoolean()).containsExactlyInAnyOrder(true, false);
        assertThat(run("run", "--json").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void differencesArePrintedAsJson() throws Exception {
        Path old = Files.writeString(home.resolve("old"), "a\nb\nc\n");
        Path now = Files.writeString(home.resolve("new"), "a\nx\ny\nc");
        Run run = run("diff", old.toString(), now.toString(), "--json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(MAPPER.readTree(run.out()))
                .isEqualTo(MAPPER.readTree("[{\"oldStart\":2,\"oldLines\":[\"b\",\"c\"],"
                        + "\"newStart\":2,\"newLines\":[\"x\",\"y\",\"c\"]}]"));
        assertThat(run("diff", old.toString(), old.toString(), "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void aDifferenceCannotGiveOrdersToTheTerminal() throws Exception {
        script("check", "echo STORE: now; cat text");
        Path old = Files.writeString(home.resolve("old"), "one\n");
        Files.copy(old, home.resolve("text"));
        run("check", "check", "u@a", "--store");
        Path text = Files.writeString(home.resolve("text"), "\u001b]0;two\u0007\u009b31m\nend");
        assertThat(run("check", "check", "u@a", "--store").out())
                .isEqualTo("changed:\n1c1,2\n< one\n---\n> \\u001b]0;two\\u0007\\u009b31m\n> end\n");

        String[] diff = {"agentless", "diff", old.toString(), text.toString()};
        assertThat(Run.with().terminals().run(diff).out())
                .contains("> \\u001b]0;two")
                .doesNotContain("\u001b");
        assertThat(Run.of(diff).out()).contains("> \u001b]0;two\u0007\u009b31m\n");
    }

    @Test
    void failedCheckIsToldByTheStatus() throws Exception {
        script("check", "echo ERROR: no way");
        Run run = run("check", "check", "u@a");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("ERROR: no way\n");
        assertThat(run.err()).contains("(check) u@a reported an error: no way");
        assertThat(run("check", "check", "u@a/b").status()).isEqualTo(2);
        assertThat(run("check", "--method", "other", "check", "u@a").status()).isEqualTo(2);
        assertThat(run("check", "--method", "ssh", "check", "u@a").err()).contains("no check over SSH");
    }

    @Test
    void diffIsNormalOrUnified() throws Exception {
        Path old = Files.writeString(home.resolve("old"), "a\nb\n");
        Path now = Files.writeString(home.resolve("new"), "a\nc\n");
        assertThat(run("diff", old.toString(), now.toString()).out()).isEqualTo("2c2\n< b\n---\n> c\n");
        assertThat(run("diff", "--unified", old.toString(), now.toString()).out())
                .contains("@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
        assertThat(run("diff", old.toString(), now.toString()).status()).isEqualTo(1);
        assertThat(run("diff", old.toString(), old.toString()).out()).isEmpty();
        assertThat(run("diff", old.toString(), old.toString()).status()).isZero();
        Run missing = run("diff", old.toString(), home.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("none: there is no such file");
    }

    @Test
    void hostsAreKeptWithoutShowingPasswords() throws Exception {
        Path list = home.resolve("agentless/.passlist");
        assertThat(runWithInput("s3cret\nr00t\n", "hosts", "add", "u@a").status())
                .isZero();
        assertThat(runWithInput("", "hosts", "add", "--key", "u@b").status()).isZero();
        assertThat(list).hasContent("u@a|s3cret|r00t\nu@b|NOPASS|\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(list)))
                .isEqualTo("rw-------");
        Run listed = run("hosts", "list");
        assertThat(listed.out()).contains("u@a", "u@b", "key").doesNotContain("s3cret", "r00t");
        assertThat(run("hosts", "list", "--json").out())
                .isEqualTo("[{\"host\":\"u@a\",\"login\":\"password\",\"additional\":true},"
                        + "{\"host\":\"u@b\",\"login\":\"key\",\"additional\":false}]\n");
        assertThat(runWithInput("x2\n", "hosts", "add", "u@a").status()).isEqualTo(1);
        assertThat(runWithInput("\n", "hosts", "add", "u@c").status()).isEqualTo(1);
        assertThat(run("hosts", "remove", "u@a").status()).isZero();
        assertThat(run("hosts", "remove", "u@a").status()).isEqualTo(1);
        assertThat(list).hasContent("u@b|NOPASS|\n");
    }

    @Test
    void wordIsMissing() {
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("hosts").status()).isEqualTo(2);
    }
}
