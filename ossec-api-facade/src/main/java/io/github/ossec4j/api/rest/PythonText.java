package io.github.ossec4j.api.rest;

import io.github.ossec4j.model.RawText;
import java.util.List;

/** A list of texts as Python writes it: the original returns it as the message of error 82. */
final class PythonText {
    private PythonText() {}

    static String list(List<String> losslessTexts) {
        var list = new StringBuilder("[");
        for (String text : losslessTexts) {
            if (list.length() > 1) {
                list.append(", ");
            }
            append(list, RawText.fromLossless(text).bytes());
        }
        return list.append(']').toString();
    }

    /** In single quotes, unless the text contains a single and no double quote. */
    private static void append(StringBuilder list, byte[] text) {
        boolean hasSingle = false;
        boolean hasDouble = false;
        for (byte b : text) {
            hasSingle |= b == '\'';
            hasDouble |= b == '"';
        }
        char quote = hasSingle && !hasDouble ? '"' : '\'';
        list.append(quote);
        for (byte b : text) {
            if (b == quote || b == '\\') {
                list.append('\\').append((char) b);
            } else if (b == '\t') {
                list.append("\\t");
            } else if (b == '\r') {
                list.append("\\r");
            } else if (b < ' ' || b == 0x7F) {
                list.append("\\x").append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            } else {
                list.append((char) b);
            }
        }
        list.append(quote);
    }
}
