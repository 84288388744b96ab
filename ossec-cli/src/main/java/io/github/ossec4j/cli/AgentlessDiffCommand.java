package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.diff.Hunk;
import io.github.ossec4j.agentless.diff.LineDiff;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

    private static final class Choice {
        @Option(
                names = "--unified",
                required = true,
                description = "Print the unified format instead of the normal one.")
        private boolean unified;

        @Option(
                names = "--json",
                required = true,
                description = "Print an array of objects with oldStart, oldLines, newStart and newLines; lines are"
                        + " counted from 1.")
        private boolean json;
    }

    @ArgGroup(exclusive = true)
    private Choice format = new Choice();

    @Override
    public Integer call() throws IOException {
        var options = (OssecCommand) Objects.requireNonNull(spec).root().userObject();
        OutputStream out = options.terminal().out();
        LineDiff diff = LineDiff.between(old, now);
        if (format.json) {
            try (var json = new Json(out)) {
                write(diff, json);
            }
        } else if (options.terminal().outIsTerminal()) {
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
        if (format.unified && !diff.isEmpty()) {
            diff.writeUnified(out, old.toString(), now.toString(), LineDiff.DEFAULT_CONTEXT);
        } else if (!diff.isEmpty()) {
            diff.writeNormal(out);
        }
    }

    private static void write(LineDiff diff, Json json) {
        json.array();
        for (Hunk hunk : diff.hunks()) {
            json.object().member("oldStart", hunk.oldStart() + 1L);
            lines(json, "oldLines", diff.oldLines(hunk));
            json.member("newStart", hunk.newStart() + 1L);
            lines(json, "newLines", diff.newLines(hunk));
            json.endObject();
        }
        json.endArray();
    }

    private static void lines(Json json, String name, List<RawText> lines) {
        json.array(name);
        lines.forEach(line -> json.item(line.display()));
        json.endArray();
    }
}
