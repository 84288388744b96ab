package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.api.rest.Route.Typed;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.logs.LogLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The manager's log in the shape of version 2.0: each message is a text.
 *
 * <p>Quirks kept here: whatever contains {@code rootcheck} is the category {@code ossec-rootcheck}; a message without a
 * daemon has none, unless it starts with its level, which then is the category; an error is what contains {@code error:} in
 * any letter case, in the summary {@code error}.
 */
final class LogAnswers {
    private static final List<String> TYPES = List.of("all", "error", "info");
    private static final int MOST_CATEGORIES = 10_000;

    private static final Items<LogLine> ITEMS =
            new Items<>(fields(), (json, line) -> json.writeString(line.text().display()));

    private LogAnswers() {}

    private static Map<String, Function<LogLine, Object>> fields() {
        Map<String, Function<LogLine, Object>> fields = new LinkedHashMap<>();
        fields.put("date", line -> line.date().toString());
        fields.put("category", line -> category(line).orElse(""));
        fields.put("type_log", line -> isError(line) ? "error" : "info");
        fields.put("message", line -> line.message().lossless());
        return fields;
    }

    static Optional<String> category(LogLine line) {
        return line.daemon()
                .or(() -> line.level().map(LogLine.Level::name))
                .map(name -> name.contains("rootcheck") ? "ossec-rootcheck" : name);
    }

    static boolean isError(LogLine line) {
        return contains(line, "error:");
    }

    private static boolean contains(LogLine line, String lowerCase) {
        return line.text().display().toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    /** {@code GET /manager/logs}, the newest first. */
    static RestResponse list(Call call, Typed<RecordStream<LogLine>> typed) {
        String type = call.choice("type_log", TYPES).orElse("all");
        Predicate<LogLine> wanted = line -> type.equals("all") || isError(line) == type.equals("error");
        Optional<String> wantedCategory = call.parameter("category");
        if (wantedCategory.isPresent()) {
            wanted = wanted.and(line -> category(line).equals(wantedCategory));
        }
        return Paging.of(call, ITEMS).newestFirst(() -> typed.of(call), wanted);
    }

    /** {@code GET /manager/logs/summary}. */
    static Payload summary(Call call) {
        Map<String, long[]> counts = new LinkedHashMap<>(); // all, errors
        try (RecordStream<LogLine> lines = call.ossec().manager().logs()) {
            for (LogLine line : lines) {
                Optional<String> category = category(line);
                if (category.isPresent() && (counts.size() < MOST_CATEGORIES || counts.containsKey(category.get()))) {
                    long[] count = counts.computeIfAbsent(category.get(), name -> new long[2]);
                    count[0]++;
                    count[1] += contains(line, "error") ? 1 : 0;
                }
            }
        }
        return json -> {
            json.writeStartObject();
            counts.forEach((category, count) -> {
                json.writeObjectPropertyStart(Items.shown(category));
                json.writeNumberProperty("all", count[0]);
                json.writeNumberProperty("info", count[0] - count[1]);
                json.writeNumberProperty("error", count[1]);
                json.writeEndObject();
            });
            json.writeEndObject();
        };
    }
}
