package io.github.ossec4j.io.xml;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads the roots of a file written in OSSEC's dialect; source: {@code docs/formats/ossec.conf.md}, "Dialect".
 *
 * <p>Errors are those of OSSEC, except that the only text of the file that they quote is names that OSSEC knows: in a
 * damaged file a password may be in the place of a name.
 */
public final class DialectParser {
    private static final byte[] PROLOG = "<?xml".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);

    private final ConfigurationBytes source;
    private final byte[] bytes;
    private final Predicate<String> knownNames;
    private final boolean keepsVariables;
    private final ElementStack stack = new ElementStack();

    /** Text of the innermost element since its last child, without comments. */
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private int position;
    private int elements;

    private DialectParser(ConfigurationBytes source, Predicate<String> knownNames, boolean keepsVariables) {
        this.source = source;
        this.bytes = source.bytes();
        this.knownNames = knownNames;
        this.keepsVariables = keepsVariables;
    }

    /**
     * Reads all roots, in order.
     *
     * @param knownNames accepts the names of elements that messages may quote
     * @throws DialectException if the file is not written in OSSEC's dialect
     * @throws OssecFormatException if it has too many elements
     */
    public static List<ConfigurationElement> roots(ConfigurationBytes source, Predicate<String> knownNames) {
        return new DialectParser(source, knownNames, false).roots();
    }

    /** The same, with roots called {@code var}, in any case, which define variables. */
    public static List<ConfigurationElement> rootsWithVariables(
            ConfigurationBytes source, Predicate<String> knownNames) {
        return new DialectParser(source, knownNames, true).roots();
    }

    private List<ConfigurationElement> roots() {
        stack.start("", Map.of(), 1); // around all roots
        while (position < bytes.length) {
            if (isMarkup(position)) {
                markup();
            } else {
                text();
            }
        }
        if (isInside()) {
            throw error("every element to be closed", "End of file and some elements were not closed.");
        }
        return stack.end().children();
    }

    private boolean isInside() {
        return stack.depth() > 1;
    }

    /** A backslash before a {@code <} escapes it. */
    private boolean isMarkup(int index) {
        return bytes[index] == '<' && (index == 0 || bytes[index - 1] != '\\');
    }

    private void text() {
        int end = position;
        while (end < bytes.length && !isMarkup(end)) {
            end++;
        }
        if (isInside()) {
            if (end - position > ConfigurationLimits.TEXT_BYTES - text.size()) {
                throw error("a text of at most " + ConfigurationLimits.TEXT_BYTES + " bytes", "String overflow.");
            }
            text.write(bytes, position, end - position);
        }
        position = end;
    }

    private void markup() {
        int next = position + 1 < bytes.length ? bytes[position + 1] : -1;
        if (next == '!') {
            if (isInside() || !startsWithWord(DOCTYPE)) {
                comment();
            } else {
                documentType();
            }
        } else if (next == '/') {
            endTag();
        } else if (elements == 0 && startsWithWord(PROLOG)) {
            prolog();
        } else {
            startTag();
        }
    }

    /** Whether these bytes are here, followed by white space. */
    private boolean startsWithWord(byte[] word) {
        int end = position + word.length;
        return end < bytes.length && Arrays.equals(bytes, position, end, word, 0, word.length) && isSpace(bytes[end]);
    }

    /** Ends at the first {@code -->} or {@code !>}; the dashes of the opening may be those of the end. */
    private void comment() {
        for (int i = position + 3; i < bytes.length; i++) {
            if (bytes[i] == '>') {
                boolean dashes = i > position + 3 && bytes[i - 1] == '-' && bytes[i - 2] == '-';
                if (dashes || bytes[i - 1] == '!') {
                    position = i + 1;
                    return;
                }
            }
        }
        throw error("the comment to end with --> or !>", "Comment not closed.");
    }

    private void documentType() {
        int end = skipSpace(position + DOCTYPE.length);
        while (end < bytes.length && !isSpace(bytes[end]) && bytes[end] != '>' && bytes[end] != '[') {
            end++;
        }
        end = skipSpace(end);
        if (end == bytes.length || bytes[end] != '>') {
            throw error(ConfigurationLimits.DOCUMENT_TYPE, "Document type with a subset.");
        }
        position = end + 1;
    }

    private void prolog() {
        for (int i = position; i < bytes.length; i++) {
            if (bytes[i] == '>' && bytes[i - 1] == '?') {
                position = i + 1;
                return;
            }
        }
        throw error("the XML declaration to end with ?>", "XML declaration not closed.");
    }

    private void endTag() {
        if (!isInside()) {
            throw error("a start tag before an end tag", "Element not opened.");
        }
        String name = stack.name();
        byte[] expected = RawText.fromLossless(name).bytes();
        int start = position + 2;
        int end = start + expected.length;
        if (end >= bytes.length || bytes[end] != '>' || !Arrays.equals(bytes, start, end, expected, 0, end - start)) {
            throw notClosed(name, stack.lineNumber());
        }
        position = end + 1;
        close();
    }

    private void startTag() {
        int nameStart = position + 1;
        int end = nameStart;
        while (end < bytes.length && bytes[end] != '>' && !isSpace(bytes[end])) {
            end++;
        }
        boolean empty = end > nameStart && bytes[end - 1] == '/';
        int nameEnd = empty ? end - 1 : end;
        if (nameEnd - nameStart > ConfigurationLimits.NAME_BYTES) {
            throw error("a name of at most " + ConfigurationLimits.NAME_BYTES + " bytes", "String overflow.");
        }
        String name = source.text(nameStart, nameEnd);
        int line = source.line(position);
        if (end == bytes.length || name.isEmpty()) {
            throw notClosed(name, line);
        }
        if (stack.depth() > ConfigurationLimits.DEPTH) {
            throw error("at most " + ConfigurationLimits.DEPTH + " nested elements", "Max recursion level reached.");
        }
        if (++elements > ConfigurationLimits.ELEMENTS) {
            throw new OssecFormatException(
                    source.file(), line, "a configuration of at most " + ConfigurationLimits.ELEMENTS + " elements");
        }
        position = end;
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!empty) {
            empty = attributes(attributes);
        }
        if (position < bytes.length && bytes[position] == '>') {
            position++; // OSSEC leaves that of an empty tag with attributes in the parent's text
        }
        stack.start(name, attributes, line);
        text.reset();
        if (empty) {
            close();
        }
    }

    private void close() {
        stack.text(RawText.of(text.toByteArray()).lossless());
        text.reset();
        boolean isRoot = stack.depth() == 2;
        if (stack.name().equalsIgnoreCase("var") && !(keepsVariables && isRoot)) {
            stack.drop();
        } else {
            stack.end();
        }
    }

    /** Reads up to the {@code >}, exclusive, or past the {@code /} of an empty tag. */
    private boolean attributes(Map<String, String> attributes) {
        int start = position;
        while (true) {
            position = skipSpace(position);
            if (position - start > ConfigurationLimits.TEXT_BYTES) {
                throw error("attributes of at most " + ConfigurationLimits.TEXT_BYTES + " bytes", "String overflow.");
            }
            switch (byteAt(position)) {
                case '>' -> {
                    return false;
                }
                case '/' -> {
                    position++;
                    return true;
                }
                default -> attribute(attributes);
            }
        }
    }

    private void attribute(Map<String, String> attributes) {
        int nameEnd = position;
        while (byteAt(nameEnd) != '=' && bytes[nameEnd] != '>' && !isSpace(bytes[nameEnd])) {
            nameEnd++;
        }
        if (nameEnd - position > ConfigurationLimits.NAME_BYTES) {
            throw error(
                    "a name of at most " + ConfigurationLimits.NAME_BYTES + " bytes", "Overflow attempt at attribute.");
        }
        if (bytes[nameEnd] != '=' || nameEnd == position) {
            throw error("name=\"value\"", "Attribute has no value.");
        }
        int quote = skipSpace(nameEnd + 1);
        if (byteAt(quote) != '"' && bytes[quote] != '\'') {
            throw error("name=\"value\"", "Attribute not followed by a \" or '.");
        }
        int valueEnd = quote + 1;
        while (byteAt(valueEnd) != bytes[quote] && bytes[valueEnd] != '>') {
            valueEnd++;
        }
        if (valueEnd - quote - 1 > ConfigurationLimits.TEXT_BYTES) {
            throw error(
                    "attributes of at most " + ConfigurationLimits.TEXT_BYTES + " bytes",
                    "Overflow attempt at attribute.");
        }
        if (bytes[valueEnd] == '>') {
            throw error("a quote after the value", "Attribute not closed.");
        }
        String value = source.text(quote + 1, valueEnd);
        if (attributes.putIfAbsent(source.text(position, nameEnd), value) != null) {
            throw error("each attribute once", "Attribute already defined.");
        }
        position = valueEnd + 1;
        byte after = byteAt(position);
        if (!isSpace(after) && after != '>' && after != '/') {
            throw error("white space, / or > after the value", "Bad attribute closing.");
        }
    }

    /** A byte of a start tag, which must not be the end of the file. */
    private byte byteAt(int index) {
        if (index >= bytes.length) {
            position = bytes.length;
            throw error("the tag to be closed", "End of file while reading an attribute.");
        }
        return bytes[index];
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

    private DialectException notClosed(String name, int startLine) {
        String element = knownNames.test(name) ? "Element '" + name + "'" : "Element";
        return error("the end tag of the element that starts in line " + startLine, element + " not closed.");
    }

    private DialectException error(String expected, String ossec) {
        return new DialectException(source.file(), source.line(position), expected, ossec);
    }
}
