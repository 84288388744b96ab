package io.github.ossec4j.cli;

import java.io.BufferedOutputStream;
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

/**
 * The input and output of the command. Everything is UTF-8, regardless of the locale.
 *
 * @param in standard input
 * @param out standard output, buffered; throws {@link OutputFailedException}, of which {@link OutputClosedException}
 *     means that it has no reader anymore
 * @param err standard error
 * @param outIsTerminal whether a terminal shows standard output
 * @param errIsTerminal whether a terminal shows standard error
 * @param environment variables of the process
 */
record Terminal(
        InputStream in,
        OutputStream out,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {
    static final Charset CHARSET = StandardCharsets.UTF_8;

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
                isTerminal("out", 1),
                isTerminal("err", 2),
                System.getenv());
    }

    /** Buffers; failures to write have their own exceptions. */
    static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(new StandardOutput(out), BUFFER_BYTES);
    }

    /** Whether the standard input of this process is a terminal. */
    static boolean inIsTerminal() {
        return isTerminal("in", 0);
    }

    /** The script that starts the command passes this; without it, Linux shows what a file descriptor refers to. */
    private static boolean isTerminal(String name, int descriptor) {
        String told = System.getProperty("ossec.terminal." + name);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false; // not Linux, and not started by the script
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
