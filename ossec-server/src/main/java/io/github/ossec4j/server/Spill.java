package io.github.ossec4j.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Keeps what is written in memory, up to a limit; from there on everything goes to another stream. */
final class Spill extends OutputStream {
    private final int limit;
    private final Overflow overflow;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1 << 13);
    private @Nullable OutputStream out;

    /** Provides the other stream. */
    @FunctionalInterface
    interface Overflow {
        OutputStream open() throws IOException;
    }

    Spill(int limit, Overflow overflow) {
        this.limit = limit;
        this.overflow = overflow;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (out == null && kept.size() + length > limit) {
            out = overflow.open();
            kept.writeTo(out);
            kept.reset();
        }
        if (out == null) {
            kept.write(bytes, offset, length);
        } else {
            out.write(bytes, offset, length);
        }
    }

    /** What was written, unless it was too much: then the other stream has been closed. */
    byte @Nullable [] finish() throws IOException {
        if (out == null) {
            return kept.toByteArray();
        }
        out.close();
        return null;
    }

    boolean isSpilt() {
        return out != null;
    }
}
