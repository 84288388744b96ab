package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.io.RecordStream;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists records of a database of one agent. */
abstract class DatabaseCommand extends HomeCommand {
    @Parameters(
            paramLabel = "AGENT",
            completionCandidates = NamedAgents.Candidates.class,
            description = NamedAgents.ONE)
    private String agent = "";

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    final int run(Session session) throws IOException {
        list(session, session.agent(agent));
        return ExitStatus.ANSWERED;
    }

    /** Opens the records and {@linkplain #print prints} them. */
    abstract void list(Session session, AgentHandle agent) throws IOException;

    /** Prints records and closes them; whether there were any. */
    final <T> boolean print(Session session, RecordStream<T> records, Listing<T> listing) throws IOException {
        try (records;
                Progress progress = Progress.of(session.terminal(), records)) {
            return format.print(session, records, listing, progress);
        }
    }
}
