package io.github.ossec4j.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * How the library's log is shown: warnings, as one line on standard error; with {@code --verbose} also their causes.
 *
 * <p>The JDK makes one when something is logged for the first time, so that a run without warnings does not wait for
 * it.
 */
public final class LogSettings {
    private static final String SERVER = "io.github.ossec4j.server";

    private static volatile boolean verbose;

    /** Called by the JDK. */
    public LogSettings() throws IOException {
        String settings = String.join(
                "\n",
                "handlers = java.util.logging.ConsoleHandler",
                ".level = WARNING",
                // The SSH library logs what its exceptions say as well.
                "net.schmizz.level = OFF",
                "com.hierynomus.level = OFF",
                "java.util.logging.ConsoleHandler.formatter = " + Line.class.getName());
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(settings.getBytes(Terminal.CHARSET)));
    }

    /** Replaces the JDK's own settings, unless the user provides some. */
    static void install() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.config.class", LogSettings.class.getName());
        }
    }

    static void verbose(boolean on) {
        verbose = on;
    }

    /** The line of one record. */
    public static final class Line extends Formatter {
        /** Called by the JDK. */
        public Line() {}

        @Override
        public String format(LogRecord entry) {
            // What a server logs needs the time; a command ends soon.
            boolean isServer = String.valueOf(entry.getLoggerName()).startsWith(SERVER);
            String line = (isServer ? entry.getInstant().truncatedTo(ChronoUnit.MILLIS) + " " : "ossec: ")
                    + DisplayText.escaped(formatMessage(entry))
                    + System.lineSeparator();
            Throwable cause = entry.getThrown();
            if (cause == null) {
                return line;
            }
            if (!verbose) {
                return line.stripTrailing() + ": " + DisplayText.escaped(String.valueOf(cause.getMessage()))
                        + System.lineSeparator();
            }
            return line + EscapedTrace.of(cause);
        }
    }
}
