package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentStatus;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Lists the manager and its agents. */
@Command(
        name = "agents",
        description = {
            "Lists the manager and its agents.",
            "JSON and CSV: id, name, address, status. With --since or --until, only agents that reported last in that time;"
                    + " the manager does not report. Keys to sort by: id, name, address, status."
        })
final class AgentsCommand extends HomeCommand {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            converter = StatusConverter.class,
            completionCandidates = Statuses.class,
            description = "Only agents that are active, disconnected or never-connected.")
    private @Nullable AgentStatus status;

    @Mixin
    private TimeRange range = new TimeRange();

    @Mixin
    private ListOrder order = new ListOrder();

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    int run(Session session) throws IOException {
        Ossec ossec = session.ossec();
        List<Agent> agents = range.isUnlimited() ? ossec.agents().list() : reporting(ossec);
        List<Agent> wanted = agents.stream()
                .filter(agent -> status == null || agent.status() == status)
                .toList();
        format.print(session, order.of(wanted, AgentListing.KEYS), new AgentListing());
        return ExitStatus.ANSWERED;
    }

    /** Those that reported last in the range. */
    private List<Agent> reporting(Ossec ossec) {
        return StreamSupport.stream(ossec.snapshot().spliterator(), false)
                .filter(range.filter(ossec, AgentHandle::lastKeepAlive))
                .map(AgentHandle::agent)
                .toList();
    }

    /** What completion offers. */
    static final class Statuses implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("active", "disconnected", "never-connected").iterator();
        }
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
