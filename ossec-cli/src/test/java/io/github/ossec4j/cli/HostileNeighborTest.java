package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEngine;
import io.github.ossec4j.agentless.AgentlessListener;
import io.github.ossec4j.agentless.ssh.Credentials;
import io.github.ossec4j.agentless.ssh.PasswordList;
import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While root makes each change that the library knows, the user who owns the queue exchanges everything in it for links to
 * files of root, and for pipes: these files stay as they are, and nobody waits for ever.
 */
@Timeout(300)
class HostileNeighborTest {
    private static final Duration TIME = Duration.ofMillis(Boolean.getBoolean("ossec4j.thorough") ? 20_000 : 200);
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private Path home = Path.of("");
    private Path victims = Path.of("");
    private @Nullable Process neighbor;

    /** A change, made again and again. */
    enum Change {
        ADD_AND_REMOVE(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                addAndRemove(ossec);
            }
        },
        ADD_AND_REMOVE_IN_THE_FORK(Flavor.WAZUH) {
            @Override
            void make(Ossec ossec) {
                addAndRemove(ossec);
            }
        },
        CLEAR_FILES(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                ossec.syscheck().clear(AgentId.of(1));
            }
        },
        CLEAR_FILES_OF_MANAGER(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                ossec.syscheck().clear(AgentId.MANAGER);
            }
        },
        CLEAR_ALL_FILES(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                ossec.syscheck().clearAll();
            }
        },
        CLEAR_FINDINGS(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                ossec.rootcheck().clear(AgentId.of(1));
            }
        },
        CLEAR_FINDINGS_OF_MANAGER(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                ossec.rootcheck().clear(AgentId.MANAGER);
            }
        },
        CLEAR_ALL_FINDINGS(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) {
                ossec.rootcheck().clearAll();
            }
        },
        STORE(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) throws Exception {
                Files.writeString(ossec.home().root().resolve("output"), "STORE: now\n" + System.nanoTime() + "\n");
                var entry = AgentlessEntry.builder("check", "u@h")
                        .states(AgentlessEntry.State.PERIODIC_DIFF)
                        .build();
                AgentlessEngine.at(ossec.home())
                        .run(
                                AgentlessCheck.of(entry),
                                message -> assertThat(message.text().display()).doesNotContain("of root"),
                                AgentlessListener.none());
            }
        },
        PASSWORDS(Flavor.OSSEC) {
            @Override
            void make(Ossec ossec) throws Exception {
                var list = PasswordList.at(ossec.home().root().resolve("agentless/.passlist"));
                list.add("u@h", Credentials.ofPassword("secret"));
                list.remove("u@h");
            }
        };

        private final Flavor flavor;

        Change(Flavor flavor) {
            this.flavor = flavor;
        }

        abstract void make(Ossec ossec) throws Exception;

        private static void addAndRemove(Ossec ossec) {
            for (Agent agent : ossec.agents().list()) {
                if (agent.name().equals("web")) {
                    ossec.agents().remove(agent.id());
                }
            }
            ossec.agents().add(NewAgent.of("web"));
        }
    }

    @BeforeEach
    void makeHomeOfNobody() throws Exception {
        assumeTrue(isRoot(), "only root can start a process of another user");
        home = Files.createDirectory(directory.resolve("home"));
        for (String name : List.of("etc", "agentless", "var/run", "queue/rids", "queue/diff/u@h->check")) {
            Files.createDirectories(home.resolve(name));
        }
        for (String name : List.of("syscheck", "rootcheck", "agent-info", "agentless")) {
            Files.createDirectories(home.resolve("queue").resolve(name));
        }
        Files.writeString(home.resolve("etc/client.keys"), "001 web any " + "5a".repeat(32) + "\n");
        Path script = Files.writeString(home.resolve("agentless/check"), "#!/bin/sh\ncat output\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        run("mkfifo", home.resolve("queue/pipe").toString());
        run("chown", "-R", NOBODY + ":" + NOBODY, home.resolve("queue").toString());
        makeVictims();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.isDirectory(Path.of("/proc/self"))
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    /** A file of root for each name that a link could have. */
    private void makeVictims() throws IOException {
        victims = Files.createDirectory(directory.resolve("victims"));
        for (String name : List.of(
                "agents-timestamp",
                "syscheck",
                ".syscheck.cpt",
                "(web) any->syscheck",
                "(web) any->syscheck-registry",
                ".(web) any->syscheck.cpt",
                "rootcheck",
                "(web) any->rootcheck",
                "web-any",
                "(check) u@h",
                "last-entry",
                "new-entry",
                ".lock",
                "content",
                "previous",
                "difference")) {
            Path victim = Files.writeString(victims.resolve(name), "of root: " + name);
            Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private Map<String, String> victims() throws IOException {
        var found = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(victims)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(
                        file.getFileName().toString(),
                        Files.getAttribute(file, "unix:uid") + " " + Files.getAttribute(file, "unix:mode") + " "
                                + Files.readString(file));
            }
        }
        return found;
    }

    private Process startNeighbor() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes/io/github/ossec4j/cli"));
        for (String name : List.of("Neighbor.class", "Neighbor$Attempt.class")) {
            try (InputStream in = HostileNeighborTest.class.getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(in), classes.resolve(name));
            }
        }
        var words =
                new ArrayList<String>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                directory.resolve("classes").toString(),
                Neighbor.class.getName(),
                home.resolve("queue").toString(),
                victims.toString()));
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no setpriv");
            throw e;
        }
    }

    @AfterEach
    void endNeighbor() {
        if (neighbor != null) {
            neighbor.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesOfRootStayAsTheyAre(Change change) throws Exception {
        Map<String, String> before = victims();
        Process process = startNeighbor();
        neighbor = process;
        try (BufferedReader said = process.inputReader()) {
            String first = said.readLine();
            assumeTrue("ready".equals(first), "another user cannot start this JVM here: " + first);
            Ossec ossec = Ossec.builder(home).flavor(change.flavor).open();
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                try {
                    change.make(ossec);
                } catch (OssecException | IOException | IllegalArgumentException e) {
                    // It may fail; what matters is what it does not do.
                }
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().close();
            assertThat(Long.parseLong(said.readLine())).as("exchanges").isPositive();
        }

        assertThat(victims()).isEqualTo(before);
    }
}
