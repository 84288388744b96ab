package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEngine;
import io.github.ossec4j.agentless.AgentlessEvent;
import io.github.ossec4j.agentless.AgentlessOptions;
import io.github.ossec4j.agentless.AgentlessResult;
import io.github.ossec4j.agentless.CheckExecutor;
import io.github.ossec4j.agentless.script.ScriptKind;
import io.github.ossec4j.agentless.script.ScriptMessage;
import io.github.ossec4j.agentless.script.ScriptOutcome;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one agentless check. */
@Command(
        name = "check",
        description = {
            "Makes one check of one host and prints what it says, in the words of the script protocol.",
            "Nothing is sent to the analysis daemon."
        })
final class AgentlessCheckCommand extends HomeCommand {
    @Parameters(
            index = "0",
            paramLabel = "TYPE",
            description = "Name of a script below agentless, or of a check over SSH.")
    private String type = "";

    @Parameters(
            index = "1",
            paramLabel = "HOST",
            description = "As in etc/ossec.conf: user@host, with 'use_su ' or 'use_sudo ' in front if wanted.")
    private String host = "";

    @Parameters(
            index = "2..*",
            paramLabel = "ARG",
            description = "Arguments of the check; words that begin with a hyphen too.")
    private List<String> arguments = List.of();

    @Option(names = "--store", description = "Keep what is behind STORE in queue/diff, and print what has changed.")
    private boolean store;

    @Option(
            names = "--executor",
            paramLabel = "WHAT",
            converter = ExecutorConverter.class,
            description = ExecutorConverter.DESCRIPTION)
    private CheckExecutor executor = CheckExecutor.AUTO;

    @Override
    int run(Session session) throws IOException {
        AgentlessCheck check;
        try {
            check = AgentlessCheck.of(type, host, ScriptKind.PERIODIC_DIFF, arguments);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        Terminal terminal = session.terminal();
        var engine = AgentlessEngine.at(
                session.ossec().home().root(),
                AgentlessOptions.builder().executor(executor).build());
        OutputStream out = terminal.out();
        try {
            if (store) {
                AgentlessResult result = engine.run(check, message -> {}, event -> {
                    try {
                        print(out, event);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                return status(terminal, result.isSuccess(), result.message());
            }
            ScriptOutcome outcome = engine.execute(check, message -> print(out, message));
            return status(terminal, outcome.isComplete(), check.device() + " " + outcome.message());
        } catch (InterruptedException e) {
            throw AgentlessRunCommand.interrupted(e);
        }
    }

    private static int status(Terminal terminal, boolean isSuccess, String message) {
        if (!isSuccess) {
            terminal.complain(message);
        }
        return isSuccess ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
    }

    private static void print(OutputStream out, ScriptMessage message) throws IOException {
        if (message instanceof ScriptMessage.Info info) {
            line(out, "INFO: ", info.text());
        } else if (message instanceof ScriptMessage.ErrorReport error) {
            line(out, "ERROR: ", error.text());
        } else if (message instanceof ScriptMessage.Forward forward) {
            line(out, "FWD: ", forward.text());
        } else if (message instanceof ScriptMessage.Log log) {
            line(out, "LOG: ", log.text());
        } else if (message instanceof ScriptMessage.StoreStart) {
            line(out, "STORE: now", RawText.EMPTY);
        } else if (message instanceof ScriptMessage.Data data) {
            line(out, "", data.text());
        }
    }

    private static void print(OutputStream out, AgentlessEvent event) throws IOException {
        if (event instanceof AgentlessEvent.Info info) {
            line(out, "INFO: ", info.text());
        } else if (event instanceof AgentlessEvent.ErrorReport error) {
            line(out, "ERROR: ", error.text());
        } else if (event instanceof AgentlessEvent.Integrity file) {
            line(out, "FWD: ", file.text());
        } else if (event instanceof AgentlessEvent.Log log) {
            line(out, "LOG: ", log.text());
        } else if (event instanceof AgentlessEvent.FirstState) {
            line(out, "stored for the first time", RawText.EMPTY);
        } else if (event instanceof AgentlessEvent.Unchanged) {
            line(out, "unchanged", RawText.EMPTY);
        } else if (event instanceof AgentlessEvent.Changed changed) {
            line(out, "changed:", RawText.EMPTY);
            java.nio.file.Files.copy(changed.diffFile(), out);
        }
    }

    private static void line(OutputStream out, String word, RawText text) throws IOException {
        out.write((word + Shown.escaped(text.display())).getBytes(Terminal.CHARSET));
        out.write('\n');
    }
}
