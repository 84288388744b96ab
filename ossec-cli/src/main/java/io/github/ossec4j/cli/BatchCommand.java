package io.github.ossec4j.cli;

import io.github.ossec4j.api.rest.AnswerNotWrittenException;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.api.rest.RestResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests line by line, until standard input ends. */
@Command(
        name = "batch",
        description = {
            "Answers requests from standard input, one JSON object per line, with one JSON object per line.",
            "",
            "A request has method and path, and optionally query, body and headers (objects), contentType, rawBody"
                    + " (text, instead of body), remoteAddress, and now (epoch seconds). An answer has status and"
                    + " response; if the answer is not JSON, response is null, and text and contentType contain it. A"
                    + " line that is not a request is answered with status 400 and the member error.",
            "The exit status is 0 when every line has been answered, whatever the answers."
        })
final class BatchCommand extends HomeCommand {
    private static final String JSON = "application/json";

    /** Created for the first request, so that help, which loads all commands, is not delayed. */
    private static final class Requests {
        static final JsonMapper MAPPER = new JsonMapper();

        private Requests() {}
    }

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        OutputStream out = session.terminal().out();
        var in = new RequestLines(session.terminal().in());
        RestApi present = RestApi.over(session.ossec());
        while (in.next()) {
            if (in.isTooLong()) {
                refuse(out, "a line of more than " + RequestLines.LONGEST + " bytes");
            } else {
                answer(session, present, in.line(), out);
            }
            out.write('\n');
            out.flush();
        }
        return ExitStatus.ANSWERED;
    }

    private static void answer(Session session, RestApi present, String line, OutputStream out) throws IOException {
        RestRequest request;
        Optional<Instant> now;
        try {
            JsonNode node = Requests.MAPPER.readTree(line);
            request = request(node);
            now = now(node);
        } catch (JacksonException e) {
            refuse(out, "not valid JSON");
            return;
        } catch (NoRequestException e) {
            refuse(out, String.valueOf(e.getMessage()));
            return;
        }
        RestApi api = now.map(moment -> RestApi.over(session.ossec().withClock(Clock.fixed(moment, ZoneOffset.UTC))))
                .orElse(present);
        RestResponse response = api.handle(request);
        if (response.isJson()) {
            stream(session, response, out);
        } else {
            print(
                    out,
                    Requests.MAPPER
                            .createObjectNode()
                            .put("status", response.status())
                            .putNull("response")
                            .put("text", response.body())
                            .put("contentType", response.contentType()));
        }
    }

    /** Writes the body as it comes, so that a large database does not have to fit into memory. */
    private static void stream(Session session, RestResponse response, OutputStream out) throws IOException {
        var line = new AnswerLine(out, "{\"status\":" + response.status() + ",\"response\":");
        try {
            response.writeTo(line);
        } catch (AnswerNotWrittenException e) {
            throw e; // nothing that follows can be written either
        } catch (RuntimeException e) {
            session.terminal().complain("an answer was incomplete: " + e.getMessage());
            if (line.isHeldBack()) {
                print(
                        out,
                        Requests.MAPPER
                                .createObjectNode()
                                .put("status", 500)
                                .putNull("response")
                                .put("error", "reading failed: " + e.getMessage()));
            }
            return; // part of the line has been written: it is not valid JSON, but the next one will be
        }
        line.finish();
    }

    private static void refuse(OutputStream out, String reason) throws IOException {
        print(
                out,
                Requests.MAPPER
                        .createObjectNode()
                        .put("status", 400)
                        .putNull("response")
                        .put("error", reason));
    }

    private static void print(OutputStream out, JsonNode answer) throws IOException {
        out.write(Requests.MAPPER.writeValueAsBytes(answer));
    }

    private static RestRequest request(JsonNode node) throws NoRequestException {
        if (!node.path("method").isString() || !node.path("path").isString()) {
            throw new NoRequestException("expected an object with method and path, both text");
        }
        var query = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, JsonNode> parameter : members(node, "query")) {
            JsonNode value = parameter.getValue();
            // Even a list of one is a list; the API recognizes it by the brackets after its name.
            query.put(value.isArray() ? parameter.getKey() + "[]" : parameter.getKey(), texts(value));
        }
        var headers = new LinkedHashMap<String, String>();
        for (Map.Entry<String, JsonNode> header : members(node, "headers")) {
            headers.put(header.getKey(), text(header.getValue()));
        }
        JsonNode type = node.path("contentType");
        JsonNode rawBody = node.path("rawBody");
        JsonNode body = node.path("body");
        Optional<String> contentType = type.isString() ? Optional.of(type.asString()) : Optional.empty();
        String content = "";
        if (rawBody.isString()) {
            content = rawBody.asString();
        } else if (!body.isMissingNode() && !body.isNull()) {
            if (type.isMissingNode()) {
                contentType = Optional.of(JSON);
            }
            content = contentType.filter(Bodies.FORM::equals).isPresent() && body.isObject()
                    ? Bodies.form(named(body))
                    : body.toString();
        }
        JsonNode address = node.path("remoteAddress");
        return new RestRequest(
                node.path("method").asString(),
                node.path("path").asString(),
                query,
                headers,
                contentType,
                content,
                address.isString() ? address.asString() : "127.0.0.1");
    }

    private static Optional<Instant> now(JsonNode node) throws NoRequestException {
        JsonNode now = node.path("now");
        if (now.isMissingNode() || now.isNull()) {
            return Optional.empty();
        }
        try {
            if (now.isNumber()) {
                return Optional.of(Times.moment(now.longValue()));
            }
        } catch (DateTimeException | JacksonException e) {
            // Not a time, and neither is text.
        }
        throw new NoRequestException("expected now as " + Times.MOMENT);
    }

    private static Iterable<Map.Entry<String, JsonNode>> members(JsonNode node, String name) throws NoRequestException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isObject()) {
            throw new NoRequestException("expected " + name + " as an object");
        }
        return value.properties();
    }

    private static Map<String, List<String>> named(JsonNode object) {
        var named = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            named.put(member.getKey(), texts(member.getValue()));
        }
        return named;
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.add(text(element)));
        return texts;
    }

    private static String text(JsonNode value) {
        if (value.isString()) {
            return value.asString();
        }
        return value.isNull() ? "" : value.toString();
    }

    /** A line is JSON, but not a request. */
    private static final class NoRequestException extends Exception {
        private static final long serialVersionUID = 1L;

        NoRequestException(String message) {
            super(message);
        }
    }
}
