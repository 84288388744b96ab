package io.github.ossec4j.cli;

import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.syscheck.ChangeCount;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Aspect;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the changed files of an agent, or the history of some. */
@Command(
        name = "changes",
        description = {
            "Lists the files of an agent that changed, each with its current state, in the order of its database.",
            "With --file, lists every recorded change of the matching files."
        })
final class ChangesCommand extends HomeCommand {
    @Parameters(
            paramLabel = "ID",
            converter = AgentIdConverter.class,
            description = "The agent's number; 000 is the manager.")
    private AgentId id = AgentId.MANAGER;

    @Option(
            names = "--file",
            paramLabel = "PATTERN",
            description = "Parts of paths, separated by '|'; '^' matches the start, '$' the end.")
    private @Nullable String file;

    @Option(
            names = "--json",
            description = "Print an array of objects with path, recorded, changes, superseded and attributes"
                    + " (null if deleted); with --file: path, at, kind, changed, before and after.")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        if (file == null) {
            try (Progress progress = session.progress(id);
                    RecordStream<SyscheckEntry> changes =
                            session.ossec().syscheck().changedFiles(id)) {
                if (json) {
                    FileRecords.writeAll(session.json(), changes, progress);
                } else {
                    showStates(session, changes, progress);
                }
            }
        } else {
            try (Progress progress = session.progress(id);
                    RecordStream<FileChange> history =
                            session.ossec().syscheck().history(id, PathPattern.of(file))) {
                if (json) {
                    writeSteps(session.json(), history, progress);
                } else {
                    showSteps(session, history, progress);
                }
            }
        }
        return ExitStatus.ANSWERED;
    }

    private static void showStates(Session session, RecordStream<SyscheckEntry> changes, Progress progress)
            throws IOException {
        Times times = session.times();
        try (Table table = session.table(
                Column.text("RECORDED"),
                Column.text("STATE"),
                Column.text("MODE"),
                Column.text("OWNER"),
                Column.text("GROUP"),
                Column.number("SIZE"),
                Column.text("PATH"))) {
            for (SyscheckEntry entry : changes) {
                progress.step();
                Optional<FileAttributes> state = entry.attributes();
                table.row(
                        times.text(entry.recorded()),
                        entry.isDeletion() ? new Cell("deleted", Style.BAD) : state(entry.changes()),
                        FileRecords.mode(state),
                        FileRecords.owner(state),
                        FileRecords.group(state),
                        FileRecords.size(state),
                        entry.path().display());
            }
        }
    }

    private static String state(ChangeCount changes) {
        if (changes.maximum().isEmpty()) {
            return ordinal(changes.minimum()) + " or later change";
        }
        int most = changes.maximum().getAsInt();
        String first = changes.minimum() == 0 ? "first seen" : "";
        return most == 0 ? first : first + (first.isEmpty() ? "" : " or ") + ordinal(most) + " change";
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 1 -> "1st";
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> number + "th";
        };
    }

    private static void writeSteps(Json json, RecordStream<FileChange> history, Progress progress) throws IOException {
        try (Json out = json) {
            out.array();
            for (FileChange change : history) {
                progress.step();
                out.object()
                        .text("path", change.path())
                        .time("at", change.at())
                        .member("kind", lowerCase(change.kind()))
                        .array("changed");
                for (Aspect aspect : new TreeSet<>(change.changed())) {
                    out.item(lowerCase(aspect));
                }
                out.endArray();
                FileRecords.write(out, "before", change.before());
                FileRecords.write(out, "after", change.after());
                out.endObject();
            }
            out.endArray();
        }
    }

    private static void showSteps(Session session, RecordStream<FileChange> history, Progress progress)
            throws IOException {
        Times times = session.times();
        try (Table table = session.table(
                Column.text("TIME"), Column.text("WHAT"), Column.text("DIFFERENCE"), Column.text("PATH"))) {
            for (FileChange change : history) {
                progress.step();
                table.row(
                        times.text(change.at()),
                        new Cell(
                                lowerCase(change.kind()),
                                switch (change.kind()) {
                                    case ADDED -> Style.GOOD;
                                    case MODIFIED, RESTORED -> Style.DOUBTFUL;
                                    case DELETED -> Style.BAD;
                                }),
                        difference(change),
                        change.path().display());
            }
        }
    }

    /** Such as {@code size 10 -> 12, mode rw-r--r-- -> rw-------, md5, sha1}. */
    private static String difference(FileChange change) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return "-";
        }
        FileAttributes before = change.before().get();
        FileAttributes after = change.after().get();
        var text = new StringBuilder();
        for (Aspect aspect : new TreeSet<>(change.changed())) {
            text.append(text.isEmpty() ? "" : ", ").append(lowerCase(aspect));
            switch (aspect) {
                case SIZE -> step(text, Long.toString(before.size()), Long.toString(after.size()));
                case MODE -> step(text, FileRecords.mode(change.before()), FileRecords.mode(change.after()));
                case OWNER -> step(text, DisplayText.name(before.owner()), DisplayText.name(after.owner()));
                case GROUP -> step(text, DisplayText.name(before.group()), DisplayText.name(after.group()));
                case MD5, SHA1, SHA256 -> {} // hashes are not for people; --json has them
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    private static void step(StringBuilder text, String before, String after) {
        text.append(' ').append(before).append(" -> ").append(after);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
