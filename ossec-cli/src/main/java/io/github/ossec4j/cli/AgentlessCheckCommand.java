package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEngine;
import io.github.ossec4j.agentless.AgentlessEvent;
import io.github.ossec4j.agentless.AgentlessListener;
import io.github.ossec4j.agentless.AgentlessOutcome;
import io.github.ossec4j.agentless.AgentlessResult;
import io.github.ossec4j.agentless.QueueSink;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one agentless check. */
@Command(
        name = "check",
        description = {
            "Makes one check of one host and prints what it says, in the words of the script protocol.",
            "Nothing is sent to the analysis daemon.",
            "JSON: objects with event (info, error, integrity, log, store, line, first, unchanged or changed) and its"
                    + " text; of an integrity record also path, deleted and attributes."
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
            description =
                    "Arguments of the check, words with a hyphen in front too: paths and tests of find, or commands.")
    private List<String> arguments = List.of();

    @Option(names = "--store", description = "Keep what comes after STORE in queue/diff, and print what has changed.")
    private boolean store;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = AgentlessSettings.PortConverter.class,
            description = "The port of SSH, for checks without a script. Default: 22.")
    private @Nullable Integer port;

    private static final class Choice {
        @Option(names = "--json", required = true, description = "Print an array of JSON objects.")
        private boolean json;

        @Option(names = "--jsonl", required = true, description = "Print a JSON object per line, as it comes.")
        private boolean jsonLines;
    }

    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    @Mixin
    private AgentlessSettings settings = new AgentlessSettings();

    @Override
    int run(Session session) throws IOException {
        AgentlessCheck check;
        try {
            var entry = AgentlessEntry.builder(LocaleArgument.intact(type), LocaleArgument.intact(host))
                    .states(AgentlessEntry.State.PERIODIC_DIFF);
            if (port != null) {
                entry.port(port);
            }
            check = AgentlessCheck.of(entry.build())
                    .withArguments(
                            arguments.stream().map(LocaleArgument::lossless).toList());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        Terminal terminal = session.terminal();
        var engine = AgentlessEngine.at(session.ossec().home(), settings.options(session));
        if (port != null && engine.usesScript(type)) {
            throw usage("--port is not for scripts, and the home has a script " + type + "; add --method ssh");
        }
        try {
            return InterruptAtExit.during(terminal, () -> run(session, engine, check));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private int run(Session session, AgentlessEngine engine, AgentlessCheck check)
            throws IOException, InterruptedException {
        Terminal terminal = session.terminal();
        if (choice == null) {
            return run(terminal, engine, check, (of, event) -> print(terminal.out(), event));
        }
        try (Json json = choice.jsonLines ? session.jsonLines() : session.json()) {
            if (choice.json) {
                json.array();
            }
            int status = run(terminal, engine, check, new EventsAsJson(json));
            if (choice.json) {
                json.endArray();
            }
            return status;
        }
    }

    private int run(Terminal terminal, AgentlessEngine engine, AgentlessCheck check, AgentlessListener printer)
            throws IOException, InterruptedException {
        if (store) {
            AgentlessResult result = engine.run(check, QueueSink.none(), printer);
            return status(terminal, result.isSuccess(), result.message());
        }
        AgentlessOutcome outcome = engine.execute(check, printer);
        return status(terminal, outcome.isComplete(), check.name() + " " + outcome.message());
    }

    private static int status(Terminal terminal, boolean isSuccess, String message) {
        if (!isSuccess) {
            terminal.complain(message);
        }
        return isSuccess ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
    }

    /** Lines as they were printed, unless they are stored: then what has become of them. */
    private void print(OutputStream out, AgentlessEvent event) {
        try {
            if (event instanceof AgentlessEvent.Info info) {
                line(out, "INFO: ", info.text());
            } else if (event instanceof AgentlessEvent.ErrorReport error) {
                line(out, "ERROR: ", error.text());
            } else if (event instanceof AgentlessEvent.Integrity file) {
                line(out, "FWD: ", file.text());
            } else if (event instanceof AgentlessEvent.Log log) {
                line(out, "LOG: ", log.text());
            } else if (event instanceof AgentlessEvent.StoreStart && !store) {
                line(out, "STORE: now", RawText.EMPTY);
            } else if (event instanceof AgentlessEvent.Line text && !store) {
                line(out, "", text.text());
            } else if (event instanceof AgentlessEvent.FirstState) {
                line(out, "stored for the first time", RawText.EMPTY);
            } else if (event instanceof AgentlessEvent.Unchanged) {
                line(out, "unchanged", RawText.EMPTY);
            } else if (event instanceof AgentlessEvent.Changed changed) {
                line(out, "changed:", RawText.EMPTY);
                try (OutputStream lines = new EscapedLines(out)) {
                    print(lines, changed);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By its path only what is too large to be held: whoever owns the directory may have exchanged the file. */
    private static void print(OutputStream out, AgentlessEvent.Changed changed) throws IOException {
        if (changed.diff().isPresent()) {
            changed.diff().get().writeNormal(out);
        } else {
            try (InputStream in = Files.newInputStream(changed.diffFile(), LinkOption.NOFOLLOW_LINKS)) {
                in.transferTo(out);
            }
        }
    }

    private static void line(OutputStream out, String word, RawText text) throws IOException {
        out.write((word + DisplayText.escaped(text.display())).getBytes(Terminal.CHARSET));
        out.write('\n');
    }
}
