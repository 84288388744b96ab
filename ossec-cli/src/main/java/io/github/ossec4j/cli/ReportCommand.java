package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Report;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.report.HtmlReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reports on the manager and its agents, as text or as a page. */
@Command(
        name = "report",
        description = {
            "Reports on the manager and its agents: who reports, which files changed, which policy findings are"
                    + " outstanding, what the manager counted, and what could not be read.",
            "--html writes a single file, without scripts, to read in a browser or on paper. A new file can be read by"
                    + " its owner only, an existing one keeps its owner and mode. A link is not followed."
        })
final class ReportCommand extends HomeCommand {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page to this file instead of text to standard output; '-' is standard output.")
    private @Nullable String html;

    @Option(
            names = "--since",
            paramLabel = TimeArgument.LABEL,
            converter = TimeArgument.Converter.class,
            description = "Report on the time from then on: " + TimeArgument.RULE
                    + ". Default: 30 days, of which today is the last.")
    private @Nullable TimeArgument since;

    @Option(names = "--title", paramLabel = "TEXT", description = "The title. Default: OSSEC report.")
    private @Nullable String title;

    @Option(
            names = "--agent",
            arity = "1..*",
            paramLabel = "AGENT",
            completionCandidates = NamedAgents.Candidates.class,
            description = "Report on these agents only. " + NamedAgents.SOME + " 000 is the manager.")
    private List<String> names = new ArrayList<>();

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        Optional<Path> file = Optional.ofNullable(html)
                .filter(name -> !name.equals(STANDARD_OUTPUT))
                .map(Path::of);
        if (file.isPresent()) {
            requireReplaceable(file.get()); // before everything is read
        }
        Report report = read(session);
        if (file.isPresent()) {
            try (FileReplacement page = FileReplacement.of(file.get())) {
                OutputStream content = new BufferedOutputStream(page.content());
                HtmlReport.of(report).writeTo(content);
                content.flush();
                page.commit();
            }
            session.say("The report is in " + file.get());
        } else if (html != null) {
            HtmlReport.of(report).writeTo(session.terminal().out());
        } else {
            new ReportText(session, report).print();
        }
        return ExitStatus.ANSWERED;
    }

    private Report read(Session session) {
        var agents = new ArrayList<AgentHandle>();
        if (names.isEmpty()) {
            session.ossec().snapshot().forEach(agents::add);
        } else {
            agents.addAll(session.agents(names));
        }
        Report.Builder builder = session.ossec().report().agents(agents);
        if (since != null) {
            Instant start = since.start(session.ossec());
            if (start.isAfter(session.ossec().clock().instant())) {
                throw usage("--since is in the future");
            }
            builder.since(start);
        }
        if (title != null) {
            builder.title(title);
        }
        ExecutorService others =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                    var thread = new Thread(task, "report");
                    thread.setDaemon(true);
                    return thread;
                });
        try (Progress progress = Progress.ofAgents(session.terminal(), agents.size())) {
            return builder.executor(others).onAgentRead(progress::step).read();
        } finally {
            others.shutdownNow();
        }
    }

    /** A device or a pipe must not be replaced with a file, and neither must what a link leads to. */
    private void requireReplaceable(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory == null || !Files.isDirectory(directory)) {
                throw usage("--html: there is no directory " + directory);
            }
            return;
        }
        if (!found.isRegularFile()) {
            String what = found.isDirectory() ? "a directory" : found.isSymbolicLink() ? "a link" : "not a file";
            throw usage("--html: " + file + " is " + what + " ('-' is standard output)");
        }
    }
}
