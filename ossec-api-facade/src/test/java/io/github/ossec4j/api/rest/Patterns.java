package io.github.ossec4j.api.rest;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares an answer with a recorded one in which {@code <reason>} and the like stand for any text. */
final class Patterns {
    private static final Pattern PLACEHOLDER = Pattern.compile("<(timestamp|reason|base64|key)>");

    private Patterns() {}

    static boolean matches(JsonNode expected, JsonNode actual) {
        if (expected.isString() && actual.isString()) {
            String[] literal = PLACEHOLDER.split(expected.asString(), -1);
            if (literal.length > 1) {
                var regex = new StringBuilder(Pattern.quote(literal[0]));
                for (int i = 1; i < literal.length; i++) {
                    regex.append(".+").append(Pattern.quote(literal[i]));
                }
                return Pattern.compile(regex.toString(), Pattern.DOTALL)
                        .matcher(actual.asString())
                        .matches();
            }
        }
        if (expected.isNumber() && actual.isNumber()) {
            return expected.doubleValue() == actual.doubleValue();
        }
        if (expected.isObject() && actual.isObject()) {
            return expected.size() == actual.size()
                    && expected.properties().stream()
                            .allMatch(member -> actual.has(member.getKey())
                                    && matches(member.getValue(), actual.path(member.getKey())));
        }
        if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < expected.size() && i < actual.size(); i++) {
                if (!matches(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return expected.size() == actual.size();
        }
        return expected.equals(actual);
    }
}
