package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration of a device: enable, paging off, version and configuration, the user's commands. */
final class DeviceCheck {
    private final SshCheck check;
    private final SshOptions options;
    private final Credentials credentials;
    private final DeviceDialogue dialogue;
    private final CheckOutput output;
    private final Habits habits;

    DeviceCheck(
            DeviceDialogue dialogue, SshCheck check, SshOptions options, Credentials credentials, CheckOutput output) {
        this.dialogue = dialogue;
        this.check = check;
        this.options = options;
        this.credentials = credentials;
        this.output = output;
        this.habits = Habits.of(check.type());
    }

    void run() throws IOException {
        logIn();
        String prompt = dialogue.learnPrompt();
        info("Started.");
        if (!prompt.endsWith("#")) {
            enable();
        }
        for (String command : habits.pagingOff) {
            dialogue.command(command); // devices report unknown commands, which does no harm
        }
        info("Starting.");
        output.line(RawText.of("STORE: now"));
        var commands = new ArrayList<>(habits.commands);
        commands.addAll(check.arguments());
        var stored = new StoredText(output, host(), options, habits.volatileLines);
        for (String command : commands) {
            for (String line : dialogue.command(command)) {
                stored.line(RawText.of(line.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        info("Finished.");
        dialogue.type("exit");
    }

    /** Some devices ask again in the terminal. Each question is answered once. */
    private void logIn() throws IOException {
        boolean userGiven = false;
        boolean passwordGiven = false;
        while (true) {
            switch (dialogue.awaitQuestion("the wait for the first prompt")) {
                case USER -> {
                    if (userGiven) {
                        throw refusedLogin();
                    }
                    userGiven = true;
                    dialogue.type(check.target().user());
                }
                case PASSWORD -> {
                    if (passwordGiven) {
                        throw refusedLogin();
                    }
                    passwordGiven = true;
                    dialogue.typeSecret(credentials.password().orElseThrow(() -> missing("the device")));
                }
                case PROMPT -> {
                    return;
                }
                case CONFIRMATION, MORE -> throw dialogue.unexpected("the wait for the first prompt");
            }
        }
    }

    private void enable() throws IOException {
        if (credentials.additional().isEmpty()) {
            if (habits.enableOptional) {
                return;
            }
            throw missing("\"enable\"");
        }
        dialogue.type("enable");
        boolean given = false;
        while (true) {
            DeviceDialogue.Question question = dialogue.awaitQuestion("\"enable\"");
            if (question == DeviceDialogue.Question.PASSWORD && !given) {
                given = true;
                dialogue.typeSecret(credentials.additional().get());
            } else if (question == DeviceDialogue.Question.USER && !given) {
                dialogue.type(check.target().user());
            } else if (question == DeviceDialogue.Question.CONFIRMATION) {
                throw dialogue.unexpected("\"enable\"");
            } else {
                break;
            }
        }
        if (!dialogue.lastLine().endsWith("#") || !dialogue.learnPrompt().endsWith("#")) {
            throw new SshCheckException(
                    SshFailure.ELEVATION, host(), "the device refuses \"enable\": " + dialogue.said());
        }
        info("enable accepted.");
    }

    private SshCheckException refusedLogin() {
        return new SshCheckException(SshFailure.AUTHENTICATION, host(), "the device refuses user and password");
    }

    private SshCheckException missing(String asking) {
        return new SshCheckException(
                SshFailure.NO_CREDENTIALS, host(), asking + " asks for a password and there is none");
    }

    private void info(String text) throws IOException {
        output.line(RawText.of("INFO: " + text));
    }

    private String host() {
        return check.target().host();
    }

    /**
     * The differences between kinds of devices.
     *
     * @param volatileLines uptimes and dates of the last change, which would otherwise change in every run
     */
    private record Habits(
            List<String> pagingOff, List<String> commands, boolean enableOptional, List<Pattern> volatileLines) {
        private static final Pattern UP = Pattern.compile("^\\S+ (up \\d|uptime is )|System restarted at");
        private static final Pattern CISCO_SAVED =
                Pattern.compile("^(Configuration last modified|: Written by|! (Last|NVRAM|No) config)");
        private static final Pattern IOS_CLOCK = Pattern.compile("^ntp clock-period ");
        private static final Pattern FOUNDRY_UP = Pattern.compile("(?i)(system|stp) ?uptime|^The system uptime");

        static Habits of(SshCheckType type) {
            List<String> show = List.of("show version", "show running-config");
            return switch (type) {
                case PIX_DIFF ->
                    new Habits(
                            List.of("no pager", "terminal length 0", "terminal pager 0"),
                            show,
                            false,
                            List.of(UP, CISCO_SAVED));
                case ASA_FWSM_DIFF -> new Habits(List.of("terminal pager 0"), show, false, List.of(UP, CISCO_SAVED));
                case IOS_DIFF ->
                    new Habits(
                            List.of("terminal length 0", "terminal width 0"),
                            show,
                            false,
                            List.of(UP, CISCO_SAVED, IOS_CLOCK));
                case FOUNDRY_DIFF ->
                    new Habits(List.of("skip-page-display"), List.of("show running-config"), true, List.of(FOUNDRY_UP));
                case INTEGRITY_LINUX, INTEGRITY_BSD, GENERIC_DIFF ->
                    throw new IllegalStateException(type + " is no device");
            };
        }
    }
}
