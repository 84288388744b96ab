package io.github.ossec4j.spark;

import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The columns of a line that is no record: those of its piece. */
final class DamagedLine extends PieceColumns {
    private final HomeTable table;

    DamagedLine(Piece piece, HomeTable table) {
        super(piece);
        this.table = table;
    }

    @Override
    public boolean isNull(int column) {
        return !table.isConstant(column) || super.isNull(column);
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return table.isConstant(column) ? super.text(column) : null;
    }
}
