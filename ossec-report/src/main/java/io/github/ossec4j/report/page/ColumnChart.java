package io.github.ossec4j.report.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of numbers along the time, each stacked of one or more series, with a mark to compare it with if wanted; below it
 * the same numbers as a table.
 *
 * <p>All widths are in percent of the page's, so the chart fits a phone without smaller text. One thread at a time while it
 * is being built.
 */
public final class ColumnChart implements Content {
    static final int HEIGHT = 190;
    static final int BASE = 166;
    static final int LABELS = 184;

    private static final int TOP = 8;

    /** How wide a digit is, at most. */
    private static final int DIGIT = 8;

    private static final int MOST_LINES = 4;
    private static final int MOST_LABELS = 6;
    private static final double FILLED = 0.74;

    /** Centered labels nearer to an edge, in percent, would be cut. */
    private static final double EDGE = 7;

    private final String id;
    private final String title;
    private final String unit;
    private final List<Series> series = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private @Nullable String markerName;

    private ColumnChart(String id, String title, String unit) {
        this.id = id;
        this.title = title;
        this.unit = unit;
    }

    /**
     * A chart without series and columns.
     *
     * @param id starts the ids of its elements; each chart of a page has its own
     * @param title what the numbers are
     * @param unit what a column stands for, the title of the table's first column
     */
    public static ColumnChart of(String id, String title, String unit) {
        return new ColumnChart(id, title, unit);
    }

    /** Adds a series; the first is at the bottom. */
    public ColumnChart series(String name, Tone color) {
        series.add(new Series(name, color.cssClass()));
        return this;
    }

    /** Columns are compared with numbers of this name. */
    public ColumnChart markers(String name) {
        markerName = name;
        return this;
    }

    /** Adds a column with a number for each series. */
    public ColumnChart column(String label, long... values) {
        return add(label, OptionalLong.empty(), values);
    }

    /** Adds a column with a number to compare it with, and one for each series. */
    public ColumnChart columnAgainst(long marker, String label, long... values) {
        return add(label, OptionalLong.of(marker), values);
    }

    private ColumnChart add(String label, OptionalLong marker, long... values) {
        if (values.length != series.size()) {
            throw new IllegalArgumentException("expected " + series.size() + " values, were " + values.length);
        }
        columns.add(new Column(label, marker, LongStream.of(values).boxed().toList()));
        return this;
    }

    record Series(String name, String tone) {}

    private record Column(String label, OptionalLong marker, List<Long> values) {
        /** Not an integer, which a damaged file could make overflow. */
        double sum() {
            double sum = 0;
            for (long value : values) {
                sum += value;
            }
            return sum;
        }
    }

    /** A column as it is drawn: horizontally in percent, vertically in pixels from the top. */
    record DrawnColumn(
            String words,
            String bandX,
            String bandEnd,
            String bandWidth,
            String x,
            String width,
            List<Part> parts,
            @Nullable String marker) {}

    record Part(String tone, String y, String height) {}

    record GridLine(String label, String y, String textY) {}

    record Label(String text, String x, String anchor) {}

    record Row(String label, List<String> cells) {}

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    List<Series> series() {
        return series;
    }

    @Nullable
    String markerName() {
        return markerName;
    }

    boolean hasLegend() {
        return series.size() > 1 || markerName != null;
    }

    /** What a screen reader says instead of showing it. */
    String description() {
        if (columns.isEmpty()) {
            return "No columns.";
        }
        Column highest = columns.get(0);
        for (Column column : columns) {
            highest = column.sum() > highest.sum() ? column : highest;
        }
        return Numbers.of(columns.size(), "column", "columns") + " from "
                + columns.get(0).label() + " to "
                + columns.get(columns.size() - 1).label() + "; the highest is " + highest.label() + " with "
                + Numbers.grouped((long) highest.sum()) + ". A table with all figures follows.";
    }

    List<DrawnColumn> drawnColumns() {
        var drawn = new ArrayList<DrawnColumn>();
        double scale = (BASE - TOP) / top();
        double band = 100.0 / Math.max(1, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            var parts = new ArrayList<Part>();
            double y = BASE;
            for (int s = 0; s < column.values().size(); s++) {
                double height = column.values().get(s) * scale;
                y -= height;
                if (column.values().get(s) > 0) {
                    parts.add(new Part(series.get(s).tone(), Numbers.coordinate(y), Numbers.coordinate(height)));
                }
            }
            drawn.add(new DrawnColumn(
                    words(column),
                    Numbers.coordinate(i * band),
                    Numbers.coordinate((i + 1) * band),
                    Numbers.coordinate(band),
                    Numbers.coordinate((i + (1 - FILLED) / 2) * band),
                    Numbers.coordinate(FILLED * band),
                    parts,
                    column.marker().isPresent()
                            ? Numbers.coordinate(BASE - column.marker().getAsLong() * scale)
                            : null));
        }
        return drawn;
    }

    private String words(Column column) {
        var words = new StringBuilder(column.label()).append(": ");
        for (int s = 0; s < column.values().size(); s++) {
            words.append(s == 0 ? "" : ", ")
                    .append(Numbers.grouped(column.values().get(s)))
                    .append(' ')
                    .append(series.get(s).name());
        }
        if (column.marker().isPresent()) {
            words.append(", ").append(Numbers.grouped(column.marker().getAsLong()));
            words.append(' ').append(markerName);
        }
        return words.toString();
    }

    /** Lines at round numbers. */
    List<GridLine> gridLines() {
        var lines = new ArrayList<GridLine>();
        double top = top();
        double step = step(highest());
        for (double value = step; value <= top; value += step) {
            double y = BASE - (BASE - TOP) * value / top;
            lines.add(new GridLine(Numbers.grouped((long) value), Numbers.coordinate(y), Numbers.coordinate(y + 4)));
        }
        return lines;
    }

    /** Room for the numbers of the lines, which are left of the columns. */
    int scaleWidth() {
        return 8 + DIGIT * Numbers.grouped((long) top()).length();
    }

    /** The number at the upper end: a round one. */
    private double top() {
        double highest = highest();
        double step = step(highest);
        return Math.max(step, Math.ceil(highest / step) * step);
    }

    private double highest() {
        double highest = 0;
        for (Column column : columns) {
            highest = Math.max(
                    highest, Math.max(column.sum(), (double) column.marker().orElse(0)));
        }
        return highest;
    }

    /** The distance of lines: 1, 2 or 5 with zeros, for at most four lines. */
    private static double step(double highest) {
        double power = 1;
        while (true) {
            for (int digit : new int[] {1, 2, 5}) {
                if (highest / MOST_LINES <= digit * power) {
                    return digit * power;
                }
            }
            power *= 10;
        }
    }

    List<Label> labels() {
        var labels = new ArrayList<Label>();
        int every = (columns.size() + MOST_LABELS - 1) / MOST_LABELS;
        double band = 100.0 / Math.max(1, columns.size());
        for (int i = 0; i < columns.size(); i += every) {
            double center = (i + 0.5) * band;
            String anchor = center < EDGE ? "start" : center > 100 - EDGE ? "end" : "middle";
            double x = center < EDGE ? i * band : center > 100 - EDGE ? (i + 1) * band : center;
            labels.add(new Label(columns.get(i).label(), Numbers.coordinate(x), anchor));
        }
        return labels;
    }

    List<Row> rows() {
        return columns.stream()
                .map(column -> {
                    var cells = new ArrayList<String>();
                    for (long value : column.values()) {
                        cells.add(Numbers.grouped(value));
                    }
                    if (markerName != null) {
                        cells.add(
                                column.marker().isPresent()
                                        ? Numbers.grouped(column.marker().getAsLong())
                                        : "–");
                    }
                    return new Row(column.label(), cells);
                })
                .toList();
    }

    @Override
    public void writeTo(TemplateOutput output) {
        JtecolumnsGenerated.render((HtmlTemplateOutput) output, Plain.ELEMENTS, this);
    }
}
