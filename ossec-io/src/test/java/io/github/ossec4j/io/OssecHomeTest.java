package io.github.ossec4j.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OssecHomeTest {
    @TempDir
    Path directory;

    @Test
    void filesOfAnAgentAreNamedByNameAndAddressWithoutMask() {
        OssecHome home = OssecHome.at(directory);
        AgentAddress network = AgentAddress.of("192.0.2.0/24");

        assertThat(home.agentInfo("web-01", network)).contains(directory.resolve("queue/agent-info/web-01-192.0.2.0"));
        assertThat(home.syscheck("web-01", network))
                .contains(directory.resolve("queue/syscheck/(web-01) 192.0.2.0->syscheck"));
        assertThat(home.syscheckRegistry("w", AgentAddress.ANY))
                .contains(directory.resolve("queue/syscheck/(w) any->syscheck-registry"));
        assertThat(home.rootcheck("db6", AgentAddress.of("2001:db8::15")))
                .contains(directory.resolve("queue/rootcheck/(db6) 2001:db8::15->rootcheck"));
        assertThat(home.maintenance("w", AgentAddress.ANY))
                .contains(directory.resolve("queue/syscheck/.(w) any.maint"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/b", "/", "a\\b", "nul\0"})
    void namesThatLeadOutOfTheDirectoryGiveNoPath(String name) {
        OssecHome home = OssecHome.at(directory);

        assertThat(home.agentInfo(name, AgentAddress.ANY)).isEmpty();
        assertThat(home.syscheck(name, AgentAddress.ANY)).isEmpty();
        assertThat(home.syscheckRegistry(name, AgentAddress.ANY)).isEmpty();
        assertThat(home.rootcheck(name, AgentAddress.ANY)).isEmpty();
        assertThat(home.maintenance(name, AgentAddress.ANY)).isEmpty();
        assertThat(home.agentInfo("x", AgentAddress.of("..\\" + name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "%2e%2e%2fx", "a b", "x?y#z", "\u00fcml\u00e4ut", "new\nline", "\udce9"})
    void everyOtherNameStaysInItsDirectory(String name) {
        OssecHome home = OssecHome.at(directory);

        assertThat(home.agentInfo(name, AgentAddress.ANY).orElseThrow().getParent())
                .isEqualTo(home.agentInfoDirectory());
        assertThat(home.syscheck(name, AgentAddress.ANY)
                        .orElseThrow()
                        .normalize()
                        .getParent())
                .isEqualTo(home.syscheckDirectory());
    }

    @Test
    void nameThatAZipFileSystemCannotWriteGivesNoPath() throws IOException {
        try (FileSystem zip = zip()) {
            assertThat(OssecHome.at(zip.getPath("/")).syscheck("caf\udce9", AgentAddress.ANY))
                    .isEmpty();
        }
    }

    @Test
    void homeInAZipFileOrInMemoryIsReadLikeOneOnDisk() throws IOException {
        try (FileSystem zip = zip();
                FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            for (Path root : List.of(zip.getPath("/ossec"), memory.getPath("/var/ossec"), directory.resolve("home"))) {
                OssecHome home = OssecHome.at(root);
                Files.createDirectories(root.resolve("etc"));
                Files.createDirectories(home.agentInfoDirectory());
                Files.writeString(home.clientKeys(), "001 m\u00fcller any k\n");
                ClientKey key = ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.failing())
                        .keys()
                        .get(0);
                Path info = home.agentInfo(key.name(), key.address()).orElseThrow();
                Files.writeString(info, "Linux - v\n");

                assertThat(AgentInfoFile.read(info)).isPresent();
            }
        }
    }

    @Test
    void fileNamesAreBytesWhateverTheCharsetOfTheJvm() throws IOException, InterruptedException {
        OssecHome home = OssecHome.at(directory);
        Files.createDirectories(home.agentInfoDirectory());
        Files.createDirectories(directory.resolve("etc"));
        Files.write(
                home.clientKeys(),
                "001 caf\u00e9 any k\n002 m\u00c3\u00bcller any k\n003 plain any k\n".getBytes(ISO_8859_1));
        for (ClientKey key : ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.failing())
                .keys()) {
            Files.writeString(home.agentInfo(key.name(), key.address()).orElseThrow(), "Linux - v\n");
        }

        for (String locale : List.of("C", "C.UTF-8")) {
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    KeepAlives.class.getName(),
                    directory.toString());
            builder.environment().put("LC_ALL", locale);
            builder.environment().put("LANG", locale);
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(output).as("output under %s", locale).contains("keep-alives: 3");
        }
    }

    /** Run in a JVM of another locale: counts the agents whose keep-alive is found. */
    static final class KeepAlives {
        private KeepAlives() {}

        public static void main(String[] arguments) throws IOException {
            OssecHome home = OssecHome.at(Path.of(arguments[0]));
            int found = 0;
            for (ClientKey key : ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.failing())
                    .keys()) {
                found += AgentInfoFile.read(home.agentInfo(key.name(), key.address())
                                        .orElseThrow())
                                .isPresent()
                        ? 1
                        : 0;
            }
            System.out.println("keep-alives: " + found);
        }
    }

    @Test
    void losslessNamesGiveTheBytesOfTheFileName() throws IOException {
        OssecHome home = OssecHome.at(directory);
        Files.createDirectories(home.agentInfoDirectory());
        var name = RawText.of("caf\u00e9".getBytes(ISO_8859_1));

        Path path = home.agentInfo(name.lossless(), AgentAddress.ANY).orElseThrow();

        assertThat(path.toUri().getRawPath()).endsWith("/caf%E9-any");
    }

    private FileSystem zip() throws IOException {
        return FileSystems.newFileSystem(
                URI.create("jar:" + directory.resolve("home.zip").toUri()), Map.of("create", "true"));
    }
}
