package io.github.ossec4j.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * Comma-separated values as of RFC 4180, written as they come: titles first, lines end with CR and LF, values with
 * commas, quotes or line breaks are quoted.
 *
 * <p>Names of files and agents come from machines that may be hostile, and spreadsheets run formulas: text that starts
 * like one ({@code =}, {@code +}, {@code -}, {@code @}, a tab or a CR) gets an apostrophe in front, which they do not
 * show. Numbers and times do not. Programs that need the exact text read JSON. One thread at a time.
 */
final class Csv implements AutoCloseable {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Writer out;
    private final int columns;

    Csv(OutputStream out, List<String> titles) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, Terminal.CHARSET));
        this.columns = titles.size();
        row(titles.toArray());
    }

    /** Adds a row. Strings are text, other values numbers or times; an {@code Optional} may be empty. */
    void row(Object... values) throws IOException {
        if (values.length != columns) {
            throw new IllegalArgumentException("expected " + columns + " values, were " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            Object value = values[i] instanceof Optional<?> optional
                    ? optional.map(Object.class::cast).orElse("")
                    : values[i];
            String text = value.toString();
            write(value instanceof String && isFormula(text) ? "'" + text : text);
        }
        out.append("\r\n");
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    private void write(String text) throws IOException {
        boolean isPlain = true;
        for (int i = 0; i < text.length() && isPlain; i++) {
            char c = text.charAt(i);
            isPlain = c != ',' && c != '"' && c != '\r' && c != '\n';
        }
        if (isPlain) {
            out.append(text);
        } else {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    /** Hands on what has been written. */
    void flush() throws IOException {
        out.flush();
    }

    /** Standard output stays open. */
    @Override
    public void close() throws IOException {
        out.flush();
    }
}
