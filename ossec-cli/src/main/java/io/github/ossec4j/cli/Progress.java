package io.github.ossec4j.cli;

import io.github.ossec4j.api.FleetResults;
import io.github.ossec4j.io.RecordStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how much of a large database has been read, or how many checks have been run, if standard
 * error is a terminal; nothing of it remains. If records appear on the same terminal, they show the progress, and the bar
 * ends before the first of them. Safe to share.
 */
final class Progress implements AutoCloseable {
    /** Shows nothing. */
    static final Progress NONE = new Progress(null, null, false);

    /** Smaller databases are read quickly enough without it. */
    static final long LARGE_BYTES = 4 << 20;

    private static final int INTERVAL_MILLIS = 200;
    private static final int WIDEST = 80;

    private final @Nullable Screen screen;
    private final boolean endsWithFirst;
    private @Nullable ProgressBar bar;

    private Progress(@Nullable Screen screen, @Nullable ProgressBar bar, boolean endsWithFirst) {
        this.screen = screen;
        this.bar = bar;
        this.endsWithFirst = endsWithFirst;
    }

    /** Of reading these records. */
    static Progress of(Terminal terminal, RecordStream<?> records) {
        if (!terminal.errIsTerminal() || records.sizeBytes() < LARGE_BYTES) {
            return NONE;
        }
        var screen = new Screen(terminal, records::positionBytes);
        ProgressBar bar = builder("Reading", screen)
                .setInitialMax(records.sizeBytes())
                .setUnit(" MiB", 1 << 20)
                .build();
        screen.bar = bar;
        return new Progress(screen, bar, terminal.outIsTerminal());
    }

    /** Counts checks up to this number, on a terminal. */
    static Progress ofChecks(Terminal terminal, int count) {
        return counting(terminal, "Checking", "checks", count);
    }

    /** Counts agents that have been read up to this number, on a terminal. */
    static Progress ofAgents(Terminal terminal, int count) {
        return counting(terminal, "Reading", "agents", count);
    }

    private static Progress counting(Terminal terminal, String task, String things, int count) {
        if (!terminal.errIsTerminal() || count < 2) {
            return NONE;
        }
        var screen = new Screen(terminal, null);
        return new Progress(
                screen,
                builder(task, screen)
                        .setInitialMax(count)
                        .setUnit(" " + things, 1)
                        .build(),
                false);
    }

    /** Of searching databases. */
    static Progress ofDatabases(Terminal terminal, FleetResults results) {
        if (!terminal.errIsTerminal() || results.total() < 2) {
            return NONE;
        }
        var screen = new Screen(terminal, results::searched);
        ProgressBar bar = builder("Searching", screen)
                .setInitialMax(results.total())
                .setUnit(" databases", 1)
                .build();
        screen.bar = bar;
        return new Progress(screen, bar, terminal.outIsTerminal());
    }

    private static ProgressBarBuilder builder(String task, Screen screen) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(screen)
                .continuousUpdate();
    }

    /** Another check has ended, or another agent has been read. */
    synchronized void step() {
        if (bar != null) {
            bar.step();
        }
    }

    /** The first record is about to be shown, or it is known that there is none. */
    void firstIsFound() {
        if (endsWithFirst) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null && screen != null) {
            bar.close();
            bar = null;
            screen.clear(); // the bar would not, if it ends before it is shown for the second time
        }
    }

    /** Shows the bar, and moves it to where reading is each time; records need not be counted. */
    private static final class Screen extends ConsoleProgressBarConsumer {
        private final Terminal terminal;
        private final @Nullable LongSupplier position;
        private volatile @Nullable ProgressBar bar;

        Screen(Terminal terminal, @Nullable LongSupplier position) {
            super(
                    new PrintStream(new WriterOutput(terminal.err()), true, StandardCharsets.UTF_8),
                    Math.min(WIDEST, terminal.columns()) - 1);
            this.terminal = terminal;
            this.position = position;
        }

        @Override
        public void accept(String line) {
            super.accept(line);
            ProgressBar moved = bar;
            if (moved != null && position != null) {
                moved.stepTo(position.getAsLong());
            }
        }

        /** Without the line feed that would leave an empty line. */
        @Override
        public void close() {
            terminal.err().flush();
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
