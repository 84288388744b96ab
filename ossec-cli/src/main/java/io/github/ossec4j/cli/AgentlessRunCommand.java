package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEvent;
import io.github.ossec4j.agentless.AgentlessListener;
import io.github.ossec4j.agentless.AgentlessMonitor;
import io.github.ossec4j.agentless.AgentlessOptions;
import io.github.ossec4j.agentless.AgentlessOutcome;
import io.github.ossec4j.agentless.AgentlessResult;
import io.github.ossec4j.agentless.AnalysisQueue;
import io.github.ossec4j.agentless.CheckMethod;
import io.github.ossec4j.agentless.JsonLinesRecorder;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.model.conf.OssecConfiguration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the agentless entries of the configuration. */
@Command(
        name = "run",
        description = {
            "Runs the <agentless> entries of etc/ossec.conf in place of ossec-agentlessd, which must not run.",
            "Messages go to queue/ossec/queue."
        })
final class AgentlessRunCommand extends HomeCommand {
    @Option(
            names = "--once",
            description = "Test each script, run each entry once now whatever its frequency, and end; exit status 1 if"
                    + " anything failed.")
    private boolean once;

    @Option(
            names = "--method",
            paramLabel = "HOW",
            converter = MethodConverter.class,
            description = MethodConverter.DESCRIPTION)
    private CheckMethod method = CheckMethod.AUTO;

    @Option(names = "--record", paramLabel = "FILE", description = "Append what happens to FILE, as JSON Lines.")
    private @Nullable Path record;

    @Override
    int run(Session session) throws IOException {
        Terminal terminal = session.terminal();
        OssecHome home = session.ossec().home();
        OssecConfiguration configuration = OssecConfigurationFile.read(
                home.configuration(), line -> terminal.complain("skipped " + line.message()));
        int entries = configuration.sections("agentless").size();
        int bad = entries - configuration.agentless().size();
        if (bad > 0) {
            terminal.complain(bad + " of " + entries + " agentless entries cannot be run");
        }
        if (entries == 0) {
            terminal.complain("no agentless entry is configured");
            return ExitStatus.ANSWERED;
        }
        if (record == null) {
            return run(session, configuration, bad, AgentlessListener.none());
        }
        try (JsonLinesRecorder recorder = JsonLinesRecorder.append(record)) {
            return run(session, configuration, bad, recorder);
        }
    }

    private int run(Session session, OssecConfiguration configuration, int bad, AgentlessListener recorder)
            throws IOException {
        Terminal terminal = session.terminal();
        OssecHome home = session.ossec().home();
        AgentlessMonitor.Builder builder = AgentlessMonitor.builder(home)
                .entries(configuration.agentless())
                .options(AgentlessOptions.builder().method(method).build())
                .sink(AnalysisQueue.at(home).withNotices(terminal::complain));
        int hosts = configuration.agentless().stream()
                .mapToInt(entry -> entry.hosts().size())
                .sum();
        if (!once) {
            return runForEver(terminal, builder.listener(AgentlessListener.of(recorder, new LogLines(terminal))));
        }
        List<AgentlessResult> results;
        try (Progress progress = Progress.ofChecks(terminal, hosts);
                AgentlessMonitor monitor = builder.listener(AgentlessListener.of(recorder, new Steps(progress)))
                        .build()) {
            results = monitor.runOnce();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return report(terminal, results, bad);
    }

    private static int report(Terminal terminal, List<AgentlessResult> results, int bad) {
        var out = new PrintStream(terminal.out(), false, Terminal.CHARSET);
        long failed = results.stream().filter(result -> !result.isSuccess()).count();
        for (AgentlessResult result : results) {
            if (result.isSuccess()) {
                out.println(DisplayText.escaped(result.message()));
            }
        }
        out.flush();
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

    /** Until the process is told to end: signals end it, and the hook ends the checks. */
    private static int runForEver(Terminal terminal, AgentlessMonitor.Builder builder) throws IOException {
        try (AgentlessMonitor monitor = builder.build()) {
            Runtime.getRuntime().addShutdownHook(new Thread(monitor::close, "end of agentless monitoring"));
            monitor.start();
            terminal.complain(monitor.checks().size() + " agentless checks are scheduled");
            monitor.awaitTermination(Duration.ofSeconds(Long.MAX_VALUE));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return ExitStatus.ANSWERED;
    }

    static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted").initCause(cause);
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
