package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ossec4j.agentless.ssh.KnownHost.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of {@code known_hosts} matched to names, and beside OpenSSH's own program where it is installed. */
@SuppressWarnings({"BadImport", "StringSplitter"}) // short names and lines without empty ends read best here
class KnownHostTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "host; 22; host; true",
                "HOST; 22; host; true",
                "host; 22; Host; true",
                "host; 22; host2; false",
                "host; 22; other,host; true",
                "host; 22; *; true",
                "host; 22; h?st; true",
                "host; 22; h?t; false",
                "host; 22; *st,!host; false",
                "host; 22; !host,*; false",
                "host; 22; !other,*; true",
                "host; 22; !other; false",
                "host; 22; !h*,host; false",
                "a.b; 22; a?b; true",
                "a.b; 22; a.*; true",
                "axb; 22; a.b; false",
                "host; 2222; [host]:2222; true",
                "host; 2222; [host]:2223; false",
                "host; 2222; [*]:2222; true",
                "host; 2222; *; true",
                "host; 2222; ![host]:2222,*; true", // OpenSSH looks for the name without its port then
                "host; 22; [host]:22; false",
                "2001:db8::1; 22; 2001:db8::*; true",
                "2001:db8::1; 2222; [2001:db8::1]:2222; true",
            })
    void patternsMatchAsInOpenSsh(String address, int port, String patterns, boolean matches) {
        KnownHost found = KnownHost.find(line(patterns, 1), address, port);
        assertThat(Stream.of(found.keys(), found.keysWithoutPort())
                        .flatMap(List::stream)
                        .toList())
                .hasSize(matches ? 1 : 0);
    }

    @Test
    void aMarkedLineIsNoPlainKey() {
        KnownHost found = KnownHost.find(
                "@cert-authority " + line("*", 1) + "@revoked " + line("*", 2) + "@unknown " + line("*", 3)
                        + line("*", 4),
                "host",
                22);
        assertThat(found.authorities()).containsExactly(key(1));
        assertThat(found.revoked()).containsExactly(key(2));
        assertThat(found.keys()).containsExactly(key(4));
    }

    @Test
    void aKeyWithoutPortIsKeptApart() {
        KnownHost found = KnownHost.find(line("[host]:2222", 1) + line("host", 2), "host", 2222);
        assertThat(found.keys()).containsExactly(key(1));
        assertThat(found.keysWithoutPort()).containsExactly(key(2));
    }

    @Test
    void linesThatAreNotUnderstoodDoNotCount() {
        String good = line("host", 1);
        String base64 = good.split(" ")[2].strip();
        assertThat(KnownHost.find(
                                String.join(
                                        "\n",
                                        "host",
                                        "host ssh-ed25519",
                                        "host ssh-rsa " + base64, // says something else than the key itself
                                        "host ssh-ed25519 " + base64.substring(1),
                                        "host ssh-ed25519 AAAA",
                                        "host ssh-ed25519 f////w==",
                                        "host ssh-ed25519 /////w==",
                                        "|1|only ssh-ed25519 " + base64,
                                        "|1||  ssh-ed25519 " + base64,
                                        "|1|AAAA|%%% ssh-ed25519 " + base64,
                                        "@revoked host ssh-ed25519",
                                        "@ ",
                                        "# " + good,
                                        " \t" + good.strip() + "  a comment\r"),
                                "host",
                                22)
                        .keys())
                .containsExactly(key(1));
    }

    @Test
    void aPatternOfManyStarsIsDoneInTime() {
        assertThat(KnownHost.matchesPattern("a".repeat(2000), "*a".repeat(500) + "b"))
                .isFalse();
    }

    /** Which lines match, by the word of {@code ssh-keygen -F}. */
    @Test
    void randomPatternsMatchWhatOpenSshMatches() throws Exception {
        long seed = 20_240_607;
        var random = new Random(seed);
        var patterns = new ArrayList<String>();
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            var parts = new ArrayList<String>();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                var part = new StringBuilder(random.nextInt(4) == 0 ? "!" : "");
                for (int length = 1 + random.nextInt(5); length > 0; length--) {
                    part.append("ab.A*?*".charAt(random.nextInt(7)));
                }
                parts.add(random.nextInt(6) == 0 ? "[" + part + "]:2222" : part.toString());
            }
            patterns.add(String.join(",", parts));
            text.append(line(patterns.get(i), i));
        }
        Path file = Files.writeString(directory.resolve("known_hosts"), text);
        for (String host : List.of("a", "b", "ab", "aab", "a.b", "ab.a", "a.b.a")) {
            for (int port : new int[] {22, 2222}) {
                String name = KnownHost.name(host, port);
                List<String> theirs = keygen(file, name);
                List<Key> ours = KnownHost.find(text.toString(), host, port).keys();
                assertThat(ours.stream()
                                .map(key -> Base64.getEncoder()
                                        .encodeToString(key.blob().array()))
                                .toList())
                        .as("seed %d, %s", seed, name)
                        .isEqualTo(theirs);
            }
        }
    }

    @Test
    void hashedNamesMatchWhatOpenSshHashed() throws Exception {
        Path file = Files.writeString(
                directory.resolve("known_hosts"), line("host", 1) + line("[host]:2222", 2) + line("192.0.2.7", 3));
        keygen(file, "-H");
        String text = Files.readString(file);
        assertThat(text).doesNotContain("host").contains("|1|");
        assertThat(KnownHost.find(text, "host", 22).keys()).containsExactly(key(1));
        assertThat(KnownHost.find(text, "Host", 2222).keys()).containsExactly(key(2));
        assertThat(KnownHost.find(text, "Host", 2222).keysWithoutPort()).containsExactly(key(1));
        assertThat(KnownHost.find(text, "192.0.2.7", 22).keys()).containsExactly(key(3));
        assertThat(KnownHost.find(text, "192.0.2.8", 22).keys()).isEmpty();
    }

    /** The keys that it finds for a name; with {@code -H} it hashes the names instead. */
    private static List<String> keygen(Path file, String name) throws IOException, InterruptedException {
        Process process;
        try {
            process = (name.equals("-H")
                            ? new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", file.toString())
                            : new ProcessBuilder("ssh-keygen", "-F", name, "-f", file.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeThat(e).as("no ssh-keygen on this machine").isNull();
            throw e;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines()
                .filter(line -> !line.startsWith("#") && !name.equals("-H"))
                .map(line -> line.split(" ")[2])
                .toList();
    }

    private static String line(String patterns, int number) {
        return patterns + " ssh-ed25519 "
                + Base64.getEncoder().encodeToString(key(number).blob().array()) + "\n";
    }

    private static Key key(int number) {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer blob = ByteBuffer.allocate(8 + type.length + 32);
        blob.putInt(type.length).put(type).putInt(32).putInt(number);
        return Key.of(blob.array()).orElseThrow();
    }
}
