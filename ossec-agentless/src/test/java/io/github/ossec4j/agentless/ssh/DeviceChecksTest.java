package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceChecksTest extends SshTestBase {
    private static final Credentials ENABLE = LOGIN.withAdditional("en4ble");

    private static final String CONFIG = "hostname fw\r\nbanner motd fw# is not a prompt\r\nfw#\r\n end of banner\r\n";

    @Test
    void aPixGivesItsConfigurationWithoutDialogueAndVolatileLines() throws Exception {
        try (var server = TestServer.withTerminal(cisco("fw", ": Saved by #1 >\r\nwelcome\r\n"))) {
            assertThat(run(server, SshCheckType.PIX_DIFF, ENABLE, "show clock").all())
                    .containsExactly(
                            "INFO: Started.",
                            "INFO: enable accepted.",
                            "INFO: Starting.",
                            "STORE: now",
                            "|Version 8.0",
                            "|hostname fw",
                            "|banner motd fw# is not a prompt",
                            "|fw#",
                            "| end of banner",
                            "|10:00",
                            "INFO: Finished.");
        }
    }

    @Test
    void twoRunsStoreTheSame() throws Exception {
        try (var server = TestServer.withTerminal(cisco("fw/pri/act", ""))) {
            assertThat(run(server, SshCheckType.ASA_FWSM_DIFF, ENABLE).all())
                    .isEqualTo(run(server, SshCheckType.ASA_FWSM_DIFF, ENABLE).all())
                    .contains("|Version 8.0");
        }
    }

    @Test
    void pagesAreTurnedWhereADeviceInsistsOnThem() throws Exception {
        TestServer.Dialogue pages = terminal -> {
            terminal.print("\r\nRouter#");
            while (true) {
                String line = terminal.readLine(true);
                if (line.equals("show running-config")) {
                    terminal.print("one\r\n --More-- ");
                    terminal.readKey();
                    terminal.print("\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\btwo\r\n<--- More --->");
                    terminal.readKey();
                    terminal.print("\r              \rthree\r\nntp clock-period 17180000\r\n");
                }
                terminal.print("Router#");
            }
        };
        try (var server = TestServer.withTerminal(pages)) {
            assertThat(run(server, SshCheckType.IOS_DIFF, LOGIN).startingWith("|"))
                    .containsExactly("|one", "|two", "|three");
        }
    }

    @Test
    void aDeviceThatStartsEnabledNeedsNoPassword() throws Exception {
        try (var server = TestServer.withTerminal(terminal -> {
            terminal.print("SSH@core#");
            while (true) {
                String line = terminal.readLine(true);
                terminal.print(line.startsWith("show") ? "vlan 1\r\nSystem uptime 3 days\r\nSSH@core#" : "SSH@core#");
            }
        })) {
            assertThat(run(server, SshCheckType.IOS_DIFF, LOGIN).startingWith("|"))
                    .contains("|vlan 1");
            assertThat(run(server, SshCheckType.FOUNDRY_DIFF, LOGIN).startingWith("|"))
                    .containsExactly("|vlan 1");
        }
    }

    @Test
    void aFoundryWithoutAdditionalPasswordIsReadAsItIs() throws Exception {
        try (var server = TestServer.withTerminal(cisco("SSH@edge", ""))) {
            assertThat(run(server, SshCheckType.FOUNDRY_DIFF, LOGIN).all())
                    .doesNotContain("INFO: enable accepted.")
                    .contains("|hostname fw");
            assertThat(run(server, SshCheckType.FOUNDRY_DIFF, ENABLE).all()).contains("INFO: enable accepted.");
        }
    }

    @Test
    void theTerminalMayAskForTheLoginAgain() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print("Username: ");
            String user = terminal.readLine(true);
            terminal.print("Password: ");
            String password = terminal.readLine(false);
            if (!user.equals("root") || !password.equals(TestServer.PASSWORD)) {
                return;
            }
            cisco("fw", "").talk(terminal);
        };
        try (var server = TestServer.withTerminal(device)) {
            assertThat(run(server, SshCheckType.PIX_DIFF, ENABLE).all()).contains("|Version 8.0");
        }
    }

    @Test
    void aRefusedEnableIsAnErrorWithoutThePassword() throws Exception {
        try (var server = TestServer.withTerminal(cisco("fw", ""))) {
            SshCheckException failure =
                    failure(options(server), check(server, SshCheckType.PIX_DIFF), LOGIN.withAdditional("wr0ng"));
            assertThat(failure.failure()).isEqualTo(SshFailure.ELEVATION);
            assertThat(failure).hasMessageStartingWith("root@127.0.0.1: ").hasMessageNotContaining("wr0ng");
            assertThat(failure(options(server), check(server, SshCheckType.PIX_DIFF), LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.NO_CREDENTIALS);
        }
    }

    @Test
    void aDeviceThatEchoesThePasswordDoesNotGetItIntoTheMessage() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print("fw> ");
            while (true) {
                String line = terminal.readLine(true);
                if (line.equals("enable")) {
                    terminal.print("Password: ");
                    terminal.print("no: " + terminal.readLine(true) + "\r\n");
                }
                terminal.print("fw> ");
            }
        };
        try (var server = TestServer.withTerminal(device)) {
            assertThat(failure(options(server), check(server, SshCheckType.ASA_FWSM_DIFF), ENABLE))
                    .hasMessageContaining("no: [hidden]")
                    .hasMessageNotContaining("en4ble");
        }
    }

    @Test
    void anUnexpectedQuestionIsAnErrorThatShowsIt() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print("fw# ");
            while (true) {
                String line = terminal.readLine(true);
                terminal.print(line.equals("reload") ? "Proceed with reload? [confirm]" : "fw# ");
            }
        };
        try (var server = TestServer.withTerminal(device)) {
            assertThat(failure(options(server), check(server, SshCheckType.PIX_DIFF, "reload"), LOGIN))
                    .hasMessageContaining("Proceed with reload? [confirm]")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.UNEXPECTED_ANSWER);
        }
    }

    @Test
    void aPromptThatChangesEachTimeIsAnError() throws Exception {
        TestServer.Dialogue device = terminal -> {
            for (int i = 0; ; i++) {
                terminal.print("fw" + i + "# ");
                terminal.readLine(true);
            }
        };
        try (var server = TestServer.withTerminal(device)) {
            assertThat(failure(options(server), check(server, SshCheckType.PIX_DIFF), LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.UNEXPECTED_ANSWER);
        }
    }

    @Test
    void aDeviceWithoutAPromptIsATimeOut() throws Exception {
        try (var server = TestServer.withTerminal(terminal -> {
            terminal.print("Maintenance, come back later\r\n");
            terminal.readKey();
        })) {
            var options = options(server).promptTimeout(Duration.ofMillis(500));
            assertThat(failure(options, check(server, SshCheckType.PIX_DIFF), LOGIN))
                    .hasMessageContaining("come back later")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void aDeviceThatNeverStopsTalkingIsAnError() throws Exception {
        try (var server = TestServer.withTerminal(terminal -> {
            while (true) {
                terminal.print("noise ".repeat(1000) + "\r\nfw# ");
            }
        })) {
            var options = options(server).maxOutputBytes(100_000);
            assertThat(failure(options, check(server, SshCheckType.PIX_DIFF), LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.TOO_MUCH_OUTPUT);
        }
    }

    @Test
    void aDeviceThatHangsInTheMiddleIsATimeOut() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print("fw# ");
            while (true) {
                String line = terminal.readLine(true);
                if (line.equals("show running-config")) {
                    terminal.print("half of ");
                    terminal.readKey();
                }
                terminal.print("fw# ");
            }
        };
        try (var server = TestServer.withTerminal(device)) {
            var options = options(server).idleTimeout(Duration.ofMillis(500));
            assertThat(failure(options, check(server, SshCheckType.PIX_DIFF), LOGIN))
                    .hasMessageContaining("show running-config")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void promptAndVolatileLinesAreOptions() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print("[admin@gw] % ");
            while (true) {
                String line = terminal.readLine(true);
                if (line.equals("show running-config")) {
                    terminal.print("kept\r\ncounter 17\r\n");
                }
                terminal.print("[admin@gw] % ");
            }
        };
        try (var server = TestServer.withTerminal(device)) {
            var options = options(server)
                    .devicePrompt(Pattern.compile("\\[.*] % ?"))
                    .volatileLines(List.of(Pattern.compile("^counter ")));
            assertThat(run(options, check(server, SshCheckType.FOUNDRY_DIFF), LOGIN)
                            .startingWith("|"))
                    .containsExactly("|kept");
        }
    }

    @Test
    void textBeyondAsciiIsRecognizedInBothUsualEncodings() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print(Latin1.of("b\u00fcro> "));
            while (true) {
                String line = terminal.readLine(true);
                if (line.startsWith("show int")) {
                    terminal.print(
                            Latin1.of("kept \u00fc\r\nz\u00e4hler 17\r\n") + "z\u00e4hler 18\r\nkept \u00e4\r\n");
                }
                terminal.print(Latin1.of("b\u00fcro> "));
            }
        };
        try (var server = TestServer.withTerminal(device)) {
            var options = options(server)
                    .devicePrompt(Pattern.compile("b\u00fcro> ?"))
                    .volatileLines(List.of(Pattern.compile("^z\u00e4hler \\d+$")));
            assertThat(run(options, check(server, SshCheckType.FOUNDRY_DIFF, "show int k\u00fcche"), LOGIN)
                            .startingWith("|"))
                    .containsExactly("|kept \u00fc", "|kept \uDCE4");
        }
    }

    @Test
    void whatADeviceSaysStandsReadableInMessages() throws Exception {
        TestServer.Dialogue device = terminal -> {
            terminal.print(Latin1.of("\u00c4nderung speichern? [confirm]"));
            terminal.readKey();
        };
        try (var server = TestServer.withTerminal(device)) {
            assertThat(failure(options(server), check(server, SshCheckType.FOUNDRY_DIFF), LOGIN))
                    .hasMessageEndingWith("\"\u00c4nderung speichern? [confirm]\"");
        }
    }

    private static SshCheck check(TestServer server, SshCheckType type, String... commands) {
        return new SshCheck(type, server.target(), List.of(commands));
    }

    /** A device with two levels; {@code enable} wants {@code en4ble}, three times. */
    private static TestServer.Dialogue cisco(String name, String banner) {
        return terminal -> {
            terminal.print(banner + name + "> ");
            boolean enabled = false;
            while (true) {
                String line = terminal.readLine(true);
                switch (line) {
                    case "" -> {}
                    case "enable" -> enabled = enable(terminal);
                    case "show version" ->
                        terminal.print("Version 8.0\r\n" + name + " up 3 days\r\nConfiguration last modified by x\r\n");
                    case "show running-config" -> terminal.print(CONFIG);
                    case "show clock" -> terminal.print("10:00\r\n");
                    case "exit" -> {
                        return;
                    }
                    default -> terminal.print("ERROR: % Invalid input detected\r\n");
                }
                terminal.print(name + (enabled ? "# " : "> "));
            }
        };
    }

    private static boolean enable(TestServer.Terminal terminal) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            terminal.print("Password: ");
            if (terminal.readLine(false).equals("en4ble")) {
                return true;
            }
            terminal.print("Invalid password\r\n");
        }
        return false;
    }
}
