package io.github.ossec4j.api.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Named values of a query or a form; a name may have several, and {@code name[]} always makes a list. */
final class Parameters {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final java.util.Set<String> lists = new java.util.HashSet<>();

    static Parameters parse(String encoded) {
        var parameters = new Parameters();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                parameters.add(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // as the original's parser leaves a broken escape
        }
    }

    void add(String name, String value) {
        String plain = name;
        if (name.endsWith("[]") && name.length() > 2) {
            plain = name.substring(0, name.length() - 2);
            lists.add(plain);
        }
        values.computeIfAbsent(plain, n -> new ArrayList<>()).add(value);
    }

    int size() {
        return values.size();
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean isList(String name) {
        return lists.contains(name) || values.getOrDefault(name, List.of()).size() > 1;
    }

    /** The value; those of a list joined by commas, as JavaScript converts a list to text. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(list -> String.join(",", list));
    }
}
