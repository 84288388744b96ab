package io.github.ossec4j.api.rest;

import io.github.ossec4j.model.RawText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * A kind of element of paged lists.
 *
 * @param <T> the type of the elements
 * @param fields what can be searched and sorted by, by name, in the order of the documentation: a text, a number or a list
 *     of texts; texts as {@link RawText#lossless()}
 * @param writing writes an element
 */
record Items<T>(Map<String, Function<T, Object>> fields, Writing<T> writing) {
    /** Writes an element as JSON. */
    @FunctionalInterface
    interface Writing<T> {
        void write(JsonGenerator json, T element);
    }

    /** Elements that are texts. */
    static final Items<String> TEXTS =
            new Items<>(Map.of("name", text -> text), (json, text) -> json.writeString(shown(text)));

    Comparator<T> by(String field) {
        Function<T, Object> value = fields.getOrDefault(field, element -> "");
        return (a, b) -> compare(value.apply(a), value.apply(b));
    }

    private static int compare(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y
                ? Long.compare(x.longValue(), y.longValue())
                : text(a).compareTo(text(b));
    }

    /** Whether a field contains the text, which is in lower case. */
    boolean contains(T element, String lowerCase) {
        return fields.values().stream()
                .anyMatch(value ->
                        text(value.apply(element)).toLowerCase(Locale.ROOT).contains(lowerCase));
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join("\n", list.stream().map(Object::toString).toList())
                : value.toString();
    }

    /** A lossless text as JSON has it. */
    static String shown(String lossless) {
        return RawText.fromLossless(lossless).display();
    }

    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(text -> json.writeString(shown(text)));
        json.writeEndArray();
    }
}
