package io.github.ossec4j.model.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute or an element of a rule or decoder that has no accessor of its own, such as {@code match}.
 *
 * @param name in lower case; {@code field:} and the name for {@code <field name="…">}
 * @param value the text, not trimmed, with variables replaced; empty if there is none
 * @param attributes those of the element, names in lower case, in the order of the file
 */
public record Detail(String name, String value, Map<String, String> attributes) {
    /** Copies the map. */
    public Detail {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A detail without attributes. */
    public static Detail of(String name, String value) {
        return new Detail(name, value, Map.of());
    }

    /** The values of all details of this name, in order. */
    static List<String> values(List<Detail> details, String name) {
        return details.stream()
                .filter(detail -> detail.name.equals(name))
                .map(Detail::value)
                .toList();
    }
}
