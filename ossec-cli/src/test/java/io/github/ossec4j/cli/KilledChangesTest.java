package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEngine;
import io.github.ossec4j.agentless.AgentlessListener;
import io.github.ossec4j.agentless.QueueSink;
import io.github.ossec4j.agentless.ssh.Credentials;
import io.github.ossec4j.agentless.ssh.PasswordList;
import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that makes every change that the library knows is killed wherever it happens to be: each file is whole, what
 * was acknowledged is there, and the next change finishes what was begun and leaves nothing over.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(3600)
class KilledChangesTest {
    private static final int ROUNDS = Boolean.getBoolean("ossec4j.thorough") ? 500 : 8;
    private static final int STORED_LINES = 200;

    @TempDir
    Path home;

    /** Makes changes until it is killed, and says before and after each what it does. */
    static final class Changer {
        private final Random random;
        private final Ossec ossec;
        private final PasswordList passwords;
        private final AgentlessEngine engine;
        private final String prefix;

        private Changer(Path home, long seed) {
            this.random = new Random(seed);
            this.prefix = "r" + seed + "-";
            Flavor flavor = seed % 2 == 0 ? Flavor.OSSEC : Flavor.WAZUH;
            this.ossec = Ossec.builder(home).flavor(flavor).open();
            this.passwords = PasswordList.at(home.resolve("agentless/.passlist"));
            this.engine = AgentlessEngine.at(home);
        }

        public static void main(String[] args) throws Exception {
            var changer = new Changer(Path.of(args[0]), Long.parseLong(args[1]));
            for (int i = 0; ; i++) {
                changer.change(i);
            }
        }

        private static void say(String what, String name) {
            System.out.println(what + " " + name);
            System.out.flush();
        }

        private void change(int number) throws Exception {
            String name = prefix + number;
            switch (random.nextInt(7)) {
                case 0, 1 -> add(name);
                case 2 -> remove();
                case 3 -> ossec.syscheck().clear(any());
                case 4 -> ossec.rootcheck().clear(any());
                case 5 -> {
                    if (random.nextBoolean()) {
                        ossec.syscheck().clearAll();
                    } else {
                        ossec.rootcheck().clearAll();
                    }
                }
                default -> {
                    if (random.nextBoolean()) {
                        store(name);
                    } else {
                        password(name + "@h");
                    }
                }
            }
        }

        private void add(String name) throws IOException {
            ClientKey key = ossec.agents().add(NewAgent.of(name));
            say("added", name);
            Files.writeString(ossec.home().syscheck(name, key.address()).orElseThrow(), "+++old\n");
            Files.writeString(ossec.home().rootcheck(name, key.address()).orElseThrow(), "!1!1 old\n");
        }

        private AgentId any() {
            List<Agent> all = ossec.agents().list();
            return all.get(random.nextInt(all.size())).id();
        }

        private void remove() {
            AgentId id = any();
            if (!id.isManager()) {
                String name = ossec.agents().key(id).name();
                say("removing", name);
                ossec.agents().remove(id);
                say("removed", name);
            }
        }

        private void store(String name) throws Exception {
            Path output = ossec.home().root().resolve("output");
            Files.writeString(output, "STORE: now\n" + (name + "\n").repeat(STORED_LINES));
            var entry = AgentlessEntry.builder("check", "u@h")
                    .states(AgentlessEntry.State.PERIODIC_DIFF)
                    .build();
            engine.run(AgentlessCheck.of(entry), QueueSink.none(), AgentlessListener.none());
            say("stored", name);
        }

        private void password(String host) throws IOException {
            passwords.add(host, Credentials.ofPassword("secret"));
            say("keeping", host);
            if (random.nextBoolean()) {
                say("forgetting", host);
                passwords.remove(host);
                say("forgotten", host);
            }
        }
    }

    @BeforeEach
    void makeHome() throws IOException {
        for (String name : List.of("etc", "agentless", "var/run", "queue/rids", "queue/agent-info")) {
            Files.createDirectories(home.resolve(name));
        }
        for (String name : List.of("queue/syscheck", "queue/rootcheck", "queue/agentless", "queue/diff")) {
            Files.createDirectories(home.resolve(name));
        }
        Path script = Files.writeString(home.resolve("agentless/check"), "#!/bin/sh\ncat output\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> saidUntilKilled(int round, Random random) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Changer.class.getName(),
                        home.toString(),
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new ArrayList<String>();
        try (BufferedReader reader = process.inputReader()) {
            for (int lines = 1 + random.nextInt(12); lines > 0; lines--) {
                said.add(reader.readLine());
            }
            long moment = System.nanoTime() + random.nextInt(20_000_000);
            while (System.nanoTime() < moment) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly(); // the process's own method would also drop what it has printed
            process.waitFor();
            reader.lines().forEach(said::add);
        }
        return said;
    }

    @Test
    void eachChangeIsMadeWhollyOrFinishedLater() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Set<String> added = new HashSet<>();
        Set<String> removing = new HashSet<>();
        Set<String> removed = new HashSet<>();
        Set<String> kept = new HashSet<>();
        Set<String> forgetting = new HashSet<>();
        Set<String> forgotten = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            String about = "seed " + seed + ", round " + round;
            for (String line : saidUntilKilled(round, random)) {
                String name = line.substring(line.indexOf(' ') + 1);
                switch (line.substring(0, line.indexOf(' '))) {
                    case "added" -> added.add(name);
                    case "removing" -> removing.add(name);
                    case "removed" -> removed.add(name);
                    case "keeping" -> kept.add(name);
                    case "forgetting" -> forgetting.add(name);
                    case "forgotten" -> forgotten.add(name);
                    default -> assertThat(line).as(about).startsWith("stored ");
                }
            }
            Set<String> living = living(about);
            assertThat(removed).as(about).noneMatch(living::contains);
            assertThat(living)
                    .as(about)
                    .containsAll(added.stream()
                            .filter(name -> !removing.contains(name))
                            .toList());
            List<String> hosts =
                    PasswordList.at(home.resolve("agentless/.passlist")).hosts();
            assertThat(forgotten).as(about).noneMatch(hosts::contains);
            assertThat(hosts)
                    .as(about)
                    .containsAll(kept.stream()
                            .filter(host -> !forgetting.contains(host))
                            .toList());
            assertThatStateIsWhole(about);
        }
        assertThatNothingIsLeftOver("seed " + seed, removing);
    }

    private Set<String> living(String about) {
        var malformed = new ArrayList<String>();
        Ossec ossec = Ossec.builder(home)
                .onMalformedLine(line -> malformed.add(line.message()))
                .open();
        var names = new HashSet<String>();
        ossec.agents().list().forEach(agent -> names.add(agent.name()));
        assertThat(malformed).as(about).isEmpty();
        return names;
    }

    private void assertThatStateIsWhole(String about) throws IOException {
        Path stored = home.resolve("queue/diff/u@h->check/last-entry");
        if (Files.exists(stored)) {
            List<String> lines = Files.readAllLines(stored);
            assertThat(lines).as(about).hasSize(STORED_LINES);
            assertThat(new HashSet<>(lines)).as(about).hasSize(1);
        }
    }

    private void assertThatNothingIsLeftOver(String about, Set<String> removing) throws Exception {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path own : all.filter(KilledChangesTest::isOwnDirectory).toList()) {
                Files.setLastModifiedTime(own, FileTime.from(Instant.now().minusSeconds(120)));
            }
        }
        var last = new Changer(home, ROUNDS % 2 == 0 ? ROUNDS + 1 : ROUNDS); // of the fork, which has one more file
        last.ossec.agents().tidy();
        last.add("last");
        last.password("last@h");
        last.store("last");

        Set<String> living = living(about);
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                assertThat(file).as(about).matches(each -> !isOwnDirectory(each));
                String name = file.getFileName().toString();
                for (String gone : removing) {
                    assertThat(living.contains(gone) || !name.startsWith("(" + gone + ")"))
                            .as(about + ": " + file)
                            .isTrue();
                }
            }
        }
        assertThat(home.resolve("etc/.client.keys.removing")).as(about).doesNotExist();
        assertThat(home.resolve("queue/diff/u@h->check/.lock")).as(about).doesNotExist();
    }

    private static boolean isOwnDirectory(Path file) {
        return file.getFileName().toString().endsWith(".ossec4j-new");
    }
}
