package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of passwords, and the keys of known hosts. */
class SecretsFuzzTest {
    private static final byte[] RAW_KEY =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final String KEY = Base64.getEncoder()
            .encodeToString(concat(HexFormat.of().parseHex("0000000b7373682d6564323535313900000020"), RAW_KEY));

    static Stream<Arguments> passwords() {
        return Input.texts(
                "",
                "root@web|secret|\nadmin@fw|NOPASS|enable\n",
                "a@b|p|q|r\n#x\n\u00e9@h|\u00fc|\nc@d|x|\r\n",
                "no bar\none|bar\n||\n");
    }

    static Stream<Arguments> knownHosts() {
        return Input.texts(
                "",
                "web ssh-ed25519 " + KEY + "\n",
                "other,web ssh-ed25519 " + KEY + " comment\n# remark\n",
                "@revoked web ssh-ed25519 " + KEY + "\n",
                "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-ed25519 " + KEY + "\n",
                "!web,* ssh-ed25519 " + KEY + "\n",
                "web ssh-rsa AAAA\nweb\nweb ssh-ed25519 !!!\n");
    }

    @MethodSource("passwords")
    @Fuzzed
    void passwords(byte[] content) throws IOException {
        Path file = Input.file("passlist", content);
        PasswordList list = PasswordList.at(file);
        Map<String, Credentials> entries = list.entries();
        assertThat(list.hosts()).containsExactlyElementsOf(entries.keySet());
        for (Map.Entry<String, Credentials> entry : entries.entrySet()) {
            assertSame(list.credentials(entry.getKey()).orElseThrow(), entry.getValue());
        }
        if (list.credentials("new@host").isEmpty() && !Input.text(content).contains("new@host")) {
            list.add("new@host", Credentials.ofPassword("pa|ss"));
            assertSame(list.credentials("new@host").orElseThrow(), Credentials.ofPassword("pa|ss"));
            assertThat(list.remove("new@host")).isTrue();
            String rest = Input.text(Files.readAllBytes(file));
            String before = Input.text(content);
            assertThat(rest).isIn(before, before + "\n");
        }
    }

    private static void assertSame(Credentials one, Credentials other) {
        assertThat(one.password()).isEqualTo(other.password());
        assertThat(one.additional().orElse("")).isEqualTo(other.additional().orElse(""));
        assertThat(one.toString()).doesNotContain("pa|ss");
    }

    @MethodSource("knownHosts")
    @Fuzzed
    void knownHosts(byte[] content) throws Exception {
        Path file = Input.file("known_hosts", content);
        HostKeys keys;
        try {
            keys = HostKeys.read(
                    SshOptions.builder()
                            .knownHosts(file)
                            .hostKeyPolicy(HostKeyPolicy.KNOWN_ONLY)
                            .build(),
                    SshTarget.parse("root@web"));
        } catch (IOException e) {
            return;
        }
        if (keys.verify("web", 22, key())) {
            assertThat(Input.text(content).replaceAll("[^A-Za-z0-9+/]", ""))
                    .as("a key that was accepted")
                    .contains(KEY.replaceAll("=", ""));
        }
    }

    private static PublicKey key() throws Exception {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(concat(prefix, RAW_KEY)));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
