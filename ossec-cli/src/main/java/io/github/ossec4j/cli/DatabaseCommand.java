package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.RecordStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private TimeRange range = new TimeRange();

    @Mixin
    private ListOrder order = new ListOrder();

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    final int run(Session session) throws IOException {
        list(session, session.agent(agent));
        return ExitStatus.ANSWERED;
    }

    /** Opens the records and {@linkplain #print prints} them. */
    abstract void list(Session session, AgentHandle agent) throws IOException;

    /** The range of times that is wanted. */
    final TimeRange range() {
        return range;
    }

    /** The records whose time is in the range that is wanted. */
    final <T> RecordStream<T> inRange(Ossec ossec, RecordStream<T> records, Function<T, Optional<Instant>> time) {
        return range.isUnlimited() ? records : records.filter(range.filter(ossec, time));
    }

    /** Prints records and closes them; whether there were any. */
    final <T> boolean print(
            Session session, RecordStream<T> records, Listing<T> listing, Map<String, Comparator<T>> keys)
            throws IOException {
        try (records;
                Progress progress = Progress.of(session.terminal(), records)) {
            return format.print(session, order.of(records, keys), listing, progress);
        }
    }
}
