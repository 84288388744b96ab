package io.github.ossec4j.api.golden;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Compares a value with an expected one, in whose texts stand, for what is random: {@code <key>}, {@code <last n of key>},
 * {@code <timestamp>}, and, for a whole text, {@code <base64>} and {@code <base64 of "…">}.
 */
final class Patterns {
    private static final Pattern PLACEHOLDER = Pattern.compile("<(key|last (\\d+) of key|timestamp)>");
    private static final Pattern BASE64_OF = Pattern.compile("<base64 of \"(.*)\">", Pattern.DOTALL);
    private static final String KEY = "[0-9a-f]{64}";
    private static final String TIMESTAMP = "\\d{4}[-/]\\d\\d[-/]\\d\\d \\d\\d:\\d\\d:\\d\\d";
    private static final Pattern BASE64 = Pattern.compile("(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}[A-Za-z0-9+/=]=)?");

    private Patterns() {}

    /** Whether the values are equal: kinds of values, members and their order, elements and their order. */
    static boolean matches(JsonNode expected, JsonNode actual) {
        if (expected.isString() && actual.isString()) {
            return matches(expected.asString(), actual.asString());
        }
        if (expected.isNumber() && actual.isNumber()) {
            if (expected.isIntegralNumber() != actual.isIntegralNumber()) {
                return false;
            }
            return expected.isIntegralNumber()
                    ? expected.bigIntegerValue().equals(actual.bigIntegerValue())
                    : expected.doubleValue() == actual.doubleValue();
        }
        if (expected.isObject() && actual.isObject()) {
            return sameMembers(expected, actual);
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

    private static boolean sameMembers(JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        Iterator<Map.Entry<String, JsonNode>> members = actual.properties().iterator();
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            Map.Entry<String, JsonNode> other = members.next();
            if (!member.getKey().equals(other.getKey()) || !matches(member.getValue(), other.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text has a part that stands for something random. */
    static boolean isRandom(String expected) {
        return PLACEHOLDER.matcher(expected).find();
    }

    static boolean matches(String expected, String actual) {
        if (expected.equals("<base64>")) {
            return BASE64.matcher(actual).matches();
        }
        Matcher decoded = BASE64_OF.matcher(expected);
        if (decoded.matches()) {
            return BASE64.matcher(actual).matches()
                    && matches(
                            decoded.group(1), new String(Base64.getDecoder().decode(actual), StandardCharsets.UTF_8));
        }
        if (!isRandom(expected)) {
            return expected.equals(actual);
        }
        var regex = new StringBuilder();
        int end = 0;
        Matcher placeholders = PLACEHOLDER.matcher(expected);
        while (placeholders.find()) {
            regex.append(Pattern.quote(expected.substring(end, placeholders.start())));
            end = placeholders.end();
            String digits = placeholders.group(2);
            if (digits != null) {
                regex.append("[0-9a-f]{").append(digits).append('}');
            } else {
                regex.append(placeholders.group(1).equals("key") ? KEY : TIMESTAMP);
            }
        }
        return Pattern.matches(
                regex.append(Pattern.quote(expected.substring(end))).toString(), actual);
    }
}
