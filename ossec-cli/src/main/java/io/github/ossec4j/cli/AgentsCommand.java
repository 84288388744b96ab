package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Lists the manager and its agents. */
@Command(name = "agents", description = "Lists the manager and its agents.")
final class AgentsCommand extends HomeCommand {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            converter = StatusConverter.class,
            description = "Only agents that are active, disconnected or never-connected.")
    private @Nullable AgentStatus status;

    @Option(names = "--json", description = "Print an array of objects with id, name, address and status.")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        List<Agent> agents = status == null
                ? session.ossec().agents().list()
                : session.ossec().agents().list(status);
        if (json) {
            try (Json out = session.json()) {
                out.array();
                for (Agent agent : agents) {
                    out.object();
                    write(out, agent);
                    out.endObject();
                }
                out.endArray();
            }
            return ExitStatus.ANSWERED;
        }
        try (Table table =
                session.table(Column.text("ID"), Column.text("NAME"), Column.text("ADDRESS"), Column.text("STATUS"))) {
            for (Agent agent : agents) {
                table.row(
                        agent.id(),
                        DisplayText.name(agent.name()),
                        DisplayText.name(agent.address().text()),
                        cell(agent.status()));
            }
        }
        return ExitStatus.ANSWERED;
    }

    /** The members that tell who an agent is. */
    static void write(Json out, Agent agent) {
        out.member("id", agent.id().toString())
                .member("name", DisplayText.name(agent.name()))
                .member("address", DisplayText.name(agent.address().text()))
                .member("status", agent.status().text());
    }

    static Table.Cell cell(AgentStatus status) {
        return new Table.Cell(
                status.text(),
                switch (status) {
                    case ACTIVE -> Table.Style.GOOD;
                    case DISCONNECTED -> Table.Style.BAD;
                    case NEVER_CONNECTED -> Table.Style.DOUBTFUL;
                });
    }

    /** Reads OSSEC's words for a status, with a space or a hyphen. */
    static final class StatusConverter implements ITypeConverter<AgentStatus> {
        @Override
        public AgentStatus convert(String text) {
            return AgentStatus.parse(text.replace('-', ' '))
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not one of active, disconnected, never-connected"));
        }
    }
}
