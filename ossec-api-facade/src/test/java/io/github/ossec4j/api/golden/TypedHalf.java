package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The methods of {@link Ossec}, whose values are rendered in the shape of version 1.2. Nothing here knows of the REST API
 * of this library: each rule of the shape is written down a second time.
 *
 * <p>Played are the requests that reach a method. What the service refuses before, by its own codes from 600 on, does not.
 */
final class TypedHalf implements Half {
    private final RestHalf rest;
    private final Map<Integer, Deviation> restDeviations;

    private TypedHalf(GoldenCase golden, Map<Integer, Deviation> restDeviations) {
        this.rest = new RestHalf(golden);
        this.restDeviations = restDeviations;
    }

    static TypedHalf of(GoldenCase golden) throws IOException {
        return new TypedHalf(golden, Deviations.of(golden, "rest"));
    }

    @Override
    public String name() {
        return "typed";
    }

    @Override
    public boolean answers(int position, JsonNode request) {
        JsonNode answer = answer(position, request);
        JsonNode error = answer.path("response").path("error");
        return answer.has("response")
                && (error.isNumber() || List.of("01", "02").contains(error.asString("")));
    }

    private ObjectNode answer(int position, JsonNode request) {
        ObjectNode nothing = GoldenCase.MAPPER.createObjectNode();
        return expected(position, rest.recorded(position, request, nothing)).answer();
    }

    /** What is expected of the REST API, of which the typed methods differ only where they must. */
    private Outcome expected(int position, Outcome recorded) {
        Deviation deviation = restDeviations.get(position);
        return deviation == null ? recorded : recorded.with(deviation.expected());
    }

    @Override
    public Outcome recorded(int position, JsonNode request, ObjectNode answer) {
        Outcome expected = expected(position, rest.recorded(position, request, answer));
        return expected.with(Outcome.answer(Typing.of(request, expected.answer())));
    }

    @Override
    public ObjectNode answer(Ossec ossec, JsonNode request) {
        var calls = new TypedCalls(ossec);
        ObjectNode answer = answer(() -> calls.answer(request));
        // Rows alone know the answer to a directory in the place of the key file.
        boolean isDirectory = Files.isDirectory(ossec.home().clientKeys());
        if (request.path("method").asString().equals("GET") && !isDirectory) {
            ObjectNode ofRow = answer(() -> calls.answerOfRow(request));
            if (!ofRow.equals(answer)) {
                return ofRow.put("unlike the method by number", answer.toString());
            }
        }
        return answer;
    }

    private static ObjectNode answer(Supplier<JsonNode> call) {
        ObjectNode response = GoldenCase.MAPPER.createObjectNode();
        try {
            response.put("error", 0);
            JsonNode data = call.get();
            if (!data.isMissingNode()) {
                response.set("data", data);
            }
        } catch (ToolFailure e) {
            response.put("error", e.code());
            if (!e.data().isMissingNode()) {
                response.set("data", e.data());
            }
        } catch (OssecException e) {
            response.set("error", codeOrName(e));
        }
        ObjectNode answer = GoldenCase.MAPPER.createObjectNode();
        answer.set("response", response);
        return answer;
    }

    /** What has no number is an exception with a name. */
    private static JsonNode codeOrName(OssecException e) {
        return e.errorCode().isPresent()
                ? IntNode.valueOf(e.errorCode().getAsInt())
                : StringNode.valueOf(e.getClass().getSimpleName());
    }

    /** An error that the typed methods report by a value. */
    static final class ToolFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;
        private final transient JsonNode data;

        ToolFailure(int code, JsonNode data) {
            super("error " + code, null, false, false);
            this.code = code;
            this.data = data;
        }

        int code() {
            return code;
        }

        JsonNode data() {
            return data;
        }
    }
}
