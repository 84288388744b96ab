package io.github.ossec4j.cli;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The input and output of the command. Everything is UTF-8, regardless of the locale.
 *
 * @param in standard input
 * @param out standard output, buffered; throws {@link OutputFailedException}, of which {@link OutputClosedException}
 *     means that it has no reader anymore
 * @param err standard error
 * @param inIsTerminal whether somebody can type on standard input
 * @param outIsTerminal whether a terminal shows standard output
 * @param errIsTerminal whether a terminal shows standard error
 * @param window the columns of the terminal's window, 0 if unknown; called only when they matter
 * @param environment variables of the process
 */
record Terminal(
        InputStream in,
        OutputStream out,
        PrintWriter err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        IntSupplier window,
        Map<String, String> environment) {
    static final Charset CHARSET = StandardCharsets.UTF_8;

    /** The width of a terminal that does not say how wide it is. */
    static final int USUAL_COLUMNS = 80;

    /** Narrower tables would be unreadable, and no terminal is that wide. */
    private static final int FEWEST_COLUMNS = 20;

    private static final int MOST_COLUMNS = 10_000;

    private static final int BUFFER_BYTES = 1 << 16;

    /** Standard output cannot be written, for example because the disk is full. */
    static class OutputFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        OutputFailedException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** Standard output has no reader anymore, as when {@code head} has exited. */
    static final class OutputClosedException extends OutputFailedException {
        private static final long serialVersionUID = 1L;

        OutputClosedException(IOException cause) {
            super("standard output is closed", cause);
        }
    }

    /** Standard input, output and error of this process. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                buffered(new FileOutputStream(FileDescriptor.out)),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, CHARSET),
                isTerminal("in", 0),
                isTerminal("out", 1),
                isTerminal("err", 2),
                Terminal::windowColumns,
                System.getenv());
    }

    /** Buffers; failures to write have their own exceptions. */
    static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(new StandardOutput(out), BUFFER_BYTES);
    }

    /**
     * How wide lines may be: {@code $COLUMNS}, else the width of the window, else 80. Only for what a terminal shows;
     * other outputs have no width.
     */
    int columns() {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        if (columns == 0) {
            columns = window.getAsInt();
        }
        return columns == 0 ? USUAL_COLUMNS : Math.max(FEWEST_COLUMNS, Math.min(columns, MOST_COLUMNS));
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** As the script that starts the command found it, else as {@code stty} does. */
    private static int windowColumns() {
        String size = System.getProperty("ossec.terminal.size");
        return number(afterSpace(size != null ? size : output("stty", "size")));
    }

    /** The columns in {@code 24 80}. */
    private static String afterSpace(String size) {
        return size.substring(size.indexOf(' ') + 1);
    }

    /**
     * Whether this stream of the process is a terminal. The script that starts the command says so; without it, Linux
     * shows what a file descriptor refers to, and elsewhere {@code test} knows. {@link System#console()} does not: it
     * is about standard input and output at once.
     */
    private static boolean isTerminal(String name, int descriptor) {
        String given = System.getProperty("ossec.terminal." + name);
        if (given != null) {
            return Boolean.parseBoolean(given);
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            if (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")) {
                return true;
            }
            if (!target.startsWith("/dev/") || target.equals("/dev/null")) {
                return false;
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return succeeds("test", "-t", Integer.toString(descriptor));
    }

    /** Whether a program that has the streams of this process ends with status 0. */
    private static boolean succeeds(String... words) {
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false; // a system without such programs
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a program prints about the terminal of this process; empty if there is none. */
    private static String output(String... words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), CHARSET).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** A line for people on standard error; control characters are shown, not sent. */
    void complain(String message) {
        err.println("ossec: " + DisplayText.escaped(message));
        err.flush();
    }

    private static final class StandardOutput extends OutputStream {
        private final OutputStream out;

        StandardOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        /** The JDK has no specific exception for a pipe whose reader is gone, only the system's message. */
        private static OutputFailedException failure(IOException e) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")
                    ? new OutputClosedException(e)
                    : new OutputFailedException("standard output cannot be written: " + e.getMessage(), e);
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }
}
