package io.github.ossec4j.io.conf;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.model.conf.ConfigurationProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** A configuration file as it was at one moment, read in one pass. */
final class ConfigurationBytes {
    private static final int CHUNK_BYTES = 8192;

    private final Path file;
    private final byte[] bytes;

    /** Offsets of all line starts; built when the first problem asks for one. */
    private int[] lineStarts = {};

    private ConfigurationBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static ConfigurationBytes read(Path file) throws IOException {
        RegularFile.require(file);
        try (InputStream in = Files.newInputStream(file)) {
            var out = new ByteArrayOutputStream(CHUNK_BYTES);
            byte[] chunk = new byte[CHUNK_BYTES];
            int length;
            while ((length = in.read(chunk)) >= 0) {
                out.write(chunk, 0, length);
                if (out.size() > ConfigurationLimits.FILE_BYTES) {
                    throw new OssecFormatException(
                            file, 0, "a configuration of at most " + ConfigurationLimits.FILE_BYTES + " bytes");
                }
            }
            return new ConfigurationBytes(file, out.toByteArray());
        }
    }

    Path file() {
        return file;
    }

    /** Not copied; the caller only reads. */
    byte[] bytes() {
        return bytes;
    }

    /** The 1-based line of the first byte that is no UTF-8; 0 if all are. */
    int firstLineNotUtf8() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(CHUNK_BYTES);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (!result.isError()) {
            return 0;
        }
        int line = 1;
        for (int i = 0; i < in.position(); i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Passes problems of values on as malformed lines. */
    Consumer<ConfigurationProblem> problems(MalformedLineHandler handler) {
        return problem -> handler.malformed(
                new MalformedLine(file, problem.lineNumber(), offset(problem.lineNumber()), problem.expected()));
    }

    private int offset(int lineNumber) {
        if (lineStarts.length == 0) {
            int[] starts = new int[64];
            int count = 1;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, count * 2);
                    }
                    starts[count++] = i + 1;
                }
            }
            lineStarts = Arrays.copyOf(starts, count);
        }
        return lineStarts[lineNumber - 1];
    }
}
