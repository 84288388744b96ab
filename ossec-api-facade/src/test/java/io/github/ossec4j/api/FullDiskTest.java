package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home on a disk, in memory, on which there is room for no byte and no file; only root can mount one. */
class FullDiskTest {
    @TempDir
    Path directory;

    private Path disk = Path.of("");

    @BeforeEach
    void fill() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        if (!succeeds("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=200", "tmpfs", disk.toString())) {
            abort("this user cannot mount a small disk");
        }
        OssecHomeFixture.builder(Homes.NOW)
                .agent("web", agent -> agent.syscheck(files -> files.baseline("/etc/hosts")))
                .agent("db", agent -> agent.neverConnected())
                .writeTo(disk.resolve("home"));
        fill("full-", new byte[4096]);
        fill("none-", new byte[0]);
    }

    private void fill(String name, byte[] content) throws IOException {
        for (int i = 0; i < 1000; i++) {
            try {
                Files.write(disk.resolve(name + i), content);
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("the disk is not full");
    }

    @AfterEach
    void unmount() throws Exception {
        succeeds("umount", disk.toString());
    }

    private static boolean succeeds(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    @Test
    void addingRemovingAndClearingAreError71AndChangeNothing() throws IOException {
        Path home = disk.resolve("home");
        RestApi api = RestApi.over(Homes.open(home));
        SortedMap<String, String> before = Homes.content(home);
        for (RestRequest request : new RestRequest[] {
            RestRequest.of("PUT", "/agents/new"),
            RestRequest.builder("POST", "/agents")
                    .body("application/json", "{\"name\":\"new\"}")
                    .build(),
            RestRequest.of("DELETE", "/agents/001"),
            RestRequest.of("DELETE", "/syscheck/002"),
            RestRequest.of("DELETE", "/rootcheck/002")
        }) {
            assertThat(api.handle(request).body())
                    .as(request.toString())
                    .startsWith("{\"error\":71,")
                    .contains("No space left on device");
        }
        assertThat(Homes.content(home)).isEqualTo(before);
    }
}
