package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import java.util.List;

/** Bars as long as numbers are high, if a terminal shows them and has room for them: the last column of a table. */
final class Bars {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 50;

    private final int longest;
    private final long highest;

    /** @param taken the columns of the terminal that the rest of the table takes */
    Bars(Terminal terminal, int taken, List<Long> numbers) {
        int room = terminal.outIsTerminal() ? Math.min(LONGEST, terminal.columns() - taken) : 0;
        longest = room < SHORTEST ? 0 : room;
        highest = numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    Column column() {
        return Column.text("");
    }

    String bar(long number) {
        return highest == 0 ? "" : "#".repeat((int) Math.round((double) number / highest * longest));
    }
}
