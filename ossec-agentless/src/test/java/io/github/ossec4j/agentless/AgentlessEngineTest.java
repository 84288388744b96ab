package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ossec4j.agentless.diff.LineDiff;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class AgentlessEngineTest {
    private static final AgentlessCheck CHECK = check("check", "u@host", "");
    private static final Clock FIXED = Clock.fixed(Instant.ofEpochSecond(1_600_000_000), ZoneOffset.UTC);

    @TempDir
    Path home;

    private final List<AgentlessEvent> events = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private Path states = Path.of("");

    private static AgentlessCheck check(String type, String host, String arguments) {
        return AgentlessCheck.of(AgentlessEntry.builder(type, host)
                .states(AgentlessEntry.State.PERIODIC_DIFF)
                .arguments(arguments)
                .build());
    }

    @BeforeEach
    void makesHome() throws IOException {
        Files.createDirectories(home.resolve("agentless"));
        states = home.resolve("queue/diff/u@host->check");
        script("cat output");
    }

    private void script(String line) throws IOException {
        Path script = home.resolve("agentless/check");
        Files.writeString(script, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private AgentlessResult run(String output, AgentlessOptions.Builder options) throws Exception {
        Files.writeString(home.resolve("output"), output);
        return AgentlessEngine.at(home, options.build())
                .run(CHECK, message -> sent.add(message.text().display()), (check, event) -> events.add(event));
    }

    private AgentlessResult run(String output) throws Exception {
        return run(output, AgentlessOptions.builder().clock(FIXED));
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(states)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void changeCarriesTheWholeDifference() throws Exception {
        run("STORE: now\n" + "a\n".repeat(20));
        run("STORE: now\n" + "b\n".repeat(20));
        assertThat(events).hasAtLeastOneElementOfType(AgentlessEvent.Changed.class);
        var changed = (AgentlessEvent.Changed) events.get(events.size() - 1);
        assertThat(changed.alert().display()).endsWith("\nMore changes..");
        assertThat(changed.diff())
                .hasValueSatisfying(diff -> assertThat(diff.changedLines()).isEqualTo(40));
        assertThat(changed.diffFile()).hasContent("1,20c1,20\n" + "< a\n".repeat(20) + "---\n" + "> b\n".repeat(20));
        assertThat(changed.previousState()).hasContent("a\n".repeat(20));
        assertThat(sent).hasSize(1).first().asString().startsWith("1:(check) u@host->agentless:ossec: agentless: ");
    }

    @Test
    void alertHoldsAllOfItIfAskedFor() throws Exception {
        var options = AgentlessOptions.builder().wholeDiffInAlert(true);
        run("STORE: now\n" + "a\n".repeat(20), options);
        run("STORE: now\n", options);
        assertThat(sent)
                .containsExactly("1:(check) u@host->agentless:ossec: agentless: Change detected:\n1,20d0\n"
                        + "< a\n".repeat(20));
    }

    @Test
    void changesWithinASecondLoseNoState() throws Exception {
        for (int i = 0; i < 4; i++) {
            run("STORE: now\n" + i + "\n");
        }
        assertThat(stored())
                .containsExactly(
                        "diff.1600000000",
                        "diff.1600000001",
                        "diff.1600000002",
                        "last-entry",
                        "state.1600000000",
                        "state.1600000001",
                        "state.1600000002");
        assertThat(states.resolve("last-entry")).hasContent("3");
        assertThat(states.resolve("state.1600000002")).hasContent("2");
    }

    @Test
    void oldStatesAreRemovedIfALimitIsSet() throws Exception {
        for (int i = 0; i < 5; i++) {
            Clock clock = Clock.offset(FIXED, Duration.ofSeconds(i));
            run(
                    "STORE: now\n" + i + "\n",
                    AgentlessOptions.builder().clock(clock).maxStates(2));
        }
        assertThat(stored())
                .containsExactly(
                        "diff.1600000003", "diff.1600000004", "last-entry", "state.1600000002", "state.1600000003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat output; kill -TERM $$", "cat output; sleep 300", "cat output; echo ERROR: no"})
    void runThatDoesNotEndWellKeepsTheState(String script) throws Exception {
        run("STORE: now\nwhole\n");
        script(script);
        var limits =
                ScriptLimits.DEFAULT.withIdleTimeout(Duration.ofMillis(500)).withGrace(Duration.ofMillis(50));
        AgentlessResult result =
                run("STORE: now\npart\n", AgentlessOptions.builder().limits(limits));
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.state()).isEqualTo(AgentlessResult.State.KEPT);
        assertThat(stored()).containsExactly("last-entry");
        assertThat(states.resolve("last-entry")).hasContent("whole");
        assertThat(sent).isEmpty();
    }

    @Test
    void alertThatCannotBeSentKeepsTheStateAndComesAgain() throws Exception {
        run("STORE: now\na\n");
        Files.writeString(home.resolve("output"), "STORE: now\nb\n");
        var engine = AgentlessEngine.at(home);
        assertThatIOException()
                .isThrownBy(() -> engine.run(
                        CHECK,
                        message -> {
                            throw new IOException("queue is gone");
                        },
                        (check, event) -> events.add(event)))
                .withMessage("queue is gone");
        assertThat(stored()).containsExactly("last-entry");
        assertThat(run("STORE: now\nb\n").state()).isEqualTo(AgentlessResult.State.CHANGED);
        assertThat(sent).hasSize(1);
    }

    @Test
    void whatACrashLeftIsTidiedUpByTheNextRun() throws Exception {
        run("STORE: now\na\n");
        // The state after a crash between the second name for the old content and the move of the new one.
        Files.createLink(states.resolve("state.1600000000"), states.resolve("last-entry"));
        Files.writeString(states.resolve("new-entry"), "half");
        Files.writeString(states.resolve("new-diff"), "half");
        run("STORE: now\nb\n");
        assertThat(stored()).containsExactly("diff.1600000000", "last-entry", "state.1600000000");
        assertThat(states.resolve("state.1600000000")).hasContent("a");
        assertThat(states.resolve("last-entry")).hasContent("b");
    }

    @Test
    void storageThatFailsLetsTheMessagesThrough() throws Exception {
        Files.createDirectories(states.resolve("new-entry"));
        AgentlessResult result = run("LOG: before\nSTORE: now\nx\nLOG: after\n");
        assertThat(sent).containsExactly("1:(check) u@host->syscheck:before", "1:(check) u@host->syscheck:after");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).contains("(check) u@host", "new-entry is a directory");
    }

    @Test
    void changeOfADeviceThatCannotBeListedIsAChangeAllTheSame() throws Exception {
        Path listed = home.resolve("queue/agentless/(check) u@host");
        run("STORE: now\na\n");
        Files.createDirectories(listed); // where the file should be
        AgentlessResult result = run("STORE: now\nb\n");
        assertThat(sent).hasSize(1).first().asString().endsWith("\n1c1\n< a\n---\n> b\n");
        assertThat(states.resolve("last-entry")).hasContent("b");
        assertThat(events.subList(events.size() - 2, events.size()))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Changed", "ListingFailed");
        assertThat(result.state()).isEqualTo(AgentlessResult.State.CHANGED);
        assertThat(result.storage().failure()).isEmpty();
        assertThat(result.storage().listingFailure()).isPresent();
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message())
                .contains("it could not be listed in queue/agentless: ", listed.toString())
                .doesNotContain("state");
    }

    @Test
    void sameDeviceTwiceAtATimeStoresOnce() throws Exception {
        Files.writeString(home.resolve("output"), "STORE: now\nx\n");
        var engine = AgentlessEngine.at(home);
        script("echo STORE: now; echo LOG: x; cat output");
        var inner = new ArrayList<AgentlessResult>();
        AgentlessResult outer = engine.run(
                CHECK,
                message -> {
                    if (inner.isEmpty()) {
                        try {
                            inner.add(engine.run(CHECK, QueueSink.none(), AgentlessListener.none()));
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                },
                AgentlessListener.none());
        assertThat(inner.get(0).storage().failure()).isPresent();
        assertThat(outer.state()).isEqualTo(AgentlessResult.State.FIRST);
        assertThat(states.resolve("last-entry")).hasContent("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb\nc\n|a\nx\nc\n",
                "a\n|b\n",
                "a\n|a\nb\n",
                "a\nb\n|a\n",
                "a\nb\n|b\n",
                "|a\n",
                "a\n|",
                "a\na\n|a\n",
                "a\na\na\n|a\na\n",
                "x\na\n|a\n",
                "ba\n|a\n",
                "a\nb\n|a\nxb\n"
            })
    void largeContentIsComparedInLittleMemory(String texts) throws Exception {
        int bar = texts.indexOf('|');
        String old = texts.substring(0, bar);
        String changed = texts.substring(bar + 1);
        var options = AgentlessOptions.builder().maxDiffBytes(0);
        run("STORE: now\n" + old, options);
        run("STORE: now\n" + changed, options);
        var event = (AgentlessEvent.Changed) events.get(events.size() - 1);
        assertThat(event.diff()).isEmpty();
        var expected = LineDiff.between(old.getBytes(StandardCharsets.UTF_8), changed.getBytes(StandardCharsets.UTF_8));
        assertThat(event.diffFile()).hasBinaryContent(expected.normal());
    }

    @Test
    void megabytesAreStoredAndCompared() throws Exception {
        script("echo STORE: now; head -c 30000000 /dev/zero | tr '\\0' x | fold -w 1000; cat output");
        run("\none\n");
        AgentlessResult result = run("\ntwo\n");
        assertThat(result.state()).isEqualTo(AgentlessResult.State.CHANGED);
        assertThat(sent).hasSize(1).first().asString().endsWith("\n30001c30001\n< one\n---\n> two\n");
    }

    @Test
    void documentedReadingStoresUpToTheNextCommand() throws Exception {
        run("STORE: now\na\nINFO: done\nb\n", AgentlessOptions.builder().reading(StoreReading.DOCUMENTED));
        assertThat(states.resolve("last-entry")).hasContent("a");
    }

    @Test
    void missingScriptIsAnOutcome() throws Exception {
        Files.delete(home.resolve("agentless/check"));
        AgentlessResult result = run("");
        assertThat(result.outcome()).isInstanceOf(AgentlessOutcome.CouldNotStart.class);
        assertThat(home.resolve("queue/agentless/(check) u@host")).hasContent("type: syscheck");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../x", "a\0b"})
    void nameThatEscapesIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> check("check", name, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> check(name, "host", ""));
    }

    @Test
    void elevationIsExactlyOneWordAndABlank() {
        assertThat(check("t", "use_su root@h", "x").scriptArguments()).containsExactly("use_su", "root@h", "x");
        assertThat(check("t", "use_sudo  root@h", "").scriptArguments()).containsExactly("use_sudo", " root@h");
        assertThat(check("t", "use_su", "").scriptArguments()).containsExactly("use_su");
    }
}
