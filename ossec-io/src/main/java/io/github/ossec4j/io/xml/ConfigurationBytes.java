package io.github.ossec4j.io.xml;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.ConfigurationProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A configuration file as it was at one moment, read in one pass. */
public final class ConfigurationBytes {
    private final Path file;
    private final byte[] bytes;

    /** Offsets of all line starts; built when the first is asked for. */
    private int[] lineStarts = {};

    private ConfigurationBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Reads the whole file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws OssecFormatException if it is larger than a configuration may be
     */
    public static ConfigurationBytes read(Path file) throws IOException {
        byte[] bytes = RegularFile.begin(file, ConfigurationLimits.FILE_BYTES + 1);
        if (bytes.length > ConfigurationLimits.FILE_BYTES) {
            throw new OssecFormatException(
                    file, 0, "a configuration of at most " + ConfigurationLimits.FILE_BYTES + " bytes");
        }
        return new ConfigurationBytes(file, bytes);
    }

    Path file() {
        return file;
    }

    /** Not copied; the caller only reads. */
    byte[] bytes() {
        return bytes;
    }

    /** The bytes from {@code from}, inclusive, to {@code to}, exclusive, as {@link RawText#lossless()}. */
    String text(int from, int to) {
        return RawText.of(bytes, from, to).lossless();
    }

    /** The 1-based line of the first byte that is not UTF-8; 0 if all are. */
    int firstLineNotUtf8() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        return StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError() ? line(in.position()) : 0;
    }

    /** The 1-based line that an offset is in. */
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts(), offset);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** Passes problems of values on as malformed lines. */
    public Consumer<ConfigurationProblem> problems(MalformedLineHandler handler) {
        return problem -> handler.malformed(new MalformedLine(
                file, problem.lineNumber(), lineStarts()[problem.lineNumber() - 1], problem.expected()));
    }

    private int[] lineStarts() {
        if (lineStarts.length == 0) {
            lineStarts = IntStream.concat(
                            IntStream.of(0),
                            IntStream.range(0, bytes.length)
                                    .filter(i -> bytes[i] == '\n')
                                    .map(i -> i + 1))
                    .toArray();
        }
        return lineStarts;
    }
}
