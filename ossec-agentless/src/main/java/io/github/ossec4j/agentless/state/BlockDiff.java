package io.github.ossec4j.agentless.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The difference of texts too large to be held: the equal lines at both ends are set aside, and all between is one
 * changed place. Correct, rarely short, and done in little memory.
 */
final class BlockDiff {
    private static final int BLOCK = 64 * 1024;

    /** Bytes of the equal lines at the beginning, and their number. */
    private long prefix;

    private long prefixLines;
    /** Bytes of the equal lines at the end. */
    private long suffix;

    private BlockDiff() {}

    /** Writes the difference of two texts that are not equal in normal format. */
    static void write(SeekableByteChannel old, SeekableByteChannel changed, OutputStream out) throws IOException {
        var diff = new BlockDiff();
        diff.findPrefix(old, changed);
        diff.findSuffix(old, changed);
        var before = new Part(old, diff.prefix, old.size() - diff.suffix);
        var after = new Part(changed, diff.prefix, changed.size() - diff.suffix);
        long oldLines = before.lines();
        long newLines = after.lines();
        char verb = oldLines == 0 ? 'a' : newLines == 0 ? 'd' : 'c';
        out.write(ascii(diff.range(oldLines) + verb + diff.range(newLines) + '\n'));
        before.write("< ", out);
        if (verb == 'c') {
            out.write(ascii("---\n"));
        }
        after.write("> ", out);
    }

    private String range(long lines) {
        return lines > 1 ? (prefixLines + 1) + "," + (prefixLines + lines) : Long.toString(prefixLines + lines);
    }

    /** The position of the first byte that is not the same, or -1. */
    static long mismatch(SeekableByteChannel a, SeekableByteChannel b) throws IOException {
        long most = Math.min(a.size(), b.size());
        for (long at = 0; at < most; at += BLOCK) {
            int n = (int) Math.min(BLOCK, most - at);
            int difference = Arrays.mismatch(read(a, at, n), read(b, at, n));
            if (difference >= 0) {
                return at + difference;
            }
        }
        return a.size() == b.size() ? -1 : most;
    }

    /** A whole text. */
    static byte[] all(SeekableByteChannel text) throws IOException {
        return read(text, 0, Math.toIntExact(text.size()));
    }

    private void findPrefix(SeekableByteChannel old, SeekableByteChannel changed) throws IOException {
        long mismatch = mismatch(old, changed);
        var equal = new Part(old, 0, mismatch);
        prefix = equal.afterLastLineFeed();
        prefixLines = new Part(old, 0, prefix).lines();
    }

    private void findSuffix(SeekableByteChannel a, SeekableByteChannel b) throws IOException {
        long most = Math.min(a.size(), b.size()) - prefix;
        long equal = 0; // bytes known to be equal from the end
        while (equal < most) {
            int n = (int) Math.min(BLOCK, most - equal);
            byte[] x = read(a, a.size() - equal - n, n);
            byte[] y = read(b, b.size() - equal - n, n);
            int i = n;
            while (i > 0 && x[i - 1] == y[i - 1]) {
                i--;
                // The bytes behind a line feed are whole lines.
                if (x[i] == '\n') {
                    suffix = equal + n - i - 1;
                }
            }
            equal += n - i;
            if (i > 0) {
                return;
            }
        }
        // Everything up to the equal beginning of at least one text: that text adds nothing, and the equal lines
        // start where it does only if they start a line of the other text as well.
        if (most > 0 && startsLine(a, a.size() - most) && startsLine(b, b.size() - most)) {
            suffix = most;
        }
    }

    private static boolean startsLine(SeekableByteChannel channel, long at) throws IOException {
        return at == 0 || read(channel, at - 1, 1)[0] == '\n';
    }

    private static byte[] read(SeekableByteChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(at);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("a state file became shorter while it was compared");
            }
        }
        return buffer.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A range of bytes of a text. */
    private record Part(SeekableByteChannel file, long from, long to) {
        long lines() throws IOException {
            var counter = new OutputStream() {
                private long lines;
                private boolean isInLine;

                @Override
                public void write(int b) {
                    isInLine = b != '\n';
                    lines += isInLine ? 0 : 1;
                }
            };
            copy(counter);
            return counter.lines + (counter.isInLine ? 1 : 0);
        }

        long afterLastLineFeed() throws IOException {
            var finder = new OutputStream() {
                private long position;
                private long found;

                @Override
                public void write(int b) {
                    position++;
                    found = b == '\n' ? position : found;
                }
            };
            copy(finder);
            return from + finder.found;
        }

        /** Writes the lines behind a mark, and the usual note if the last has no LF. */
        void write(String mark, OutputStream out) throws IOException {
            byte[] prefix = ascii(mark);
            var marker = new OutputStream() {
                private boolean isInLine;

                @Override
                public void write(int b) throws IOException {
                    if (!isInLine) {
                        out.write(prefix);
                    }
                    out.write(b);
                    isInLine = b != '\n';
                }
            };
            copy(marker);
            if (marker.isInLine) {
                out.write(ascii("\n\\ No newline at end of file\n"));
            }
        }

        private void copy(OutputStream out) throws IOException {
            for (long at = from; at < to; at += BLOCK) {
                out.write(read(file, at, (int) Math.min(to - at, BLOCK)));
            }
        }
    }
}
