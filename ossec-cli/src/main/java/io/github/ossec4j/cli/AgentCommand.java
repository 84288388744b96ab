package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.MaintenanceMode;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.ScanTimes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is known about one agent. */
@Command(
        name = "agent",
        description = "Shows what is known about one agent, or enrolls, removes and restarts agents.",
        subcommands = {
            AgentAddCommand.class,
            AgentRemoveCommand.class,
            AgentKeyCommand.class,
            AgentRestartCommand.class,
            AgentTidyCommand.class
        })
final class AgentCommand extends HomeCommand {
    @Parameters(
            paramLabel = "AGENT",
            arity = "0..1",
            completionCandidates = NamedAgents.Candidates.class,
            description = NamedAgents.ONE)
    private @Nullable String name;

    @Option(
            names = "--json",
            description = "Print an object with id, name, address, status, operatingSystem, version,"
                    + " sharedConfigurationMd5, encryption, lastKeepAlive, scans and maintenance.")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        if (name == null) {
            throw usage("agent needs a number, a name or a command: add, remove, key, restart or tidy");
        }
        AgentDetails details = session.agent(name).details();
        if (json) {
            try (Json out = session.json()) {
                write(out, details);
            }
        } else {
            show(session, details);
        }
        return ExitStatus.ANSWERED;
    }

    private static void show(Session session, AgentDetails details) throws IOException {
        Agent agent = details.agent();
        Optional<AgentInfo> info = details.info();
        ScanTimes scans = details.scans();
        Times times = session.times();
        try (Table table =
                session.table(Column.text("AGENT"), Column.text(agent.id().toString()))) {
            table.row("Name", DisplayText.name(agent.name()));
            table.row("Address", DisplayText.name(agent.address().text()));
            table.row("Status", AgentListing.cell(agent.status()));
            table.row(
                    "Operating system",
                    info.map(AgentInfo::operatingSystem).map(RawText::display).orElse("-"));
            table.row(
                    "Version",
                    info.flatMap(AgentInfo::version).map(DisplayText::name).orElse("-"));
            table.row(
                    "Shared configuration",
                    info.flatMap(AgentInfo::sharedConfigurationMd5).orElse("-"));
            if (info.flatMap(AgentInfo::encryption).isPresent()) {
                table.row("Encryption", encryption(info).orElse("-"));
            }
            if (!agent.id().isManager()) {
                table.row("Last keep-alive", times.textWithZone(details.lastKeepAlive()));
            }
            table.row("Integrity scan started", times.textWithZone(scans.syscheckStart()));
            table.row("Integrity scan ended", times.textWithZone(scans.syscheckEnd()));
            table.row("Policy scan started", times.textWithZone(scans.rootcheckStart()));
            table.row("Policy scan ended", times.textWithZone(scans.rootcheckEnd()));
            if (details.maintenance().isPresent()) {
                MaintenanceMode mode = details.maintenance().get();
                table.row(
                        "Maintenance",
                        "since " + times.textWithZone(Optional.of(mode.enabledAt())) + ", " + mode.silentUpdates()
                                + " silent updates" + (mode.pendingEnd() ? ", ends with the next scan" : ""));
            }
        }
    }

    private static void write(Json out, AgentDetails details) {
        Optional<AgentInfo> info = details.info();
        ScanTimes scans = details.scans();
        out.object();
        AgentListing.members(out, details.agent());
        if (info.isPresent()) {
            out.text("operatingSystem", info.get().operatingSystem());
        } else {
            out.missing("operatingSystem");
        }
        out.member("version", info.flatMap(AgentInfo::version).map(DisplayText::name))
                .member("sharedConfigurationMd5", info.flatMap(AgentInfo::sharedConfigurationMd5))
                .member("encryption", encryption(info))
                .time("lastKeepAlive", details.lastKeepAlive())
                .object("scans")
                .time("syscheckStart", scans.syscheckStart())
                .time("syscheckEnd", scans.syscheckEnd())
                .time("rootcheckStart", scans.rootcheckStart())
                .time("rootcheckEnd", scans.rootcheckEnd())
                .endObject();
        if (details.maintenance().isPresent()) {
            MaintenanceMode mode = details.maintenance().get();
            out.object("maintenance")
                    .time("enabledAt", Optional.of(mode.enabledAt()))
                    .member("silentUpdates", mode.silentUpdates())
                    .member("pendingEnd", mode.pendingEnd())
                    .endObject();
        } else {
            out.missing("maintenance");
        }
        out.endObject();
    }

    private static Optional<String> encryption(Optional<AgentInfo> info) {
        return info.flatMap(AgentInfo::encryption).map(DisplayText::word);
    }
}
