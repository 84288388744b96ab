package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Who the agents are, and whether they report. */
final class AgentListing implements Listing<Agent> {
    /** What agents can be sorted by. */
    static final Map<String, Comparator<Agent>> KEYS = Map.of(
            "id", Comparator.comparing(Agent::id),
            "name", Comparator.comparing(Agent::name),
            "address", Comparator.comparing(agent -> agent.address().text()),
            "status", Comparator.comparing(Agent::status));

    @Override
    public List<Column> columns() {
        return List.of(Column.text("ID"), Column.text("NAME"), Column.text("ADDRESS"), Column.text("STATUS"));
    }

    @Override
    public Object[] row(Agent agent, Times times) {
        return new Object[] {
            agent.id(),
            DisplayText.name(agent.name()),
            DisplayText.name(agent.address().text()),
            cell(agent.status())
        };
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

    @Override
    public void write(Json out, Agent agent) {
        members(out.object(), agent);
        out.endObject();
    }

    /** The members that say who an agent is. */
    static void members(Json out, Agent agent) {
        out.member("id", agent.id().toString())
                .member("name", DisplayText.name(agent.name()))
                .member("address", DisplayText.name(agent.address().text()))
                .member("status", agent.status().text());
    }

    @Override
    public List<String> csvTitles() {
        return List.of("id", "name", "address", "status");
    }

    @Override
    public Object[] csvRow(Agent agent) {
        return new Object[] {
            agent.id(),
            DisplayText.name(agent.name()),
            DisplayText.name(agent.address().text()),
            agent.status().text()
        };
    }
}
