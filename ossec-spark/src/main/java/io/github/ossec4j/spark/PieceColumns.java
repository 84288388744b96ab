package io.github.ossec4j.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The columns that all records of a piece have in common: the manager, and for databases the agent. By itself, it decides
 * which pieces need not be read.
 */
class PieceColumns implements Records {
    /** Of tables of integrity databases. */
    static final List<Column> OF_DATABASES = List.of(
            new Column("manager", Column.Kind.NAME, "whose home it is"),
            new Column("agent_id", Column.Kind.INTEGER, "0 for the manager itself; null without a key"),
            new Column("agent", Column.Kind.NAME, "the name of the agent or device"),
            new Column("registry", Column.Kind.FLAG, "whether it is a registry key"));

    static final int MANAGER = 0;
    static final int AGENT_ID = 1;
    static final int AGENT = 2;
    static final int REGISTRY = 3;

    private final Piece.Source source;
    private final UTF8String manager;
    private final UTF8String agent;

    PieceColumns(Piece piece) {
        source = piece.source();
        manager = Texts.of(piece.manager());
        agent = Texts.of(source.agent());
    }

    @Override
    public boolean next() throws IOException {
        return false;
    }

    @Override
    public boolean isNull(int column) {
        return column == AGENT_ID
                ? source.agentId() < 0
                : column == AGENT && source.agent().isEmpty();
    }

    @Override
    public long number(int column) {
        return column == AGENT_ID ? source.agentId() : source.isRegistry() ? 1 : 0;
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return column == MANAGER ? manager : source.agent().isEmpty() ? null : agent;
    }

    @Override
    public @Nullable Object value(int column) {
        return null;
    }

    @Override
    public void close() throws IOException {
        // There is nothing to close.
    }
}
