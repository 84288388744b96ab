package io.github.ossec4j.api.rest;

import java.io.IOException;
import java.io.OutputStream;

/** The destination of an answer. Its failures are distinguished from those of the home, which is read meanwhile. */
final class AnswerOutput extends OutputStream {
    private final OutputStream out;

    AnswerOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) {
        try {
            out.write(b);
        } catch (IOException e) {
            throw new AnswerNotWrittenException(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new AnswerNotWrittenException(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new AnswerNotWrittenException(e);
        }
    }
}
