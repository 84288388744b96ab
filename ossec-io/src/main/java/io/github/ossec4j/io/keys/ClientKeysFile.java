package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code etc/client.keys} at one moment.
 *
 * <p>A living entry is {@code <id> <name> <address> <secret>}, separated by single blanks; the secret is everything behind
 * the third one. Names are usually ASCII; other bytes are decoded losslessly (see {@link RawText#lossless()}). Removed
 * entries of both dialects are recognised line by line. Of several living entries with one id the first counts. An
 * address that no release would accept does not make a line malformed: see {@link AgentAddress#kind()}.
 *
 * <p>Immutable.
 */
public final class ClientKeysFile {
    private static final String EXPECTED = "\"<id> <name> <address> <key>\"";

    private final List<ClientKeysLine> lines;
    private final boolean endsWithLineFeed;
    private final long firstOverlongLine;

    private ClientKeysFile(List<ClientKeysLine> lines, boolean endsWithLineFeed, long firstOverlongLine) {
        this.lines = List.copyOf(lines);
        this.endsWithLineFeed = endsWithLineFeed;
        this.firstOverlongLine = firstOverlongLine;
    }

    /** The content of a file that does not exist. */
    public static ClientKeysFile empty() {
        return new ClientKeysFile(List.of(), true, 0);
    }

    /**
     * Reads the whole file; memory is a few times its size. Of a line of more than 1 MiB nothing is kept.
     *
     * @param malformed told of each line that is no entry, and of a last line without LF
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static ClientKeysFile read(Path file, MalformedLineHandler malformed) throws IOException {
        var lines = new ArrayList<ClientKeysLine>();
        boolean terminated = true;
        long overlong = 0;
        try (LineCursor cursor = LineCursor.open(file)) {
            while (cursor.next()) {
                terminated = cursor.isTerminated();
                ClientKeysLine line = line(cursor);
                if (line instanceof ClientKeysLine.Malformed) {
                    malformed.malformed(new MalformedLine(
                            file,
                            cursor.lineNumber(),
                            cursor.offset(),
                            terminated ? EXPECTED : LineCursor.UNTERMINATED));
                }
                lines.add(line);
                if (cursor.isOverlong() && overlong == 0) {
                    overlong = cursor.lineNumber();
                }
            }
        }
        return new ClientKeysFile(lines, terminated, overlong);
    }

    private static ClientKeysLine line(LineCursor cursor) throws IOException {
        byte[] bytes = cursor.buffer();
        int start = cursor.start();
        int end = cursor.end();
        RawText raw = RawText.of(bytes, start, end);
        long number = cursor.lineNumber();
        if (cursor.isOverlong()) {
            return new ClientKeysLine.Malformed(raw, number);
        }
        if (start == end || bytes[start] == '#') {
            return new ClientKeysLine.Comment(raw, number);
        }
        int idEnd = Ascii.indexOf(bytes, start, end, ' ');
        long id = idEnd - start > 8 ? -1 : Ascii.unsigned(bytes, start, idEnd);
        if (!cursor.isTerminated() || id < 0 || idEnd + 1 >= end) {
            return new ClientKeysLine.Malformed(raw, number);
        }
        String idText = Ascii.string(bytes, start, idEnd);
        if (bytes[idEnd + 1] == '#' || bytes[idEnd + 1] == '!') {
            return new ClientKeysLine.Removed(raw, number, idText, AgentId.of((int) id));
        }
        int nameEnd = Ascii.indexOf(bytes, idEnd + 1, end, ' ');
        int addressEnd = nameEnd < end ? Ascii.indexOf(bytes, nameEnd + 1, end, ' ') : end;
        int keyEnd = Ascii.withoutReturn(bytes, start, end);
        if (id == 0 || nameEnd == idEnd + 1 || addressEnd >= keyEnd - 1 || addressEnd == nameEnd + 1) {
            return new ClientKeysLine.Malformed(raw, number);
        }
        var key = new ClientKey(
                AgentId.of((int) id),
                idText,
                RawText.of(bytes, idEnd + 1, nameEnd).lossless(),
                AgentAddress.of(RawText.of(bytes, nameEnd + 1, addressEnd).lossless()),
                RawText.of(bytes, addressEnd + 1, keyEnd).lossless());
        return new ClientKeysLine.Active(raw, number, idText, key);
    }

    /** Every line, in the order of the file. */
    public List<ClientKeysLine> lines() {
        return lines;
    }

    /** Whether the last line is complete; true for an empty file. */
    public boolean endsWithLineFeed() {
        return endsWithLineFeed;
    }

    /** The 1-based number of the first line that was too long to be kept, so that the file must not be rewritten; else 0. */
    public long firstOverlongLine() {
        return firstOverlongLine;
    }

    /** The living entries, in the order of the file. */
    public List<ClientKey> keys() {
        var keys = new ArrayList<ClientKey>();
        for (ClientKeysLine line : lines) {
            if (line instanceof ClientKeysLine.Active active) {
                keys.add(active.key());
            }
        }
        return List.copyOf(keys);
    }
}
