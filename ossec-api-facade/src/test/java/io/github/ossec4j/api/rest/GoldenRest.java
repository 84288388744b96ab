package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays the requests of a case through {@link RestApi} and compares what comes of each with the recording, or with the
 * deviation where there is one. A deviation must differ from the recording in each of its parts.
 */
final class GoldenRest {
    static final String SIDE = "rest";

    private static final Pattern KEY = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final String KEY_FILE = "etc/client.keys";

    private final GoldenCase golden;
    private final Path home;
    private final Map<Integer, Deviation> deviations;
    private final Map<Integer, Deviation> written = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private GoldenRest(GoldenCase golden, Path home, Map<Integer, Deviation> deviations) {
        this.golden = golden;
        this.home = home;
        this.deviations = deviations;
    }

    /** What is wrong, request by request; in writing mode nothing is, since the deviations become what they must be. */
    static List<String> play(GoldenCase golden, Path home) throws IOException {
        var play = new GoldenRest(golden, home, Deviations.of(golden, SIDE));
        golden.writeHome(home);
        try (RemotedSocket remoted = golden.remoted(home)) {
            play.requests(golden.ossec(home), remoted);
        }
        if (Deviations.areWritten()) {
            Deviations.write(golden, SIDE, play.written);
            return List.of();
        }
        return play.problems;
    }

    private void requests(Ossec ossec, RemotedSocket remoted) throws IOException {
        HomeState before = HomeState.of(home);
        for (int i = 0; i < golden.requests().size(); i++) {
            JsonNode request = golden.requests().get(i);
            Instant now = Instant.ofEpochSecond(request.path("now").asLong());
            RestResponse response = RestApi.over(ossec.withClock(Clock.fixed(now, ZoneOffset.UTC)))
                    .handle(GoldenCase.request(request));
            ObjectNode answer = answer(response);
            Outcome recorded = recorded(request, answer);
            Set<String> files = recorded.files();
            if (deviations.containsKey(i) && !Deviations.areWritten()) {
                files.addAll(deviations.get(i).expected().files());
            }
            HomeState after = before.now();
            Outcome actual = Outcome.of(answer, before, after, modified(before, after), remoted.received(), files);
            judge(i, asked(request), recorded, actual);
            after.date(after.createdSince(before), now);
            after.date(after.writtenSince(before), now);
            before = after.now();
        }
    }

    /** The recordings over OSSEC 4.3 name each file that was written, those of the fork what has another content. */
    private Set<String> modified(HomeState before, HomeState after) {
        return golden.isOf43() ? after.writtenSince(before) : after.changedSince(before);
    }

    private void judge(int position, String asked, Outcome recorded, Outcome actual) {
        Outcome deviating = actual.unlike(recorded);
        Deviation deviation = deviations.get(position);
        if (Deviations.areWritten()) {
            if (!deviating.isEmpty()) {
                Outcome expected = withoutNewKeys(deviating);
                written.put(
                        position,
                        deviation == null
                                ? Deviation.unexplained(position, asked, expected)
                                : deviation.with(asked, expected));
            }
            return;
        }
        Outcome expected = deviation == null ? recorded : recorded.with(deviation.expected());
        actual.unlike(expected)
                .describe(expected)
                .forEach(problem -> problems.add(golden + "#" + position + " " + asked + ": " + problem));
        if (deviation != null && !deviation.expected().parts().equals(deviating.parts())) {
            problems.add(golden + "#" + position + " " + asked + ": deviates in " + deviating.parts()
                    + ", but is said to deviate in " + deviation.expected().parts());
        }
        if (deviation != null && !deviation.asked().equals(asked)) {
            problems.add(golden + "#" + position + " is " + asked + ", not " + deviation.asked());
        }
    }

    /** The request in a line. */
    private static String asked(JsonNode request) {
        var asked = new StringBuilder(request.path("method").asString())
                .append(' ')
                .append(request.path("path").asString());
        for (String part : List.of("query", "body", "raw_body", "headers")) {
            JsonNode value = request.path(part);
            if (!value.isEmpty() || value.isString()) {
                asked.append(' ').append(value);
            }
        }
        return asked.toString();
    }

    private ObjectNode answer(RestResponse response) {
        ObjectNode answer = GoldenCase.MAPPER.createObjectNode().put("status", response.status());
        String body = response.body().replace(home.toString(), "<home>");
        if (response.isJson() && !body.isEmpty()) {
            try {
                answer.set("response", GoldenCase.MAPPER.readTree(body));
                return answer;
            } catch (JacksonException e) {
                // Comparing it as text will show what it is.
            }
        }
        return answer.put("content_type", response.contentType()).put("text", body);
    }

    private Outcome recorded(JsonNode request, ObjectNode ours) {
        ObjectNode answer = GoldenCase.MAPPER.createObjectNode();
        if (request.path("closed").asBoolean(false)) {
            return Outcome.recorded(answer, request); // and so unlike any answer
        }
        JsonNode source = golden.isOf43() && request.has("bridged") ? request.path("bridged") : request;
        answer.put("status", source.path("status").asInt());
        if (source.has("text")) {
            answer.put("content_type", source.path("content_type_returned").asString(""))
                    .put("text", source.path("text").asString());
        } else if (source.path("response").has("<not-json>")) {
            answer.set("content_type", ours.path("content_type"));
            answer.set("text", source.path("response").path("<not-json>"));
        } else if (golden.isOf43()) {
            answer.set("response", Mapping43.answer(request, source.path("response"), ours.path("response")));
        } else {
            answer.set("response", response(request));
        }
        Outcome recorded = Outcome.recorded(answer, request);
        return golden.isOf43()
                ? recorded.with(Mapping43.files(request.path("after"), golden.text(KEY_FILE)))
                : recorded;
    }

    /** With patterns for what is random, but not for words, which are the same each time. */
    private static JsonNode response(JsonNode request) {
        JsonNode pattern = request.path("response_pattern");
        if (request.has("response_decoded")) {
            ObjectNode response = (ObjectNode) request.path("response").deepCopy();
            return response.put(
                    "data", "<base64 of \"" + request.path("response_decoded").asString() + "\">");
        }
        return pattern.isMissingNode() || pattern.toString().contains("<reason>") ? request.path("response") : pattern;
    }

    /** With patterns instead of the keys in key files and answers that were not in the home of the case. */
    private Outcome withoutNewKeys(Outcome outcome) {
        Set<String> known = new HashSet<>();
        KEY.matcher(golden.text(KEY_FILE)).results().forEach(key -> known.add(key.group()));
        UnaryOperator<String> withoutKeys =
                text -> KEY.matcher(text).replaceAll(key -> known.contains(key.group()) ? key.group() : "<key>");
        return outcome.mapTexts(KEY_FILE, withoutKeys, text -> {
            String decoded = decoded(text);
            String pattern = withoutKeys.apply(decoded);
            return pattern.equals(decoded) ? text : "<base64 of \"" + pattern + "\">";
        });
    }

    private static String decoded(String text) {
        return Patterns.matches("<base64>", text)
                ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                : "";
    }
}
