package io.github.ossec4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how many records of a large database have been read, or how many checks have been run, if
 * standard error is a terminal. If rows appear on the same terminal, they show the progress, and the bar ends with the
 * first of them. Safe to share.
 */
final class Progress implements AutoCloseable {
    /** Smaller databases are read quickly enough without it. */
    static final long LARGE_BYTES = 4 << 20;

    private static final int WIDTH = 79;

    private final boolean endsWithFirstRow;
    private @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar, boolean endsWithFirstRow) {
        this.bar = bar;
        this.endsWithFirstRow = endsWithFirstRow;
    }

    static Progress of(Terminal terminal, long databaseBytes) {
        if (!terminal.errIsTerminal() || databaseBytes < LARGE_BYTES) {
            return new Progress(null, false);
        }
        return new Progress(bar(terminal, "Reading", " records", -1), terminal.outIsTerminal());
    }

    /** Counts checks up to this number, on a terminal. */
    static Progress ofChecks(Terminal terminal, int count) {
        if (!terminal.errIsTerminal() || count < 2) {
            return new Progress(null, false);
        }
        return new Progress(bar(terminal, "Checking", " checks", count), false);
    }

    private static ProgressBar bar(Terminal terminal, String task, String unit, long maximum) {
        var stream = new PrintStream(new WriterOutput(terminal.err()), true, StandardCharsets.UTF_8);
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(unit, 1)
                .setInitialMax(maximum)
                .setUpdateIntervalMillis(200)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(stream, WIDTH))
                .build();
    }

    /** Another record was read and is about to be shown. */
    synchronized void step() {
        if (bar == null) {
            return;
        }
        bar.step();
        if (endsWithFirstRow) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** Standard error is a writer here, but the bar needs bytes; it only writes ASCII. */
    private static final class WriterOutput extends OutputStream {
        private final Writer writer;

        WriterOutput(Writer writer) {
            this.writer = writer;
        }

        @Override
        public void write(int b) throws java.io.IOException {
            writer.write(b & 0xFF);
        }

        @Override
        public void flush() throws java.io.IOException {
            writer.flush();
        }
    }
}
