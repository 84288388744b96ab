package io.github.ossec4j.agentless.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
    static void write(Path old, Path changed, OutputStream out) throws IOException {
        var diff = new BlockDiff();
        diff.findPrefix(old, changed);
        diff.findSuffix(old, changed);
        var before = new Part(old, diff.prefix, Files.size(old) - diff.suffix);
        var after = new Part(changed, diff.prefix, Files.size(changed) - diff.suffix);
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

    private void findPrefix(Path old, Path changed) throws IOException {
        long mismatch = Files.mismatch(old, changed);
        var equal = new Part(old, 0, mismatch);
        prefix = equal.afterLastLineFeed();
        prefixLines = new Part(old, 0, prefix).lines();
    }

    private void findSuffix(Path old, Path changed) throws IOException {
        try (FileChannel a = FileChannel.open(old, StandardOpenOption.READ);
                FileChannel b = FileChannel.open(changed, StandardOpenOption.READ)) {
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
    }

    private static boolean startsLine(FileChannel channel, long at) throws IOException {
        return at == 0 || read(channel, at - 1, 1)[0] == '\n';
    }

    private static byte[] read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("a state file became shorter while it was compared");
            }
        }
        return buffer.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A range of bytes of a file. */
    private record Part(Path file, long from, long to) {
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
            byte[] block = new byte[BLOCK];
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(from);
                for (long left = to - from; left > 0; ) {
                    int n = in.read(block, 0, (int) Math.min(left, BLOCK));
                    if (n < 0) {
                        throw new IOException(file + " became shorter while it was compared");
                    }
                    out.write(block, 0, n);
                    left -= n;
                }
            }
        }
    }
}
