package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays the requests of a case through one half and compares what comes of each with the recording, or with the deviation
 * where there is one. A deviation must differ from the recording in each of its parts.
 */
final class Play {
    private static final Pattern KEY = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final String KEY_FILE = "etc/client.keys";

    private final GoldenCase golden;
    private final Half half;
    private final Path home;
    private final Map<Integer, Deviation> deviations;
    private final Map<Integer, Deviation> written = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Play(GoldenCase golden, Half half, Path home, Map<Integer, Deviation> deviations) {
        this.golden = golden;
        this.half = half;
        this.home = home;
        this.deviations = deviations;
    }

    /** What is wrong, request by request; in writing mode nothing is, since the deviations become what they must be. */
    static List<String> of(GoldenCase golden, Half half, Path directory) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        var play = new Play(golden, half, home, half.deviations(golden));
        golden.writeHome(home);
        try (RemotedSocket remoted = golden.remoted(home)) {
            play.requests(golden.ossec(home), remoted);
        }
        if (Deviations.areWritten()) {
            Deviations.write(golden, half.name(), play.written);
            return List.of();
        }
        return play.problems;
    }

    private void requests(Ossec ossec, RemotedSocket remoted) throws IOException {
        HomeState before = HomeState.of(home);
        for (int i = 0; i < golden.requests().size(); i++) {
            JsonNode request = golden.requests().get(i);
            if (!half.answers(i, request)) {
                continue;
            }
            Instant now = Instant.ofEpochSecond(request.path("now").asLong());
            ObjectNode answer = half.answer(ossec.withClock(Clock.fixed(now, ZoneOffset.UTC)), request);
            Outcome recorded = half.recorded(i, request, answer);
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
