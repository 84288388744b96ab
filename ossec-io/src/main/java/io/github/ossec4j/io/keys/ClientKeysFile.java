package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code etc/client.keys} at one moment.
 *
 * <p>A living entry is {@code <id> <name> <address> <secret>}, separated by single blanks; the secret is everything after
 * the third one. Names are usually ASCII; other bytes are decoded losslessly (see {@link RawText#lossless()}). Removed
 * entries of both dialects are recognized line by line. Of several living entries with one id the first counts. An
 * address that no release would accept does not make a line malformed: see {@link AgentAddress#kind()}. A last line without
 * LF is an entry like the others if its secret is 64 hexadecimal digits; else it is still being written.
 *
 * <p>Immutable.
 */
public final class ClientKeysFile {
    /** Of the file: room for half a million agents. */
    public static final int MOST_BYTES = 64 << 20;

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
     * @param malformed receives each line that is no entry, and a last line that is still being written
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws OssecFormatException if it has more than {@link #MOST_BYTES} bytes
     */
    public static ClientKeysFile read(Path file, MalformedLineHandler malformed) throws IOException {
        var lines = new ArrayList<ClientKeysLine>();
        boolean terminated = true;
        long overlong = 0;
        try (ClientKeysCursor cursor = ClientKeysCursor.open(file, malformed)) {
            while (cursor.next()) {
                terminated = cursor.isTerminated();
                lines.add(cursor.line());
                if (cursor.isOverlong() && overlong == 0) {
                    overlong = cursor.lineNumber();
                }
            }
        }
        return new ClientKeysFile(lines, terminated, overlong);
    }

    /** Every line, in the order of the file. */
    public List<ClientKeysLine> lines() {
        return lines;
    }

    /** Whether the last line is complete; true for an empty file. */
    public boolean endsWithLineFeed() {
        return endsWithLineFeed;
    }

    /** Whether this is the last line, and still being written: it has no LF and is no whole entry. */
    public boolean isUnfinished(ClientKeysLine line) {
        return !endsWithLineFeed
                && line instanceof ClientKeysLine.Malformed
                && line.lineNumber() == lines.get(lines.size() - 1).lineNumber();
    }

    /** The 1-based number of the first line that was too long to be kept, so that the file must not be rewritten; else 0. */
    public long firstOverlongLine() {
        return firstOverlongLine;
    }

    /** Whether another content is the same, byte for byte. */
    boolean hasSameBytes(ClientKeysFile other) {
        if (lines.size() != other.lines.size() || endsWithLineFeed != other.endsWithLineFeed) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).raw().equals(other.lines.get(i).raw())) {
                return false;
            }
        }
        return true;
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
