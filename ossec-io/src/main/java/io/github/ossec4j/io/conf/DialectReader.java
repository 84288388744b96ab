package io.github.ossec4j.io.conf;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.RawText;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Rewrites OSSEC's dialect as XML while it is read, so that an XML parser sees one root, names that XML allows, no
 * entities, and each line feed where it was; source: {@code docs/formats/ossec.conf.md}, "Dialect".
 *
 * <p>Each byte that XML would refuse, change or interpret in its place becomes the letter U+4E00 plus its value; no
 * byte alone decodes to those letters, so {@link #restore(String)} finds the bytes again. Errors are those of OSSEC.
 */
final class DialectReader extends Reader {
    private static final char MAPPED = '\u4E00';
    private static final int CHUNK_BYTES = 8192;
    private static final int SHOWN_NAME = 40;
    private static final byte[] PROLOG = {'<', '?', 'x', 'm', 'l'};

    private final Path file;
    private final byte[] bytes;
    private final StringBuilder out = new StringBuilder("<r>");
    private final Deque<String> open = new ArrayDeque<>();
    private int outPosition;
    private int position;
    private int textBytes;
    private boolean rootSeen;
    private boolean finished;

    DialectReader(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The file's own text from what the XML parser made of the rewritten one. */
    static String restore(String rewritten) {
        boolean ascii = true;
        for (int i = 0; i < rewritten.length() && ascii; i++) {
            ascii = rewritten.charAt(i) < 0x80;
        }
        if (ascii) {
            return rewritten;
        }
        byte[] original = new byte[rewritten.length()];
        for (int i = 0; i < original.length; i++) {
            original[i] = (byte) rewritten.charAt(i); // MAPPED is a multiple of 256
        }
        return RawText.of(original).lossless();
    }

    @Override
    public int read(char[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (outPosition == out.length()) {
            if (finished) {
                return -1;
            }
            out.setLength(0);
            outPosition = 0;
            step();
        }
        int count = Math.min(length, out.length() - outPosition);
        out.getChars(outPosition, outPosition + count, target, offset);
        outPosition += count;
        return count;
    }

    @Override
    public void close() {
        finished = true;
    }

    private void step() {
        if (position == bytes.length) {
            if (!open.isEmpty()) {
                throw error("every element to be closed", "End of file and some elements were not closed.");
            }
            out.append("</r>");
            finished = true;
        } else if (isMarkup(position)) {
            markup();
        } else {
            text();
        }
    }

    /** A backslash takes its meaning from a {@code <} behind it. */
    private boolean isMarkup(int index) {
        return bytes[index] == '<' && (index == 0 || bytes[index - 1] != '\\');
    }

    private void text() {
        int limit = Math.min(bytes.length, position + CHUNK_BYTES);
        int start = position;
        boolean outside = open.isEmpty();
        while (position < limit && !isMarkup(position)) {
            byte b = bytes[position++];
            if (b == '\n') {
                out.append('\n');
            } else if (!outside) {
                append(b);
            }
        }
        if (!outside) {
            textBytes += position - start;
            if (textBytes > ConfigurationLimits.TEXT_BYTES) {
                throw error(
                        "a text of at most " + ConfigurationLimits.TEXT_BYTES + " bytes in element '"
                                + shown(open.element()) + "'",
                        "String overflow.");
            }
        }
    }

    private void markup() {
        int next = position + 1 < bytes.length ? bytes[position + 1] : -1;
        if (next == '!') {
            comment();
        } else if (next == '/') {
            endTag();
        } else if (!rootSeen && isProlog()) {
            prolog();
        } else {
            startTag();
        }
    }

    /** Ends at the first {@code -->} or {@code !>}; the dashes of the opening may be those of the end. */
    private void comment() {
        int start = position;
        out.append("<!--");
        for (int i = position + 2; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                out.append('\n');
            } else if (bytes[i] == '>' && i > start + 2) {
                boolean dashes = i > start + 3 && bytes[i - 1] == '-' && bytes[i - 2] == '-';
                if (dashes || bytes[i - 1] == '!') {
                    out.append("-->");
                    position = i + 1;
                    return;
                }
            }
        }
        throw error("the comment to end with --> or !>", "Comment not closed.");
    }

    private boolean isProlog() {
        if (position + PROLOG.length >= bytes.length || !isSpace(bytes[position + PROLOG.length])) {
            return false;
        }
        for (int i = 0; i < PROLOG.length; i++) {
            if (bytes[position + i] != PROLOG[i]) {
                return false;
            }
        }
        return true;
    }

    private void prolog() {
        for (int i = position; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                out.append('\n');
            } else if (bytes[i] == '>' && bytes[i - 1] == '?') {
                position = i + 1;
                return;
            }
        }
        throw error("the XML declaration to end with ?>", "XML declaration not closed.");
    }

    private void endTag() {
        String name = open.peek();
        if (name == null) {
            throw error("a start tag before an end tag", "Element not opened.");
        }
        int start = position + 2;
        int end = start + name.length();
        if (end >= bytes.length || bytes[end] != '>' || !name.equals(latin1(start, end))) {
            throw notClosed(name);
        }
        position = end + 1;
        open.pop();
        out.append("</");
        appendName(name);
        out.append('>');
        textBytes = 0;
    }

    private void startTag() {
        int tagStart = position;
        int nameStart = position + 1;
        int i = nameStart;
        while (i < bytes.length && bytes[i] != '>' && !isSpace(bytes[i])) {
            i++;
        }
        String name = latin1(nameStart, Math.min(i, nameStart + ConfigurationLimits.NAME_BYTES + 1));
        if (i == bytes.length) {
            throw notClosed(name);
        }
        if (name.length() > ConfigurationLimits.NAME_BYTES) {
            throw error("a name of at most " + ConfigurationLimits.NAME_BYTES + " bytes", "String overflow.");
        }
        boolean empty = name.endsWith("/");
        if (empty) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty()) {
            throw error("the name of an element", "Element '' not closed.");
        }
        if (open.size() == ConfigurationLimits.DEPTH) {
            throw error(
                    "at most " + ConfigurationLimits.DEPTH + " elements within each other",
                    "Max recursion level reached.");
        }
        rootSeen = true;
        textBytes = 0;
        position = i;
        out.append('<');
        appendName(name);
        if (!empty) {
            empty = attributes();
        }
        if (position < bytes.length && bytes[position] == '>') {
            position++; // OSSEC leaves that of an empty tag with attributes in the parent's text
        }
        for (int j = tagStart; j < position; j++) {
            if (bytes[j] == '\n') {
                out.append('\n');
            }
        }
        out.append(empty ? "/>" : ">");
        if (!empty) {
            open.push(name);
        }
    }

    /** Reads up to the {@code >}, exclusive, or past the {@code /} of an empty tag. */
    private boolean attributes() {
        int start = position;
        Set<String> names = new HashSet<>();
        while (true) {
            position = skipSpace(position);
            if (position - start > ConfigurationLimits.TEXT_BYTES) {
                throw error("attributes of at most " + ConfigurationLimits.TEXT_BYTES + " bytes", "String overflow.");
            }
            if (position == bytes.length) {
                throw endInAttribute();
            }
            if (bytes[position] == '>') {
                return false;
            }
            if (bytes[position] == '/') {
                position++;
                return true;
            }
            attribute(names);
        }
    }

    private void attribute(Set<String> names) {
        int nameStart = position;
        int i = nameStart;
        while (i < bytes.length && bytes[i] != '=' && bytes[i] != '>' && !isSpace(bytes[i])) {
            i++;
        }
        String name = latin1(nameStart, Math.min(i, nameStart + ConfigurationLimits.NAME_BYTES + 1));
        if (name.length() > ConfigurationLimits.NAME_BYTES) {
            throw error(
                    "a name of at most " + ConfigurationLimits.NAME_BYTES + " bytes",
                    "Overflow attempt at attribute '" + printable(name.substring(0, 20)) + "'.");
        }
        if (i == bytes.length) {
            throw endInAttribute();
        }
        if (bytes[i] != '=' || i == nameStart) {
            throw error("name=\"value\"", "Attribute '" + shown(name) + "' has no value.");
        }
        if (!names.add(name)) {
            throw error("each attribute once", "Attribute '" + shown(name) + "' already defined.");
        }
        i = skipSpace(i + 1);
        if (i == bytes.length) {
            throw endInAttribute();
        }
        byte quote = bytes[i];
        if (quote != '"' && quote != '\'') {
            throw error("name=\"value\"", "Attribute '" + shown(name) + "' not followed by a \" or '.");
        }
        int valueStart = i + 1;
        int end = valueStart;
        while (end < bytes.length && bytes[end] != quote && bytes[end] != '>') {
            end++;
        }
        if (end - valueStart > ConfigurationLimits.TEXT_BYTES) {
            throw error(
                    "attributes of at most " + ConfigurationLimits.TEXT_BYTES + " bytes",
                    "Overflow attempt at attribute '" + shown(name) + "'.");
        }
        if (end == bytes.length) {
            throw endInAttribute();
        }
        if (bytes[end] == '>') {
            throw error("a quote behind the value", "Attribute '" + shown(name) + "' not closed.");
        }
        position = end + 1;
        if (position == bytes.length) {
            throw endInAttribute();
        }
        byte after = bytes[position];
        if (!isSpace(after) && after != '>' && after != '/') {
            throw error("white space, / or > behind the value", "Bad attribute closing for '" + shown(name) + "'.");
        }
        out.append(' ');
        appendName(name);
        out.append("=\"");
        for (int j = valueStart; j < end; j++) {
            if (bytes[j] == '"' || bytes[j] < ' ') {
                map(bytes[j]); // XML would make blanks of tabs and line ends
            } else {
                append(bytes[j]);
            }
        }
        out.append('"');
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < bytes.length && isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private void append(byte b) {
        if (b == '\t' || b == '\n' || (b >= ' ' && b < 0x7F && b != '<' && b != '>' && b != '&')) {
            out.append((char) b);
        } else {
            map(b);
        }
    }

    private void map(byte b) {
        out.append((char) (MAPPED + (b & 0xFF)));
    }

    private void appendName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean inner = (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (letter || (inner && i > 0)) {
                out.append(c);
            } else {
                map((byte) c);
            }
        }
    }

    private String latin1(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private OssecFormatException notClosed(String name) {
        return error("</" + shown(name) + ">", "Element '" + shown(name) + "' not closed.");
    }

    private OssecFormatException endInAttribute() {
        position = bytes.length;
        return error("the tag to be closed", "End of file while reading an attribute.");
    }

    private OssecFormatException error(String expected, String ossec) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return new DialectException(file, line, expected, ossec);
    }

    /** A name for a message; a damaged file may have anything in its place. */
    private static String shown(String name) {
        return printable(name.length() > SHOWN_NAME ? name.substring(0, SHOWN_NAME) + "…" : name);
    }

    private static String printable(String name) {
        var printable = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            printable.append(c < ' ' || (c >= 0x7F && c <= 0xFF) ? '?' : c);
        }
        return printable.toString();
    }
}
