package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link RestApi}. */
final class RestHalf implements Half {
    private static final String KEY_FILE = "etc/client.keys";

    private final GoldenCase golden;

    RestHalf(GoldenCase golden) {
        this.golden = golden;
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public boolean answers(int position, JsonNode request) {
        return true;
    }

    @Override
    public ObjectNode answer(Ossec ossec, JsonNode request) {
        return answer(
                RestApi.over(ossec).handle(GoldenCase.request(request)),
                ossec.home().root().toString());
    }

    private static ObjectNode answer(RestResponse response, String home) {
        ObjectNode answer = GoldenCase.MAPPER.createObjectNode().put("status", response.status());
        String body = response.body().replace(home, "<home>");
        if (response.contentType().equals("application/json; charset=utf-8") && !body.isEmpty()) {
            try {
                answer.set("response", GoldenCase.MAPPER.readTree(body));
                return answer;
            } catch (JacksonException e) {
                // Comparing it as text will show what it is.
            }
        }
        return answer.put("content_type", response.contentType()).put("text", body);
    }

    @Override
    public Outcome recorded(int position, JsonNode request, ObjectNode ours) {
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
}
