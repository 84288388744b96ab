package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.diff.LineDiff;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two files as agentless checks do. */
@Command(
        name = "diff",
        description = {
            "Prints how two files differ, as agentless checks store it; nothing if they are equal.",
            "Exit status: 0 if they are equal, 1 if they differ, 2 if they cannot be compared."
        },
        exitCodeOnExecutionException = AgentlessDiffCommand.TROUBLE)
final class AgentlessDiffCommand implements Callable<Integer> {
    /** The exit status as of diff. */
    static final int TROUBLE = 2;

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The file before.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The file now.")
    private Path now = Path.of("");

    @Option(names = "--unified", description = "Print the unified format instead of the normal one.")
    private boolean unified;

    @Override
    public Integer call() throws IOException {
        var options = (OssecCommand) Objects.requireNonNull(spec).root().userObject();
        OutputStream out = options.terminal().out();
        LineDiff diff = LineDiff.between(old, now);
        if (options.terminal().outIsTerminal()) {
            try (OutputStream lines = new EscapedLines(out)) {
                write(diff, lines);
            }
        } else {
            write(diff, out); // byte for byte, for programs that apply it
        }
        out.flush();
        return diff.isEmpty() ? SAME : DIFFERENT;
    }

    private void write(LineDiff diff, OutputStream out) throws IOException {
        if (unified && !diff.isEmpty()) {
            diff.writeUnified(out, old.toString(), now.toString(), LineDiff.DEFAULT_CONTEXT);
        } else if (!diff.isEmpty()) {
            diff.writeNormal(out);
        }
    }
}
