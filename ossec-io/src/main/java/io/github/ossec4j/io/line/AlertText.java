package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.io.text.PackedText;
import io.github.ossec4j.model.RawText;
import java.util.Arrays;

/**
 * The parts of an alert after its {@link AlertHead}: the description of the rule, the optional lines, and the log.
 *
 * <p>Indexes are those of the bytes that were divided.
 */
public final class AlertText {
    /** OSSEC cuts the text of an event to this many bytes. */
    public static final int CUT = 1256;

    /** The optional lines, in the order in which OSSEC writes them. */
    public enum Field {
        /** Source address. */
        SOURCE_ADDRESS(0, "Src IP: "),
        /** Country of the source address. */
        SOURCE_PLACE(1, "Src Location: "),
        /** Source port. */
        SOURCE_PORT(2, "Src Port: "),
        /** Destination address. */
        DESTINATION_ADDRESS(3, "Dst IP: "),
        /** Country of the destination address. */
        DESTINATION_PLACE(4, "Dst Location: "),
        /** Destination port. */
        DESTINATION_PORT(5, "Dst Port: "),
        /** User on the destination. */
        USER(6, "User: ");

        private final int place;
        private final String prefix;

        Field(int place, String prefix) {
            this.place = place;
            this.prefix = prefix;
        }

        /** What the line starts with. */
        public String prefix() {
            return prefix;
        }
    }

    private static final Field[] FIELDS = Field.values();
    private static final PackedText[] BEGINS = Arrays.stream(FIELDS)
            .map(field -> PackedText.of(field.prefix.substring(0, Math.min(field.prefix.length(), Long.BYTES))))
            .toArray(PackedText[]::new);

    private final int[] starts = new int[FIELDS.length]; // of the values; -1 for none
    private final int[] ends = new int[FIELDS.length];
    private int descriptionEnd;
    private int log;
    private int logEnd;
    private int count;
    private boolean cut;

    /**
     * Whether this source address may be found by dividing the bytes, which takes several times as long.
     *
     * @param description after its opening quote
     * @param end of the alert, with its empty lines
     */
    public static boolean mayHaveSource(RawText address, byte[] bytes, int description, int end) {
        int lineFeed = PackedBytes.lineFeed(bytes, description, end);
        if (lineFeed == description || bytes[lineFeed - 1] != '\'') {
            return true; // the description goes on
        }
        int from = lineFeed + 1 + Field.SOURCE_ADDRESS.prefix.length();
        int to = from + address.length();
        return to < end
                && bytes[to] == '\n'
                && isAt(Field.SOURCE_ADDRESS, bytes, lineFeed + 1, end)
                && address.equalsRange(bytes, from, to);
    }

    /**
     * Divides the bytes from the description on; after the end another eight must be readable.
     *
     * @param description after its opening quote
     * @param end of the alert, with its empty lines
     */
    public void divide(byte[] bytes, int description, int end) {
        int at = afterDescription(bytes, description, end);
        int contentEnd = contentEnd(bytes, at, end);
        int lastField = at;
        int last = -1;
        count = 0;
        for (int i = 0; i < FIELDS.length; i++) {
            starts[i] = -1;
        }
        for (int i = next(bytes, 0, at, end); i < FIELDS.length; i = next(bytes, i + 1, at, end)) {
            int lineFeed = PackedBytes.lineFeed(bytes, at, end);
            starts[i] = at + FIELDS[i].prefix.length();
            ends[i] = lineFeed;
            last = i;
            lastField = at;
            at = Math.min(lineFeed + 1, end);
            count++;
        }
        if (last >= 0 && at >= contentEnd) { // the log is never empty
            starts[last] = -1;
            at = lastField;
            count--;
        }
        log = at;
        logEnd = Math.max(at, contentEnd);
        cut = end - log == CUT + 2 && bytes[end - 1] == '\n' && bytes[end - 2] == '\n';
    }

    private static int next(byte[] bytes, int from, int at, int end) {
        int i = from;
        while (i < FIELDS.length && !isAt(FIELDS[i], bytes, at, end)) {
            i++;
        }
        return i;
    }

    private static boolean isAt(Field field, byte[] bytes, int at, int end) {
        return BEGINS[field.place].isAt(bytes, at, end)
                && (field.prefix.length() <= Long.BYTES || Ascii.startsWith(bytes, at, end, field.prefix));
    }

    /** Finds the quote that ends the description, in this line or one that follows without an empty line between. */
    private int afterDescription(byte[] bytes, int description, int end) {
        int first = PackedBytes.lineFeed(bytes, description, end);
        int lineFeed = first;
        int lineStart = description;
        while (lineFeed > lineStart || lineStart == description) {
            if (lineFeed > lineStart && bytes[lineFeed - 1] == '\'') {
                descriptionEnd = lineFeed - 1;
                return Math.min(lineFeed + 1, end);
            }
            if (lineFeed >= end) {
                break;
            }
            lineStart = lineFeed + 1;
            lineFeed = PackedBytes.lineFeed(bytes, lineStart, end);
        }
        descriptionEnd = first;
        return Math.min(first + 1, end);
    }

    /** The end without the last line feeds. */
    private static int contentEnd(byte[] bytes, int from, int end) {
        int at = end;
        while (at > from && bytes[at - 1] == '\n') {
            at--;
        }
        return at;
    }

    /** Where the description ends. */
    public int descriptionEnd() {
        return descriptionEnd;
    }

    /** Where the value of an optional line starts; -1 if there is no such line. */
    public int start(Field field) {
        return starts[field.place];
    }

    /** Where the value of an optional line ends. */
    public int end(Field field) {
        return ends[field.place];
    }

    /** How many optional lines there are. */
    public int fields() {
        return count;
    }

    /** Where the log starts. */
    public int log() {
        return log;
    }

    /** Where the log ends, without line feed. */
    public int logEnd() {
        return logEnd;
    }

    /** Whether the text has exactly the length at which OSSEC cuts it. */
    public boolean isCut() {
        return cut;
    }
}
