package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets, words and terminal output: text in, text out. */
class TextTest {
    @ParameterizedTest
    @CsvSource({
        "root@192.0.2.7, NONE, root, 192.0.2.7",
        "use_su root@h, SU, root, h",
        "use_sudo adm@h, SUDO, adm, h",
        "a@b@h, NONE, a@b, h",
        "root@[2001:db8::1], NONE, root, 2001:db8::1",
        "root@2001:db8::1, NONE, root, 2001:db8::1",
        "use_su@h, NONE, use_su, h",
    })
    void hostTextIsReadAsConfigured(String text, Elevation elevation, String user, String address) {
        SshTarget target = SshTarget.parse(text);
        assertThat(List.of(target.elevation(), target.user(), target.address(), target.port()))
                .containsExactly(elevation, user, address, 22);
    }

    @Test
    void aHostWithoutUserMeansTheUserOfThisProcess() {
        assertThat(SshTarget.parse("h").user()).isEqualTo(System.getProperty("user.name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root@", "@h", "root@h x", "use_su  root@h", "a\n@h"})
    void hostTextThatNamesNoHostIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SshTarget.parse(text));
    }

    @Test
    void portsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshTarget.parse("h").withPort(0));
    }

    @Test
    void deviceChecksKnowNoElevation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshCheck.ofCommands(SshCheckType.PIX_DIFF, SshTarget.parse("use_su h"), ""));
    }

    @Test
    void eachLineThatIsNotBlankIsACommand() {
        SshTarget target = SshTarget.parse("h");
        assertThat(SshCheck.ofCommands(SshCheckType.GENERIC_DIFF, target, "\n ls -l 'a b'; id\n\n  w | sort\n")
                        .arguments())
                .containsExactly("ls -l 'a b'; id", "w | sort");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshCheck.ofCommands(SshCheckType.GENERIC_DIFF, target, " "));
    }

    private static List<String> words(String arguments) {
        AgentlessEntry entry =
                AgentlessEntry.builder("t", "h").arguments(arguments).build();
        return AgentlessCheck.of(entry).arguments();
    }

    /** Any words, quoted, are read back by us and by a real shell. */
    @Test
    void quotingIsUndoneByAShell() throws IOException, InterruptedException {
        long seed = 4711;
        var random = new Random(seed);
        var words = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            var word = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                word.append(" '\"\\$`!*?;&|<>()\n\t#~ab\u00e4".charAt(random.nextInt(23)));
            }
            words.add(word.toString());
        }
        var line = new StringBuilder();
        words.forEach(word -> line.append(' ').append(ShellWords.quote(word)));
        assertThat(words(line.toString())).as("seed " + seed).isEqualTo(words);

        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0'" + line).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(printed).as("seed " + seed).isEqualTo(String.join("\0", words) + "\0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "plain\\r; plain",
                "--More--\\b\\b\\b\\b\\b\\b\\b\\b        \\rnext; next",
                "old text\\rnew\\e[K; new",
                "\\e[1mbold\\e[0m; bold",
                "over\\rOV; OVer",
                "cut \\e[; cut",
                "nul\\0bell\\a; nulbell",
            })
    void terminalTextIsWhatOneWouldSee(String sent, String seen) {
        String raw = sent.replace("\\r", "\r")
                .replace("\\b", "\b")
                .replace("\\e", "\u001b")
                .replace("\\0", "\0")
                .replace("\\a", "\u0007");
        assertThat(TerminalText.lines(raw + "\nlast")).containsExactly(seen, "last");
    }

    @Test
    void messagesAreOneLine() {
        assertThat(new SshCheckException(SshFailure.CONNECT, "h", "a\nERROR: b\u001b[2J"))
                .hasMessage("h: a ERROR: b [2J");
    }
}
