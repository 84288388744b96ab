package io.github.ossec4j.cli;

import io.github.ossec4j.model.RawText;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes lines on as they may be shown to people, see {@link DisplayText#escaped}; closing passes on what has no line feed. */
final class EscapedLines extends FilterOutputStream {
    private static final int LONGEST = 1 << 16; // what is longer is decoded in pieces

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Closing this closes nothing else. */
    EscapedLines(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        if (b == '\n') {
            passOn();
            out.write('\n');
        } else {
            line.write(b);
            if (line.size() >= LONGEST) {
                passOn();
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    private void passOn() throws IOException {
        if (line.size() > 0) {
            out.write(DisplayText.escaped(RawText.of(line.toByteArray()).display())
                    .getBytes(Terminal.CHARSET));
            line.reset();
        }
    }

    @Override
    public void close() throws IOException {
        passOn();
    }
}
