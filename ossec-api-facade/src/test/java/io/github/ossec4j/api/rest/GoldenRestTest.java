package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Every recorded request is answered as the original service answered it, but for those on the two lists; and what is on a
 * list is really different, so that the lists stay true.
 */
class GoldenRestTest {
    static Stream<GoldenCase> cases() throws IOException {
        return Stream.concat(GoldenCase.all("rest").stream(), GoldenCase.all("rest43").stream());
    }

    private static Map<String, String> notYet() throws IOException {
        return GoldenLists.read("not-yet");
    }

    private static Map<String, String> different() throws IOException {
        return GoldenLists.read("different-on-purpose");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsRecorded(GoldenCase golden, @TempDir Path home) throws IOException {
        golden.writeHome(home);
        Ossec ossec = golden.ossec(home);
        Set<String> listed = new HashSet<>(notYet().keySet());
        listed.addAll(different().keySet());
        var problems = new ArrayList<String>();
        try (RemotedSocket remoted = golden.remoted(home)) {
            answer(golden, home, ossec, remoted, listed, problems);
        }
        assertThat(problems).isEmpty();
    }

    private static void answer(
            GoldenCase golden, Path home, Ossec ossec, RemotedSocket remoted, Set<String> listed, List<String> problems)
            throws IOException {
        for (int i = 0; i < golden.requests().size(); i++) {
            JsonNode recorded = golden.requests().get(i);
            Instant now = Instant.ofEpochSecond(recorded.path("now").asLong());
            HomeState before = recorded.has("after") ? HomeState.of(home) : null;
            RestResponse answer = RestApi.over(ossec.withClock(Clock.fixed(now, ZoneOffset.UTC)))
                    .handle(GoldenCase.request(recorded));
            Optional<String> difference = difference(golden, recorded, answer);
            if (difference.isEmpty() && before != null) {
                difference = HomeState.of(home).difference(before, recorded.path("after"), golden.isOf43());
            }
            if (difference.isEmpty() && recorded.path("datagrams").size() > 0) {
                difference = difference(recorded.path("datagrams"), remoted.received());
            }
            boolean isListed = listed.contains(golden.id(i));
            if (difference.isPresent() != isListed) {
                problems.add(golden.id(i) + " " + recorded.path("method").asString() + " "
                        + recorded.path("path").asString() + " "
                        + recorded.path("query") + ": "
                        + difference.orElse("is on a list, but is answered as recorded"));
            }
        }
    }

    private static Optional<String> difference(JsonNode datagrams, List<String> received) {
        var expected = new ArrayList<String>();
        datagrams.forEach(datagram -> expected.add(
                datagram.isString()
                        ? HexFormat.of().formatHex(datagram.asString().getBytes(StandardCharsets.ISO_8859_1))
                        : datagram.path("hex").asString()));
        return received.equals(expected)
                ? Optional.empty()
                : Optional.of("expected datagrams " + expected + ", received " + received);
    }

    private static Optional<String> difference(GoldenCase golden, JsonNode recorded, RestResponse answer) {
        JsonNode expected = golden.isOf43() && recorded.has("bridged") ? recorded.path("bridged") : recorded;
        if (recorded.path("closed").asBoolean(false)) {
            return Optional.of("the original service ended");
        }
        if (expected.path("status").asInt() != answer.status()) {
            return Optional.of("expected status " + expected.path("status") + ", was " + answer.status() + " with "
                    + shortened(answer.body()));
        }
        if (recorded.has("text")) {
            String text = recorded.path("text").asString();
            return answer.body().equals(text) ? Optional.empty() : Optional.of("expected the text " + text);
        }
        JsonNode pattern = recorded.path("response_pattern");
        JsonNode response = expected.path("response");
        if (response.has("<not-json>")) {
            return answer.body().equals(response.path("<not-json>").asString())
                    ? Optional.empty()
                    : Optional.of("expected another text");
        }
        JsonNode actual = GoldenCase.MAPPER.readTree(answer.body());
        JsonNode wanted = pattern instanceof MissingNode ? response : pattern;
        if (golden.isOf43()) {
            wanted = Mapping43.expected(recorded.path("method").asString(), wanted);
            actual = Mapping43.actual(actual);
        }
        return Patterns.matches(wanted, actual)
                ? Optional.empty()
                : Optional.of("expected " + shortened(wanted.toString()) + "\n   was " + shortened(actual.toString()));
    }

    private static String shortened(String text) {
        return text.length() > 900 ? text.substring(0, 900) + "…" : text;
    }

    @Test
    void listsNameRecordedRequestsOnly() throws IOException {
        var known = new HashSet<String>();
        for (GoldenCase golden : cases().toList()) {
            for (int i = 0; i < golden.requests().size(); i++) {
                known.add(golden.id(i));
            }
        }
        var unknown = new TreeSet<>(notYet().keySet());
        unknown.addAll(different().keySet());
        unknown.removeAll(known);
        assertThat(unknown).isEmpty();
    }

    @Test
    void noRequestIsOnBothLists() throws IOException {
        var both = new TreeSet<>(notYet().keySet());
        both.retainAll(different().keySet());
        assertThat(both).isEmpty();
    }
}
