package io.github.ossec4j.io.rootcheck;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.RootcheckLine;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a policy database record by record without creating objects: {@link #next()} stops at well-formed
 * records and reports other lines.
 *
 * <p>Reads up to the end of the file when it was opened. One thread at a time.
 */
public final class RootcheckCursor implements RecordStream.Cursor {
    /** The records that mark start and end of scans. */
    public enum ScanMark {
        /** An integrity scan started. */
        SYSCHECK_START("Starting syscheck scan."),
        /** An integrity scan ended. */
        SYSCHECK_END("Ending syscheck scan."),
        /** A policy scan started. */
        ROOTCHECK_START("Starting rootcheck scan."),
        /** A policy scan ended. */
        ROOTCHECK_END("Ending rootcheck scan.");

        private final String text;

        ScanMark(String text) {
            this.text = text;
        }

        /** The text of the record. */
        public String text() {
            return text;
        }
    }

    private static final ScanMark[] MARKS = ScanMark.values();

    private final LineCursor lines;
    private final MalformedLineHandler malformed;
    private long lastSeen;
    private long firstSeen;
    private int textStart;
    private final RootcheckLine line = new RootcheckLine();

    RootcheckCursor(LineCursor lines, MalformedLineHandler malformed) {
        this.lines = lines;
        this.malformed = malformed;
    }

    /**
     * Opens a database.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static RootcheckCursor open(Path database, MalformedLineHandler malformed) throws IOException {
        return new RootcheckCursor(LineCursor.openAppended(database), malformed);
    }

    /** Moves to the next well-formed record; false at the end. */
    public boolean next() throws IOException {
        while (lines.next()) {
            if (isRecord()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves to the next scan mark; false at the end. Blocks of lines without the text of a mark are skipped, without
     * reporting malformed ones.
     */
    public boolean nextScanMark() throws IOException {
        lines.passUnless(RootcheckLine.SCAN_MARKS);
        while (lines.next()) {
            boolean candidate = RootcheckLine.SCAN_MARKS.mayFind(lines.buffer(), lines.start(), lines.end());
            if (candidate && isRecord() && scanMark().isPresent()) {
                return true;
            }
            lines.passUnless(RootcheckLine.SCAN_MARKS);
        }
        return false;
    }

    /** Whether the current line is a record; if it should be one and is not, that is reported. */
    private boolean isRecord() throws IOException {
        @Nullable String expected = parse();
        if (expected != null && !expected.isEmpty()) {
            malformed.malformed(new MalformedLine(lines.file(), lines.lineNumber(), lines.offset(), expected));
        }
        return expected == null;
    }

    private @Nullable String parse() {
        @Nullable String lacking = lines.lacking();
        if (lacking != null) {
            return lacking;
        }
        byte[] bytes = lines.buffer();
        int start = lines.start();
        int end = lines.end();
        if (start == end || bytes[start] == '#') {
            return "";
        }
        if (bytes[start] != '!') {
            lastSeen = -1;
            firstSeen = -1;
            textStart = start;
            return null;
        }
        line.find(bytes, start, end);
        lastSeen = Ascii.epochSecond(bytes, line.lastSeen(), line.lastSeenEnd());
        firstSeen = Ascii.epochSecond(bytes, line.firstSeen(), line.firstSeenEnd());
        textStart = line.text();
        return lastSeen < 0 || firstSeen < 0 || textStart == end ? "\"!<last seen>!<first seen> <text>\"" : null;
    }

    /** When the event was seen last, in seconds since 1970; -1 in records without times. */
    public long lastSeen() {
        return lastSeen;
    }

    /** When the event was seen first, in seconds since 1970; -1 in records without times. */
    public long firstSeen() {
        return firstSeen;
    }

    /** The text. */
    public RawText text() {
        return RawText.of(lines.buffer(), textStart, lines.end());
    }

    /** Which scan mark the record is, with or without a carriage return at the end; empty for findings. */
    public Optional<ScanMark> scanMark() {
        byte[] bytes = lines.buffer();
        int end = Ascii.withoutReturn(bytes, textStart, lines.end());
        for (ScanMark mark : MARKS) {
            if (Ascii.equals(bytes, textStart, end, mark.text)) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }

    /** How many bytes have been processed; with {@link #size()} a measure of progress. */
    @Override
    public long position() {
        return lines.position();
    }

    /** The size of the database when it was opened. */
    @Override
    public long size() {
        return lines.size();
    }

    /** Closes the database. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
