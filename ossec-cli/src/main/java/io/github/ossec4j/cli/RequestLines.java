package io.github.ossec4j.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream; overlong lines do not fill the memory. One thread at a time. */
final class RequestLines {
    /** More than any request needs. */
    static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    RequestLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        line.reset();
        tooLong = false;
        int b = in.read();
        if (b < 0) {
            return false;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() == LONGEST) {
                tooLong = true;
            } else {
                line.write(b);
            }
            b = in.read();
        }
        return true;
    }

    /** Whether there was more than {@link #line()} contains. */
    boolean isTooLong() {
        return tooLong;
    }

    /** The line, without its line feed. */
    String line() {
        return line.toString(Terminal.CHARSET);
    }
}
