package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.server.HttpsClient;
import io.github.ossec4j.server.HttpsClient.Reply;
import io.github.ossec4j.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The server, over HTTPS. It authenticates, as the original did and the API alone does not. */
final class ServerHalf implements Half, AutoCloseable {
    /** The HTTP library refuses a broken escape; the API takes it for an unknown URL. The original ended. */
    private static final Outcome BAD_REQUEST = Outcome.answer((ObjectNode) GoldenCase.MAPPER.readTree(
            "{\"status\":400,\"response\":{\"error\":\"400\",\"data\":\"\",\"message\":\"Bad Request\"}}"));

    private final RestHalf rest;
    private final CaseClock clock = new CaseClock();
    private @Nullable TestServer server;

    ServerHalf(GoldenCase golden) {
        this.rest = new RestHalf(golden);
    }

    @Override
    public String name() {
        return rest.name();
    }

    @Override
    public Map<Integer, Deviation> deviations(GoldenCase golden) throws IOException {
        Map<Integer, Deviation> deviations = new HashMap<>(Deviations.of(golden, name()));
        deviations.values().removeIf(deviation -> deviation.described().equals("authentication"));
        deviations.replaceAll((position, deviation) -> deviation.asked().equals("GET /agents/%ZZ")
                ? deviation.with(deviation.asked(), deviation.expected().with(BAD_REQUEST))
                : deviation);
        return deviations;
    }

    @Override
    public boolean answers(int position, JsonNode request) {
        return true;
    }

    @Override
    public Outcome recorded(int position, JsonNode request, ObjectNode ours) {
        return rest.recorded(position, request, ours);
    }

    /** The server of the first request answers all of a case; its clock is that of the request. */
    @Override
    public ObjectNode answer(Ossec ossec, JsonNode request) {
        clock.now = ossec.clock().instant();
        try {
            if (server == null) {
                server = TestServer.over(ossec.withClock(clock));
            }
            return answer(server.client(), request, ossec.home().root().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static final class CaseClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static ObjectNode answer(HttpsClient client, JsonNode request, String home) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (request.path("auth").asBoolean(true)) {
            headers.put("Authorization", TestServer.LOGIN);
        }
        var sent = GoldenCase.request(request);
        headers.putAll(sent.headers());
        sent.contentType().ifPresent(type -> headers.put("Content-Type", type));
        headers.put("X-Forwarded-For", sent.remoteAddress());
        Reply reply = client.send(sent.method(), target(sent.path(), sent.query()), headers, sent.body());
        ObjectNode answer = GoldenCase.MAPPER.createObjectNode().put("status", reply.status());
        String body = reply.body().replace(home, "<home>");
        if (reply.header("content-type").equals("application/json; charset=utf-8") && !body.isEmpty()) {
            try {
                answer.set("response", GoldenCase.MAPPER.readTree(body));
                return answer;
            } catch (JacksonException e) {
                // Comparing it as text will show what it is.
            }
        }
        return answer.put("content_type", reply.header("content-type")).put("text", body);
    }

    private static String target(String path, Map<String, List<String>> query) {
        var target = new StringBuilder(path);
        query.forEach((name, values) -> values.forEach(value -> target.append(target.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value))));
        return target.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
