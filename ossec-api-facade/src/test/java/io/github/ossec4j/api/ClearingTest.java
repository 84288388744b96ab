package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearingTest {
    private static final AgentId WEB = AgentId.of(1);
    private static final String WEB_FILES = "queue/syscheck/(web-01) 192.0.2.10->syscheck";
    private static final String WEB_REGISTRY = "queue/syscheck/(web-01) 192.0.2.10->syscheck-registry";
    private static final String WEB_MARKER = "queue/syscheck/.(web-01) 192.0.2.10->syscheck.cpt";
    private static final String WEB_POLICY = "queue/rootcheck/(web-01) 192.0.2.10->rootcheck";
    private static final String WINDOWS_FILES = "queue/syscheck/(win-01) any->syscheck";
    private static final String WINDOWS_REGISTRY = "queue/syscheck/(win-01) any->syscheck-registry";
    private static final String DEVICE_FILES = "queue/syscheck/(ssh_integrity_check_linux) root@192.0.2.30->syscheck";

    @TempDir
    Path directory;

    private Ossec ossec;
    private Map<String, String> expected = new TreeMap<>();

    @BeforeEach
    void open() throws IOException {
        ossec = Homes.open(Homes.full().writeTo(directory).root());
        expected = Homes.content(directory);
    }

    private void assertHomeIsAsExpected() throws IOException {
        assertThat(Homes.content(directory)).isEqualTo(expected);
    }

    @Test
    void clearingTheFilesOfAnAgentEmptiesBothDatabasesAndDeletesTheMarkers() throws IOException {
        assertThat(ossec.syscheck().clear(WEB)).isEqualTo(new Cleared(2, 1, false));

        expected.put(WEB_FILES, "");
        expected.put(WEB_REGISTRY, "");
        assertThat(expected.remove(WEB_MARKER)).isNotNull();
        assertHomeIsAsExpected();
    }

    /** Guards that a finished clearing is not a failure because something else cannot be read. */
    @Test
    void clearingSucceedsWhereTheDaemonsCannotBeSeen() throws IOException {
        Path list = directory.resolve("bin/.process_list");
        Files.deleteIfExists(list);
        Files.createDirectories(list);

        assertThat(ossec.syscheck().clear(WEB)).isEqualTo(new Cleared(2, 1, false));
    }

    @Test
    void clearingTheFilesOfTheManagerEmptiesItsDatabaseAndDeletesItsMarker() throws IOException {
        assertThat(ossec.syscheck().clear(AgentId.MANAGER)).isEqualTo(new Cleared(1, 1, false));

        expected.put("queue/syscheck/syscheck", "");
        expected.remove("queue/syscheck/.syscheck.cpt");
        assertHomeIsAsExpected();
    }

    @Test
    void clearingAllFilesEmptiesEveryDatabaseAndDeletesEveryMarker() throws IOException {
        assertThat(ossec.syscheck().clearAll()).isEqualTo(new Cleared(5, 2, false));

        for (String database :
                new String[] {WEB_FILES, WINDOWS_FILES, WINDOWS_REGISTRY, DEVICE_FILES, "queue/syscheck/syscheck"}) {
            assertThat(expected.put(database, "")).isNotEmpty();
        }
        expected.remove(WEB_MARKER);
        expected.remove("queue/syscheck/.syscheck.cpt");
        assertHomeIsAsExpected();
    }

    @Test
    void clearingThePolicyOfAnAgentEmptiesItsDatabase() throws IOException {
        assertThat(ossec.rootcheck().clear(WEB)).isEqualTo(new Cleared(1, 0, false));

        expected.put(WEB_POLICY, "");
        assertHomeIsAsExpected();
    }

    @Test
    void clearingThePolicyOfTheManagerEmptiesItsDatabaseIfThereIsOne() throws IOException {
        assertThat(ossec.rootcheck().clear(AgentId.MANAGER)).isEqualTo(new Cleared(1, 0, false));

        expected.put("queue/rootcheck/rootcheck", "");
        assertHomeIsAsExpected();
        Files.delete(directory.resolve("queue/rootcheck/rootcheck"));
        assertThat(ossec.rootcheck().clear(AgentId.MANAGER)).isEqualTo(new Cleared(0, 0, false));
    }

    @Test
    void clearingAllPoliciesEmptiesEveryDatabase() throws IOException {
        assertThat(ossec.rootcheck().clearAll()).isEqualTo(new Cleared(2, 0, false));

        expected.put(WEB_POLICY, "");
        expected.put("queue/rootcheck/rootcheck", "");
        assertHomeIsAsExpected();
    }

    @Test
    void linksAreNotFollowedAndDirectoriesLeftAlone() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "kept");
        Path databases = directory.resolve("queue/syscheck");
        Files.createSymbolicLink(databases.resolve("link->syscheck"), outside);
        Files.createSymbolicLink(databases.resolve(".link"), outside);
        Files.createDirectory(databases.resolve("sub"));
        Files.writeString(databases.resolve("sub/file"), "kept");
        Files.createDirectory(databases.resolve(".sub"));

        ossec.syscheck().clearAll();

        assertThat(outside).hasContent("kept");
        assertThat(databases.resolve("link->syscheck")).isSymbolicLink();
        assertThat(databases.resolve(".link")).isSymbolicLink();
        assertThat(databases.resolve("sub/file")).hasContent("kept");
        assertThat(databases.resolve(".sub")).isDirectory();
    }

    @Test
    void aDatabaseThatIsALinkIsNotEmptiedThroughIt() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "kept");
        Path database = directory.resolve(WEB_FILES);
        Files.delete(database);
        Files.createSymbolicLink(database, outside);

        assertThatThrownBy(() -> ossec.syscheck().clear(WEB))
                .isInstanceOfSatisfying(
                        ReadFailedException.class, e -> assertThat(e.file()).isEqualTo(database))
                .hasMessage(database + ": cannot be read or changed: is a symbolic link, and none is followed here");

        assertThat(outside).hasContent("kept");
        assertThat(directory.resolve(WEB_MARKER)).doesNotExist();
        assertThat(directory.resolve(WEB_REGISTRY)).isEmptyFile();
    }

    @Test
    void anAgentWhoseNameWouldLeadOutHasNothingToClear() throws IOException {
        Files.writeString(directory.resolve("etc/client.keys"), "001 ../../etc/x any 5a\n");
        Files.writeString(directory.resolve("etc/x) any->syscheck"), "kept");
        expected = Homes.content(directory);

        assertThat(ossec.syscheck().clear(WEB)).isEqualTo(new Cleared(0, 0, false));
        assertThat(ossec.rootcheck().clear(WEB)).isEqualTo(new Cleared(0, 0, false));
        Homes.get(ossec, "/agents/001");
        assertHomeIsAsExpected();

        ossec.agents().remove(WEB);
        expected.put("etc/client.keys", Homes.content(directory).get("etc/client.keys"));
        expected.put("etc/.client.keys.lock", "");
        assertHomeIsAsExpected();
    }

    @Test
    void theIndexOfARunningDaemonOfOssec4IsWarnedOf() throws IOException {
        Files.writeString(directory.resolve("var/run/ossec-analysisd.state"), "");

        assertThat(ossec.syscheck().clear(WEB).daemonKeepsIndex()).isTrue();
        assertThat(ossec.rootcheck().clearAll().daemonKeepsIndex()).isTrue();
        Ossec stopped = Homes.builder(directory)
                .processes(pid -> java.util.Optional.empty())
                .open();
        assertThat(stopped.syscheck().clear(WEB).daemonKeepsIndex()).isFalse();
    }

    @Test
    void theEndpointsClearTheSameFiles() throws IOException {
        OssecHome other = Homes.full().writeTo(Files.createTempDirectory(directory, "other"));
        Ossec served = Homes.open(other.root());
        var api = io.github.ossec4j.api.rest.RestApi.over(served);

        for (String path : new String[] {"/syscheck/001", "/syscheck/000", "/rootcheck/001", "/rootcheck/000"}) {
            assertThat(api.handle(io.github.ossec4j.api.rest.RestRequest.of("DELETE", path))
                            .status())
                    .isEqualTo(200);
        }
        ossec.syscheck().clear(WEB);
        ossec.syscheck().clear(AgentId.MANAGER);
        ossec.rootcheck().clear(WEB);
        ossec.rootcheck().clear(AgentId.MANAGER);

        assertThat(Homes.content(other.root().resolve("queue"))).isEqualTo(Homes.content(directory.resolve("queue")));
        assertThat(ossec.home().syscheck("web-01", AgentAddress.of("192.0.2.10")))
                .isPresent();
    }
}
