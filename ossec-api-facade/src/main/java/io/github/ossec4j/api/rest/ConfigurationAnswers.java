package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.StrictConfigurationFile;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * {@code ossec.conf} as the original's script turns XML into JSON: elements are objects, attributes their members,
 * their own text {@code $t}; children of one name are a list; text that looks like a number or a boolean becomes one.
 *
 * <p>Quirks kept here: all {@code global} sections are merged member by member; lists and texts can be indexed through
 * {@code field} (Q17). Differences: a single {@code global} section is accepted (Q20), blocks may be separated by any
 * white space and comments (Q18), {@code inf} and {@code nan} stay text (Q19), and a list of children replaces an
 * attribute of their name as a single child does.
 */
final class ConfigurationAnswers {
    private static final String TEXT = "$t";
    private static final String GLOBAL = "global";
    private static final char NEXT_LINE = '\u0085';

    /** {@code .5}, {@code 5.}, {@code 1e3}. */
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:e[-+]?[0-9]++)?");

    /** A JSON number by its text. */
    private record JsonNumber(String text) {}

    private ConfigurationAnswers() {}

    /** {@code GET /manager/configuration}; without {@code data} if a filter finds nothing. */
    static RestResponse answer(Call call) throws IOException {
        Map<String, @Nullable Object> data = object(read(call.ossec()));
        mergeGlobals(data);
        if (call.query().size() == 0) {
            return Envelope.success(json -> write(json, data));
        }
        Optional<String> section = call.parameter("section");
        Found found = new Found(data).member(section.orElse(""));
        Optional<String> field = call.parameter("field").filter(name -> !name.isEmpty());
        Found result = section.isPresent() && field.isPresent() ? found.member(field.get()) : found;
        return result.isMissing ? Envelope.nothing() : Envelope.success(json -> write(json, result.value));
    }

    private static ConfigurationElement read(Ossec ossec) throws IOException {
        try {
            return StrictConfigurationFile.read(ossec.home().configuration());
        } catch (OssecFormatException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw failed("no such file: " + e.getFile());
        } catch (AccessDeniedException e) {
            throw failed("permission denied: " + e.getFile());
        }
    }

    /** Only the words before the colon are the original's; they are followed by the parser's reason. */
    private static ToolError failed(String reason) {
        return new ToolError(51, "Problem running command: " + reason);
    }

    private static Map<String, @Nullable Object> object(ConfigurationElement element) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        element.attributes().forEach((name, value) -> members.put(name, value.isEmpty() ? null : value(value)));
        String text = trimmed(element.text());
        if (!text.isEmpty()) {
            members.put(TEXT, value(text));
        }
        Map<String, List<Object>> children = new LinkedHashMap<>();
        for (ConfigurationElement child : element.children()) {
            children.computeIfAbsent(child.name(), name -> new ArrayList<>()).add(object(child));
        }
        children.forEach((name, values) -> members.put(name, values.size() == 1 ? values.get(0) : values));
        return members;
    }

    private static void mergeGlobals(Map<String, @Nullable Object> data) {
        if (data.get(GLOBAL) instanceof List<?> sections) {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>();
            for (Object section : sections) {
                if (section instanceof Map<?, ?> members) {
                    members.forEach((name, value) -> merged.put(String.valueOf(name), value));
                }
            }
            data.put(GLOBAL, merged);
        }
    }

    /** A boolean, a number, or the text itself. */
    private static Object value(String text) {
        String word = trimmed(text).toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        String digits = decimalDigits(word);
        Optional<BigInteger> whole = PythonInteger.parse(digits);
        if (whole.isPresent()) {
            return new JsonNumber(JavaScriptNumber.of(whole.get()));
        }
        if (DECIMAL.matcher(digits).matches()) {
            double number = Double.parseDouble(digits);
            return Double.isInfinite(number) ? text : new JsonNumber(JavaScriptNumber.of(number));
        }
        return text;
    }

    /** Blanks of any script are trimmed, no-break spaces among them, which {@link String#strip()} keeps. */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    /** Digits of any script count. */
    private static String decimalDigits(String word) {
        var digits = new StringBuilder(word.length());
        word.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else {
                digits.appendCodePoint(c);
            }
        });
        return digits.toString();
    }

    /** A member as JavaScript finds it: by name in objects, by position and {@code length} in lists and texts. */
    private static final class Found {
        final @Nullable Object value;
        final boolean isMissing;

        Found(@Nullable Object value) {
            this(value, false);
        }

        private Found(@Nullable Object value, boolean isMissing) {
            this.value = value;
            this.isMissing = isMissing;
        }

        Found member(String name) {
            if (value instanceof Map<?, ?> members) {
                return new Found(members.get(name), !members.containsKey(name));
            }
            if (value instanceof List<?> elements) {
                return element(name, elements.size(), elements::get);
            }
            if (value instanceof String text) {
                return element(name, text.length(), i -> text.substring(i, i + 1));
            }
            return new Found(null, true);
        }

        private static Found element(String name, int length, java.util.function.IntFunction<Object> element) {
            if (name.equals("length")) {
                return new Found(new JsonNumber(Integer.toString(length)));
            }
            boolean isIndex = name.length() < 10 && Values.isId(name) && (name.equals("0") || name.charAt(0) != '0');
            int index = isIndex ? Integer.parseInt(name) : length;
            return index < length ? new Found(element.apply(index)) : new Found(null, true);
        }
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            members.forEach((name, member) -> {
                json.writeName(String.valueOf(name));
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            elements.forEach(element -> write(json, element));
            json.writeEndArray();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof JsonNumber number) {
            json.writeNumber(number.text());
        } else {
            json.writeString(value.toString());
        }
    }
}
