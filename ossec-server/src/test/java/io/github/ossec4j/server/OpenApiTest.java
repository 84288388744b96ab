package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.ossec4j.api.rest.Endpoint;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API is complete, and the recordings are as it says. */
class OpenApiTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int AT_LEAST_HELD = 800;

    private final JsonNode document = MAPPER.readTree(OpenApi.document());
    private final Map<String, Schema> schemas = new HashMap<>();

    @Test
    void everyEndpointIsDescribed() {
        var described = new ArrayList<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    described.add(operation.getKey() + " " + path.getKey());
                    assertThat(operation.getValue().path("summary").asString())
                            .as(path.getKey())
                            .doesNotStartWith("/");
                }));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(RestApi.endpoints().stream()
                        .map(endpoint -> endpoint.method().toLowerCase(Locale.ROOT) + " "
                                + endpoint.path().replaceAll(":([a-z_]+)", "{$1}"))
                        .toList());
    }

    /** All schemas are valid, and no answer that the fork gave contradicts the one of its endpoint. */
    @Test
    void recordedAnswersAreAsDescribed() throws IOException {
        var problems = new ArrayList<String>();
        int held = 0;
        for (JsonNode request : recorded()) {
            String method = request.path("method").asString();
            String path = request.path("path").asString();
            Optional<Endpoint> endpoint = RestApi.endpoint(RestRequest.of(method, path));
            JsonNode response = request.path("response");
            if (endpoint.isEmpty()
                    || !response.has("error")
                    || request.path("status").asInt() == 404) {
                continue;
            }
            Optional<Schema> schema =
                    schema(endpoint.get(), request.path("status").asString());
            if (schema.isPresent()) {
                held++;
                schema.get()
                        .validate(response)
                        .forEach(error -> problems.add(method + " " + path + ": " + error.getMessage()));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(held).isGreaterThan(AT_LEAST_HELD);
    }

    @Test
    void otherAnswersAreNot() {
        Endpoint agents = new Endpoint("GET", "/agents", List.of());
        for (String answer : List.of(
                "{\"error\":\"0\",\"data\":[],\"message\":\"\"}",
                "{\"error\":0,\"data\":[{\"id\":\"001\"}],\"message\":\"\"}",
                "{\"error\":0,\"data\":[]}")) {
            assertThat(schema(agents, "200").orElseThrow().validate(MAPPER.readTree(answer)))
                    .as(answer)
                    .isNotEmpty();
        }
    }

    private Optional<Schema> schema(Endpoint endpoint, String status) {
        String path = endpoint.path().replaceAll(":([a-z_]+)", "{$1}");
        JsonNode response = document.path("paths")
                .path(path)
                .path(endpoint.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(status);
        if (response.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(schemas.computeIfAbsent(endpoint.method() + path + status, key -> {
            ObjectNode schema = (ObjectNode) response.path("content")
                    .path("application/json")
                    .path("schema")
                    .deepCopy();
            schema.set("components", document.path("components")); // references lead there
            return SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31()).getSchema(schema);
        }));
    }

    private static List<JsonNode> recorded() throws IOException {
        var requests = new ArrayList<JsonNode>();
        try (var zip = new ZipInputStream(OpenApiTest.class.getResourceAsStream("/golden/rest.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith("requests.json")) {
                    MAPPER.readTree(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                            .forEach(requests::add);
                }
            }
        }
        return requests;
    }
}
