package io.github.ossec4j.server;

import io.github.ossec4j.api.rest.Endpoint;
import io.github.ossec4j.api.rest.RestApi;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the API in the form of OpenAPI 3.1: paths and parameters come from the table of endpoints, words and
 * shapes from {@code endpoints.json}.
 */
final class OpenApi {
    private static final String JSON = "application/json";

    private final JsonNode words;
    private final ObjectNode document = Json.MAPPER.createObjectNode();

    private OpenApi() {
        this.words = Json.MAPPER.readTree(Resource.bytes("endpoints.json"));
    }

    /** The document; it is made when somebody asks for it first. */
    static Answer answer() {
        return Made.ANSWER;
    }

    private static final class Made {
        static final Answer ANSWER = Answer.of(200, Answer.JSON, document());
    }

    /** The document, made anew. */
    static byte[] document() {
        var api = new OpenApi();
        api.write();
        return Json.MAPPER.writeValueAsBytes(api.document);
    }

    private void write() {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "OSSEC API")
                .put("version", "1.2")
                .put(
                        "description",
                        "The REST API of OSSEC Wazuh API v1.2, over the files of a manager. Errors of the manager"
                                + " have HTTP status 200 and a number other than 0 as their code; errors of the service a text.");
        document.putArray("servers").addObject().put("url", "/v1.2");
        document.putArray("security").addObject().putArray("login");
        ObjectNode paths = document.putObject("paths");
        RestApi.endpoints().forEach(endpoint -> addTo(paths, endpoint));
        ObjectNode components = document.putObject("components");
        components.set("schemas", words.path("schemas"));
        components
                .putObject("securitySchemes")
                .putObject("login")
                .put("type", "http")
                .put("scheme", "basic");
    }

    private void addTo(ObjectNode paths, Endpoint endpoint) {
        String path = endpoint.path().replaceAll(":([a-z_]+)", "{$1}");
        JsonNode described = words.path("endpoints").path(endpoint.method() + " " + endpoint.path());
        ObjectNode operation =
                paths.withObjectProperty(path).putObject(endpoint.method().toLowerCase(Locale.ROOT));
        operation.put("operationId", operationId(endpoint));
        operation.put("summary", described.path("summary").asString(endpoint.path()));
        operation.putArray("tags").add(endpoint.path().split("/", -1)[1]);
        ArrayNode parameters = operation.putArray("parameters");
        for (String segment : endpoint.path().split("/", -1)) {
            if (segment.startsWith(":")) {
                parameter(parameters, segment.substring(1), segment, "path");
            }
        }
        endpoint.parameters().forEach(name -> parameter(parameters, name, name, "query"));
        if (endpoint.method().equals("POST")) {
            addBody(operation.putObject("requestBody"));
        }
        addResponses(operation.putObject("responses"), described.path("data"));
    }

    private static String operationId(Endpoint endpoint) {
        return (endpoint.method().toLowerCase(Locale.ROOT) + endpoint.path())
                .replace(":", "")
                .replace('/', '_');
    }

    private void parameter(ArrayNode parameters, String name, String word, String in) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        JsonNode description = words.path("parameters").path(word);
        if (description.isString()) {
            parameter.put("description", description.asString());
        }
        parameter.putObject("schema").put("type", "string");
    }

    private static void addBody(ObjectNode body) {
        body.put("required", true);
        ObjectNode content = body.putObject("content");
        for (String type : List.of(JSON, "application/x-www-form-urlencoded")) {
            ObjectNode schema = content.putObject(type).putObject("schema").put("type", "object");
            ObjectNode members = schema.putObject("properties");
            members.putObject("name").put("type", "string");
            members.putObject("ip")
                    .put("type", "string")
                    .put("description", "any, or an address; default: the client's");
            schema.putArray("required").add("name");
        }
    }

    /** A success has a number as its code, and may have no data; an error has empty text as its data. */
    private static void addResponses(ObjectNode responses, JsonNode data) {
        ObjectNode answered = envelope(responses, "200", "Answered; an error of the manager if the code is not 0");
        ObjectNode members = (ObjectNode) answered.path("properties");
        members.putObject("error").put("type", "integer");
        ArrayNode choices = members.putObject("data").putArray("anyOf");
        if (!data.isMissingNode()) {
            choices.add(data);
        } else {
            choices.addObject();
        }
        choices.addObject().put("const", "");
        for (String status : List.of("400", "404", "500")) {
            ObjectNode refused =
                    (ObjectNode) envelope(responses, status, "Refused").path("properties");
            refused.putObject("error").put("type", "string");
            refused.putObject("data").put("const", "");
        }
        responses.putObject("401").put("description", "No login, or a wrong one");
    }

    private static ObjectNode envelope(ObjectNode responses, String status, String description) {
        ObjectNode schema = responses
                .putObject(status)
                .put("description", description)
                .putObject("content")
                .putObject(JSON)
                .putObject("schema")
                .put("type", "object");
        schema.putObject("properties").putObject("message").put("type", "string");
        schema.putArray("required").add("error").add("message");
        return schema;
    }
}
