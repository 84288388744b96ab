package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Iterates over {@code etc/client.keys} line by line, for those who need few of its lines: {@link ClientKeysFile} keeps all of
 * them. What kind a line is follows from its bytes; only {@link #line()} makes a value of it.
 *
 * <p>Reads up to the end of the file when it was opened. One thread at a time.
 */
public final class ClientKeysCursor implements Closeable {
    private static final String EXPECTED = "\"<id> <name> <address> <key>\"";

    private final LineCursor lines;
    private final MalformedLineHandler malformed;
    private KeyLine fields = KeyLine.of(RawText.EMPTY);
    private long lineNumber;
    private int number;
    private boolean isRemoved;
    private boolean isLiving;
    private boolean isActive;

    private ClientKeysCursor(LineCursor lines, MalformedLineHandler malformed) {
        this.lines = lines;
        this.malformed = malformed;
    }

    /**
     * Opens a file.
     *
     * @param malformed receives each line that is no entry, and a last line that is still being written
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws OssecFormatException if it has more than {@link ClientKeysFile#MOST_BYTES} bytes
     */
    public static ClientKeysCursor open(Path file, MalformedLineHandler malformed) throws IOException {
        LineCursor lines = LineCursor.open(file);
        if (lines.size() > ClientKeysFile.MOST_BYTES) {
            lines.close();
            throw new OssecFormatException(file, 0, "a key file of at most " + ClientKeysFile.MOST_BYTES + " bytes");
        }
        return new ClientKeysCursor(lines, malformed);
    }

    /** Moves to the next line, of any kind, and reports it if it is malformed or damaged; false at the end. */
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        fields = KeyLine.of(lines.buffer(), lines.start(), lines.end());
        lineNumber = lines.lineNumber();
        boolean isTerminated = lines.isTerminated();
        number = fields.hasId() ? fields.number() : -1;
        isRemoved = fields.isRemoved() && number >= 0 && isTerminated;
        isLiving = fields.isLiving() && (isTerminated || fields.hasWholeKey()) && !lines.isOverlong();
        isActive = isLiving && number > 0 && fields.isFilled();
        if (!isActive && !isRemoved && !isComment()) {
            String expected = isTerminated ? EXPECTED : LineCursor.UNTERMINATED;
            malformed.malformed(new MalformedLine(lines.file(), lineNumber, lines.offset(), expected));
        }
        return true;
    }

    private boolean isComment() {
        return fields.isComment() && !lines.isOverlong();
    }

    /** Whether it is the entry of a removed agent. */
    public boolean isRemoved() {
        return isRemoved;
    }

    /** Whether it is the entry of a living agent, damaged or not. */
    public boolean isLiving() {
        return isLiving;
    }

    /** Whether it is the entry of a living agent that has all it needs. */
    public boolean isActive() {
        return isActive;
    }

    /** The number at the start of the line, of up to eight digits; -1 if there is none. */
    public int number() {
        return number;
    }

    /** Whether the id is written exactly so. */
    public boolean hasId(RawText id) {
        return fields.hasId(id);
    }

    /** Whether the name, or what is in its place, starts with this character. */
    public boolean hasNameStartingWith(char first) {
        return fields.hasNameStartingWith(first);
    }

    /** Whether the address may exist; see {@link AgentAddress.Kind#UNRECOGNIZED}. */
    public boolean hasKnownAddress() {
        return fields.hasPlainAddress() || address().kind() != AgentAddress.Kind.UNRECOGNIZED;
    }

    /** Whether the name and the address can be parts of file names; see {@link io.github.ossec4j.io.OssecHome#isSafeInFileName}. */
    public boolean isSafeInFileName() {
        return fields.isSafeInFileName();
    }

    /** Whether the line ends with LF. */
    boolean isTerminated() {
        return lines.isTerminated();
    }

    /** Whether nothing of the line was kept, because it is too long. */
    boolean isOverlong() {
        return lines.isOverlong();
    }

    /** The 1-based number of the line. */
    public long lineNumber() {
        return lineNumber;
    }

    /** The line as a value. */
    public ClientKeysLine line() {
        RawText raw = RawText.of(lines.buffer(), lines.start(), lines.end());
        if (isComment()) {
            return new ClientKeysLine.Comment(raw, lineNumber);
        }
        if (isRemoved) {
            return new ClientKeysLine.Removed(raw, lineNumber, fields.id().lossless(), AgentId.of(number));
        }
        return isLiving ? living(raw) : new ClientKeysLine.Malformed(raw, lineNumber);
    }

    private ClientKeysLine.Living living(RawText raw) {
        String idText = fields.id().lossless();
        String name = fields.name().lossless();
        return isActive
                ? new ClientKeysLine.Active(
                        raw,
                        lineNumber,
                        new ClientKey(
                                AgentId.of(number),
                                idText,
                                name,
                                address(),
                                fields.key().lossless()))
                : new ClientKeysLine.Damaged(raw, lineNumber, idText, name, address());
    }

    private AgentAddress address() {
        return AgentAddress.of(fields.address().lossless());
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
