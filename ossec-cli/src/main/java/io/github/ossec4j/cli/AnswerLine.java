package io.github.ossec4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer of {@code batch} that is being written. The first bytes are held back, so that an answer that fails early
 * can be replaced by an error; longer ones are passed on as they come.
 */
final class AnswerLine extends OutputStream {
    private static final int HELD_BACK_BYTES = 1 << 16;

    private final OutputStream out;
    private final byte[] prefix;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(1024);
    private boolean isHeldBack = true;

    AnswerLine(OutputStream out, String prefix) {
        this.out = out;
        this.prefix = prefix.getBytes(Terminal.CHARSET);
    }

    /** Whether nothing has been passed on yet. */
    boolean isHeldBack() {
        return isHeldBack;
    }

    /** The answer is complete; an empty one, as that of a HEAD request, is null. */
    void finish() throws IOException {
        if (isHeldBack && held.size() == 0) {
            held.writeBytes("null".getBytes(Terminal.CHARSET));
        }
        release();
        out.write('}');
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (isHeldBack && held.size() + length > HELD_BACK_BYTES) {
            release();
        }
        if (isHeldBack) {
            held.write(bytes, offset, length);
        } else {
            out.write(bytes, offset, length);
        }
    }

    private void release() throws IOException {
        if (isHeldBack) {
            isHeldBack = false;
            out.write(prefix);
            held.writeTo(out);
            held.reset();
        }
    }
}
