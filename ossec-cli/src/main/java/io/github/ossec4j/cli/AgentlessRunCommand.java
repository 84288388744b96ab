package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEvent;
import io.github.ossec4j.agentless.AgentlessListener;
import io.github.ossec4j.agentless.AgentlessMonitor;
import io.github.ossec4j.agentless.AgentlessOutcome;
import io.github.ossec4j.agentless.AgentlessResult;
import io.github.ossec4j.agentless.AnalysisQueue;
import io.github.ossec4j.agentless.JsonLinesRecorder;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.conf.OssecConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the agentless entries of the configuration. */
@Command(
        name = "run",
        description = {
            "Runs the <agentless> entries of etc/ossec.conf in place of ossec-agentlessd, which must not run.",
            "Messages go to queue/ossec/queue.",
            "Without --once it runs until SIGTERM, which ends it with status 0; SIGHUP has the configuration read again.",
            "JSON and CSV, with --once: type, host, success, text, state, messages, started and milliseconds."
        })
final class AgentlessRunCommand extends HomeCommand {
    private static final String TERMINATE = "TERM";
    private static final String READ_AGAIN = "HUP";

    @Option(
            names = "--once",
            description = "Test each script, run each entry once now whatever its frequency, and end; exit status 1 if"
                    + " anything failed.")
    private boolean once;

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            converter = AgentlessSettings.CountConverter.class,
            description = "How many hosts to check at the same time. Default: 32.")
    private @Nullable Integer maxConcurrent;

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Mixin
    private AgentlessSettings settings = new AgentlessSettings();

    @Option(names = "--record", paramLabel = "FILE", description = "Append what happens to FILE, as JSON Lines.")
    private @Nullable Path record;

    @Override
    int run(Session session) throws IOException {
        if (!once && !format.isTable()) {
            throw usage("--json, --jsonl and --csv need --once; --record FILE records what happens, as JSON Lines");
        }
        Configured configured = Configured.read(session);
        if (configured.isEmpty()) {
            session.terminal().complain("no agentless entry is configured");
            return ExitStatus.ANSWERED;
        }
        return InterruptAtExit.during(
                session.terminal(), () -> once ? runOnce(session, configured) : runUntilSignal(session, configured));
    }

    private AgentlessMonitor.Builder monitor(Session session, Configured configured) {
        AgentlessMonitor.Builder builder = AgentlessMonitor.builder(
                        session.ossec().home())
                .entries(configured.entries())
                .options(settings.options(session))
                .sink(AnalysisQueue.at(session.ossec().home()).withNotices(session.terminal()::complain));
        return maxConcurrent == null ? builder : builder.maxConcurrent(maxConcurrent);
    }

    private int runOnce(Session session, Configured configured) throws IOException, InterruptedException {
        List<AgentlessResult> results;
        boolean isRecorded;
        try (Recording recording = new Recording(session.terminal(), record)) {
            try (Progress progress = Progress.ofChecks(session.terminal(), configured.hosts());
                    AgentlessMonitor monitor = monitor(session, configured)
                            .listener(AgentlessListener.of(recording.listener(), new Steps(progress)))
                            .build()) {
                results = monitor.runOnce();
            }
            isRecorded = recording.isComplete();
        }
        int status = report(session, results, configured.bad());
        return isRecorded ? status : ExitStatus.UNREADABLE;
    }

    private int report(Session session, List<AgentlessResult> results, int bad) throws IOException {
        Terminal terminal = session.terminal();
        if (format.isTable()) {
            var out = new PrintStream(terminal.out(), false, Terminal.CHARSET);
            for (AgentlessResult result : results) {
                if (result.isSuccess()) {
                    out.println(DisplayText.escaped(result.message()));
                }
            }
            out.flush();
        } else {
            format.print(session, results.iterator(), new Results());
        }
        long failed = results.stream().filter(result -> !result.isSuccess()).count();
        for (AgentlessResult result : results) {
            if (!result.isSuccess()) {
                terminal.complain(result.message());
            }
        }
        if (failed > 0) {
            terminal.complain(failed + " of " + results.size() + " checks failed");
        }
        return failed > 0 || bad > 0 ? ExitStatus.ERROR_ANSWER : ExitStatus.ANSWERED;
    }

    private static final class Results implements Shape<AgentlessResult> {
        @Override
        public void write(Json out, AgentlessResult result) {
            out.object()
                    .member("type", result.entry().type())
                    .member("host", DisplayText.name(result.host()))
                    .member("success", result.isSuccess())
                    .member("text", result.message())
                    .member("state", DisplayText.word(result.state()))
                    .member("messages", result.sentMessages())
                    .time("started", Optional.of(result.started()))
                    .member("milliseconds", result.duration().toMillis())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("type", "host", "success", "text", "state", "messages", "started", "milliseconds");
        }

        @Override
        public Object[] csvRow(AgentlessResult result) {
            return new Object[] {
                result.entry().type(),
                DisplayText.name(result.host()),
                result.isSuccess(),
                result.message(),
                DisplayText.word(result.state()),
                result.sentMessages(),
                result.started(),
                result.duration().toMillis()
            };
        }
    }

    /** SIGTERM ends it, SIGHUP has the configuration read again; any other signal ends the process. */
    private int runUntilSignal(Session session, Configured first) throws IOException, InterruptedException {
        Terminal terminal = session.terminal();
        var signals = new LinkedBlockingQueue<String>();
        for (String signal : List.of(TERMINATE, READ_AGAIN)) {
            Signals.register(signal, () -> signals.add(signal));
        }
        Configured configured = first;
        Recording recording = new Recording(terminal, record);
        while (true) {
            try (Recording open = recording;
                    AgentlessMonitor monitor = monitor(session, configured)
                            .listener(AgentlessListener.of(open.listener(), new LogLines(terminal)))
                            .build()) {
                monitor.start();
                terminal.complain(monitor.checks().size() + " agentless checks are scheduled");
                Optional<Configured> next = Optional.empty();
                while (next.isEmpty()) {
                    if (signals.take().equals(TERMINATE)) {
                        return ExitStatus.ANSWERED;
                    }
                    next = readAgain(session);
                }
                configured = next.get();
            }
            recording = Recording.again(terminal, record);
        }
    }

    /** Nothing if that fails: then the checks go on as they are. */
    private static Optional<Configured> readAgain(Session session) {
        try {
            return Optional.of(Configured.read(session));
        } catch (IOException | OssecException e) {
            session.terminal().complain("the configuration stays as it was: " + ErrorReports.sentence(e));
            return Optional.empty();
        }
    }

    /**
     * The entries of the configuration.
     *
     * @param total how many there are
     */
    private record Configured(List<AgentlessEntry> entries, int total) {
        /** Reports those that are bad. */
        static Configured read(Session session) throws IOException {
            Terminal terminal = session.terminal();
            OssecConfiguration configuration = OssecConfigurationFile.read(
                    session.ossec().home().configuration(), line -> terminal.complain("skipped " + line.message()));
            var read = new Configured(
                    configuration.agentless(),
                    configuration.sections("agentless").size());
            if (read.bad() > 0) {
                terminal.complain(read.bad() + " of " + read.total() + " agentless entries cannot be run");
            }
            return read;
        }

        boolean isEmpty() {
            return total == 0;
        }

        int bad() {
            return total - entries.size();
        }

        int hosts() {
            return entries.stream().mapToInt(entry -> entry.hosts().size()).sum();
        }
    }

    /** What is recorded, if anything. A failure is reported when it happens, and the checks go on. */
    private static final class Recording implements AutoCloseable {
        private final Terminal terminal;
        private final @Nullable Path file;
        private final AtomicBoolean isComplete = new AtomicBoolean(true);
        private final @Nullable JsonLinesRecorder recorder;

        private Recording(Terminal terminal, @Nullable Path file) throws IOException {
            this.terminal = terminal;
            this.file = file;
            this.recorder = file == null ? null : JsonLinesRecorder.append(file, Clock.systemUTC(), this::failed);
        }

        /** Without a file if it cannot be opened again. */
        static Recording again(Terminal terminal, @Nullable Path file) throws IOException {
            try {
                return new Recording(terminal, file);
            } catch (IOException e) {
                terminal.complain("nothing is recorded: " + ErrorReports.sentence(e));
                return new Recording(terminal, null);
            }
        }

        AgentlessListener listener() {
            return recorder == null ? AgentlessListener.none() : recorder;
        }

        boolean isComplete() {
            return isComplete.get();
        }

        @Override
        public void close() {
            try {
                if (recorder != null) {
                    recorder.close();
                }
            } catch (IOException e) {
                if (isComplete()) {
                    failed(e);
                }
            }
        }

        private void failed(IOException reason) {
            isComplete.set(false);
            terminal.complain(file + ": not everything is recorded: " + reason.getMessage());
        }
    }

    /** Moves the bar. */
    private record Steps(Progress progress) implements AgentlessListener {
        @Override
        public void event(AgentlessCheck check, AgentlessEvent event) {
            // Only ends count.
        }

        @Override
        public void finished(AgentlessResult result) {
            progress.step();
        }
    }

    /** What a daemon would write to its log. */
    private record LogLines(Terminal terminal) implements AgentlessListener {
        @Override
        public void tested(String type, AgentlessOutcome outcome) {
            print("test of " + type + " " + outcome.message());
        }

        @Override
        public void event(AgentlessCheck check, AgentlessEvent event) {
            if (event instanceof AgentlessEvent.Info info) {
                print(check.device() + ": " + info.text().display());
            } else if (event instanceof AgentlessEvent.Changed) {
                print(check.device() + ": changed");
            }
        }

        @Override
        public void finished(AgentlessResult result) {
            if (!result.isSuccess()) {
                terminal.complain(result.message());
            }
        }

        private synchronized void print(String line) {
            var out = new PrintStream(terminal.out(), false, Terminal.CHARSET);
            out.println(DisplayText.escaped(line));
            out.flush();
        }
    }
}
