package io.github.ossec4j.api.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named values of a query or a form as the original's parser reads them: a name may have several, {@code name[]} and {@code
 * name[0]} always make a list, {@code name[key]} an object. Without a name there is no parameter.
 */
final class Parameters {
    private static final int LARGEST_INDEX = 20;

    /** What JavaScript converts an object to. */
    private static final String OBJECT = "[object Object]";

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Set<String> lists = new HashSet<>();

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
        int open = name.indexOf('[');
        int close = name.indexOf(']', open);
        if (name.isEmpty()) {
            return;
        }
        if (open <= 0 || close < 0) {
            list(name).add(value);
            return;
        }
        List<String> list = list(name.substring(0, open));
        lists.add(name.substring(0, open));
        String key = name.substring(open + 1, close);
        boolean isInList = close == name.length() - 1
                && (key.isEmpty() || Values.number(key, 0, LARGEST_INDEX).isPresent());
        if (isInList) {
            list.add(value);
        } else if (!list.contains(OBJECT)) {
            list.add(OBJECT);
        }
    }

    private List<String> list(String name) {
        return values.computeIfAbsent(name, n -> new ArrayList<>());
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
