package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * A table for people, written row by row: the first rows determine the width of the columns, which later rows may
 * exceed. At most those first rows are kept in memory.
 *
 * <p>On a terminal, lines are no longer than it is wide. Paths that do not fit are shortened in the middle, prose is
 * wrapped between words; if that would leave them too little room, they are on lines of their own below the other
 * columns, as are columns that do not fit at all. Elsewhere everything is on one line and complete.
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

    /** Before the rest of prose that is wrapped on lines of its own. */
    private static final String HANGING = "    ";

    /** Paths and prose that would have less room than this are on lines of their own. */
    private static final int LEAST_ROOM = 24;

    /** The width of tables that nobody sees. */
    static final int UNLIMITED = Integer.MAX_VALUE;

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

    /** What the cells of a column hold. */
    enum Kind {
        /** Short text, never shortened. */
        TEXT,
        /** Numbers, which are right-aligned. */
        NUMBER,
        /** Times, whose zone is in the title. */
        TIME,
        /** Paths, shortened in the middle if necessary. */
        PATH,
        /** Sentences, wrapped if necessary. */
        PROSE
    }

    /** A column: its title, and what it holds. Columns of paths and prose come last. */
    record Column(String title, Kind kind) {
        static Column text(String title) {
            return new Column(title, Kind.TEXT);
        }

        static Column number(String title) {
            return new Column(title, Kind.NUMBER);
        }

        static Column time(String title) {
            return new Column(title, Kind.TIME);
        }

        static Column path(String title) {
            return new Column(title, Kind.PATH);
        }

        static Column prose(String title) {
            return new Column(title, Kind.PROSE);
        }

        boolean isFlexible() {
            return kind == Kind.PATH || kind == Kind.PROSE;
        }
    }

    /** A cell with its own style. */
    record Cell(String text, Style style) {
        static Cell of(Object value) {
            return value instanceof Cell cell ? cell : new Cell(DisplayText.escaped(value.toString()), Style.PLAIN);
        }
    }

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();
    private final boolean isColored;
    private final int width;
    private final List<Column> columns;
    private final int[] widths;
    /** Whether a column starts a line. */
    private final boolean[] startsLine;

    private final List<List<Cell>> measured = new ArrayList<>();
    private boolean isSettled;

    /**
     * A table.
     *
     * @param out buffered
     * @param width how many columns of a terminal a line may take, or {@link #UNLIMITED}
     */
    Table(OutputStream out, boolean isColored, int width, List<Column> columns) {
        this.out = out;
        this.isColored = isColored;
        this.width = width;
        this.columns = columns;
        this.widths = new int[columns.size()];
        this.startsLine = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = DisplayText.width(columns.get(i).title());
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
        if (width != UNLIMITED) {
            fit();
        }
        write(columns.stream()
                .map(column -> new Cell(column.title(), Style.TITLE))
                .toList());
        for (List<Cell> cells : measured) {
            write(cells);
        }
        measured.clear();
    }

    /** Narrows the flexible columns until a row fits, or moves what does not fit to lines of its own. */
    private void fit() {
        int first = 0;
        while (first < widths.length && !columns.get(first).isFlexible()) {
            first++;
        }
        int flexible = widths.length - first;
        int room = width;
        for (int i = 0; i < first; i++) {
            room -= widths[i] + GAP.length();
        }
        room -= Math.max(0, flexible - 1) * GAP.length();
        int needed = 0;
        for (int i = first; i < widths.length; i++) {
            needed += Math.min(widths[i], LEAST_ROOM);
        }
        if (flexible > 0 && needed <= room) {
            // The widest gives way first.
            for (int total = sum(first); total > room; total--) {
                widths[widest(first)]--;
            }
            return;
        }
        int used = 0;
        for (int i = 0; i < widths.length; i++) {
            startsLine[i] = i > 0 && used + GAP.length() + widths[i] > width;
            if (columns.get(i).isFlexible()) {
                widths[i] = Math.min(widths[i], width - HANGING.length());
            }
            used = (startsLine[i] ? 0 : used) + (i == 0 ? 0 : GAP.length()) + widths[i];
        }
    }

    private int sum(int from) {
        int sum = 0;
        for (int i = from; i < widths.length; i++) {
            sum += widths[i];
        }
        return sum;
    }

    private int widest(int from) {
        int widest = from;
        for (int i = from; i < widths.length; i++) {
            if (widths[i] > widths[widest]) {
                widest = i;
            }
        }
        return widest;
    }

    /** Writes the lines of a row: more than one if a column starts a line or its prose is wrapped. */
    private void write(List<Cell> cells) throws IOException {
        line.setLength(0);
        int from = 0;
        while (from < cells.size()) {
            int to = from + 1;
            while (to < cells.size() && !startsLine[to]) {
                to++;
            }
            // What is missing needs no line of its own.
            if (from == 0 || to > from + 1 || !isMissing(cells.get(from))) {
                appendLines(cells, from, to);
            }
            from = to;
        }
        out.write(line.toString().getBytes(Terminal.CHARSET));
    }

    private static boolean isMissing(Cell cell) {
        return cell.text().isEmpty() || cell.text().equals("-");
    }

    private void appendLines(List<Cell> cells, int from, int to) {
        int last = to - 1;
        while (last > from && cells.get(last).text().isEmpty()) {
            last--;
        }
        Map<Integer, List<String>> wrapped = Map.of();
        int used = from == 0 ? 0 : HANGING.length();
        line.append(from == 0 ? "" : GAP);
        for (int i = from; i <= last; i++) {
            Cell cell = cells.get(i);
            String text = cell.text();
            boolean isLimited = width != UNLIMITED && columns.get(i).isFlexible();
            int taken = isLimited || i < last || columns.get(i).kind() == Kind.NUMBER ? DisplayText.width(text) : 0;
            // The last column has what others have left, which may be wider than their titles.
            int room = i == last ? Math.max(1, width - used) : widths[i];
            if (isLimited && taken > room) {
                if (columns.get(i).kind() == Kind.PATH) {
                    text = DisplayText.shortened(text, room);
                } else {
                    List<String> parts = DisplayText.wrapped(text, room);
                    text = parts.get(0);
                    wrapped = new HashMap<>(wrapped);
                    wrapped.put(i, parts);
                }
                taken = DisplayText.width(text);
            }
            append(text, cell.style(), i, taken, i == last);
            used += Math.max(taken, widths[i]) + GAP.length();
        }
        line.append('\n');
        if (!wrapped.isEmpty()) {
            appendRest(cells, wrapped, from, last);
        }
    }

    /** The lines after the first one of columns whose prose is wrapped. */
    private void appendRest(List<Cell> cells, Map<Integer, List<String>> wrapped, int from, int to) {
        int lines = wrapped.values().stream().mapToInt(List::size).max().orElse(1);
        for (int number = 1; number < lines; number++) {
            int last = to;
            while (part(wrapped, last, number).isEmpty()) {
                last--;
            }
            line.append(from == 0 ? "" : HANGING);
            for (int i = from; i <= last; i++) {
                String text = part(wrapped, i, number);
                append(text, cells.get(i).style(), i, DisplayText.width(text), i == last);
            }
            line.append('\n');
        }
    }

    private static String part(Map<Integer, List<String>> wrapped, int column, int number) {
        List<String> parts = wrapped.getOrDefault(column, List.of());
        return number < parts.size() ? parts.get(number) : "";
    }

    private void append(String text, Style style, int column, int taken, boolean isLast) {
        boolean isNumber = columns.get(column).kind() == Kind.NUMBER;
        if (isNumber) {
            pad(widths[column] - taken);
        }
        if (isColored && style != Style.PLAIN && !text.isEmpty()) {
            line.append(style.start.on()).append(text).append(Ansi.Style.reset.on());
        } else {
            line.append(text);
        }
        if (!isLast) {
            pad(isNumber ? 0 : widths[column] - taken);
            line.append(GAP);
        }
    }

    private void pad(int blanks) {
        for (int i = 0; i < blanks; i++) {
            line.append(' ');
        }
    }
}
