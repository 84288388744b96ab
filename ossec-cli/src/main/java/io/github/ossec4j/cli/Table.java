package io.github.ossec4j.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * A table for people, written row by row: the first rows determine the width of the columns, which later rows may
 * exceed. At most those first rows are kept in memory.
 *
 * <p>picocli's {@code TextTable} was tried instead. It keeps all rows in memory, pads wide characters as if they
 * were narrow and combining marks as if they took room, so that the columns after them are out of line, has no columns
 * of numbers, and breaks a path where the terminal ends, which can then be neither copied nor clicked. Colors are
 * picocli's.
 *
 * <p>Rows are cells of plain text; control characters in them are shown escaped, so that a file name cannot control a
 * terminal. One thread at a time.
 */
final class Table implements AutoCloseable {
    private static final int MEASURED_ROWS = 200;
    private static final String GAP = "  ";

    /** How the cells of a column are shown. */
    enum Style {
        /** As the terminal shows text. */
        PLAIN(Ansi.Style.reset),
        /** A column's title. */
        TITLE(Ansi.Style.bold),
        /** A good value. */
        GOOD(Ansi.Style.fg_green),
        /** A value that needs attention. */
        DOUBTFUL(Ansi.Style.fg_yellow),
        /** A bad value. */
        BAD(Ansi.Style.fg_red);

        private final Ansi.Style start;

        Style(Ansi.Style start) {
            this.start = start;
        }
    }

    /** A column: its title, and whether it holds numbers, which are right-aligned. */
    record Column(String title, boolean isNumber) {
        static Column text(String title) {
            return new Column(title, false);
        }

        static Column number(String title) {
            return new Column(title, true);
        }
    }

    /** A cell with its own style. */
    record Cell(String text, Style style) {
        static Cell of(Object value) {
            return value instanceof Cell cell ? cell : new Cell(DisplayText.escaped(value.toString()), Style.PLAIN);
        }
    }

    private final Writer out;
    private final boolean isColored;
    private final List<Column> columns;
    private final int[] widths;
    private final List<List<Cell>> measured = new ArrayList<>();
    private boolean isSettled;

    Table(OutputStream out, boolean isColored, Column... columns) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, Terminal.CHARSET));
        this.isColored = isColored;
        this.columns = List.of(columns);
        this.widths = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            widths[i] = DisplayText.width(columns[i].title());
        }
    }

    /** Adds a row; each value is a {@link Cell} or is shown as text. */
    void row(Object... values) throws IOException {
        if (values.length != widths.length) {
            throw new IllegalArgumentException("expected " + widths.length + " cells, were " + values.length);
        }
        var cells = new ArrayList<Cell>(values.length);
        for (Object value : values) {
            cells.add(Cell.of(value));
        }
        if (isSettled) {
            write(cells);
            return;
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], DisplayText.width(cells.get(i).text()));
        }
        measured.add(cells);
        if (measured.size() == MEASURED_ROWS) {
            settle();
        }
    }

    /** Writes the rows that are held back; without rows, only the titles. Standard output stays open. */
    @Override
    public void close() throws IOException {
        settle();
        out.flush();
    }

    private void settle() throws IOException {
        if (isSettled) {
            return;
        }
        isSettled = true;
        write(columns.stream()
                .map(column -> new Cell(column.title(), Style.TITLE))
                .toList());
        for (List<Cell> cells : measured) {
            write(cells);
        }
        measured.clear();
    }

    private void write(List<Cell> cells) throws IOException {
        int last = cells.size() - 1;
        for (int i = 0; i <= last; i++) {
            Cell cell = cells.get(i);
            boolean isNumber = columns.get(i).isNumber();
            int padding = Math.max(0, widths[i] - DisplayText.width(cell.text()));
            if (isNumber) {
                pad(padding);
            }
            if (isColored && cell.style() != Style.PLAIN) {
                out.append(cell.style().start.on()).append(cell.text()).append(Ansi.Style.reset.on());
            } else {
                out.append(cell.text());
            }
            if (i < last) {
                pad(isNumber ? 0 : padding);
                out.append(GAP);
            }
        }
        out.append('\n');
    }

    private void pad(int columnsLeft) throws IOException {
        out.append(" ".repeat(columnsLeft));
    }
}
