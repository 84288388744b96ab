package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists all known files of an agent. */
@Command(
        name = "files",
        description = "Lists all known files of an agent that have not been deleted, with their last state.")
final class FilesCommand extends HomeCommand {
    @Parameters(
            paramLabel = "ID",
            converter = AgentIdConverter.class,
            description = "The agent's number; 000 is the manager.")
    private AgentId id = AgentId.MANAGER;

    @Option(
            names = "--json",
            description = "Print an array of objects with path, recorded, changes, superseded and attributes"
                    + " (size, mode, owner, group, md5, sha1, sha256).")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        try (Progress progress = session.progress(id);
                RecordStream<SyscheckEntry> files = session.ossec().syscheck().files(id)) {
            if (json) {
                FileRecords.writeAll(session.json(), files, progress);
            } else {
                writeTable(session, files, progress);
            }
        }
        return ExitStatus.ANSWERED;
    }

    private static void writeTable(Session session, RecordStream<SyscheckEntry> files, Progress progress)
            throws IOException {
        Times times = session.times();
        try (Table table = session.table(
                Column.text("MODE"),
                Column.text("OWNER"),
                Column.text("GROUP"),
                Column.number("SIZE"),
                Column.text("RECORDED"),
                Column.text("PATH"))) {
            for (SyscheckEntry entry : files) {
                progress.step();
                Optional<FileAttributes> state = entry.attributes();
                table.row(
                        FileRecords.mode(state),
                        FileRecords.owner(state),
                        FileRecords.group(state),
                        FileRecords.size(state),
                        times.text(entry.recorded()),
                        entry.path().display());
            }
        }
    }
}
