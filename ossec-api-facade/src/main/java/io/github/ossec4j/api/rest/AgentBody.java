package io.github.ossec4j.api.rest;

import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of {@code POST /agents}: {@code name} and, optionally, {@code ip}, as JSON or as a form. */
final class AgentBody {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String MAPPED_IPV4 = "::ffff:";

    private AgentBody() {}

    /** Whether the service accepts a JSON body: empty, an object or a list. */
    static boolean isJson(String body) {
        if (body.isEmpty()) {
            return true;
        }
        try {
            return MAPPER.readTree(body).isContainer();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The agent to enroll; without an address, that of the client. */
    static NewAgent read(RestRequest request) {
        Optional<String> name;
        Optional<String> ip;
        if (request.contentType().orElse("").equals(FORM)) {
            Parameters form = Parameters.parse(request.body());
            name = form.text("name");
            ip = form.text("ip");
        } else {
            JsonNode body = request.body().isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(request.body());
            name = text(body.get("name"));
            JsonNode address = body.get("ip");
            if (address != null && (address.isContainer() || address.isNumber())) {
                throw Refusal.notAnAddress(); // a list or an object ends the original service
            }
            ip = address == null || address.isNull() ? Optional.empty() : text(address);
        }
        if (name.isEmpty() || !Values.isName(name.get())) {
            throw Refusal.notAName("name");
        }
        String address = ip.filter(text -> !text.isEmpty()).orElseGet(() -> caller(request));
        if (ip.filter(text -> !text.isEmpty()).isPresent() && !Values.isAddress(address)) {
            throw Refusal.notAnAddress();
        }
        return new NewAgent(
                name.get(), AgentAddress.of(address.equals("ANY") ? address.toLowerCase(Locale.ROOT) : address));
    }

    /**
     * A value as JavaScript converts it to text: null is "null", numbers are their digits; lists, objects, and numbers
     * beyond JavaScript's are not.
     */
    private static Optional<String> text(@Nullable JsonNode value) {
        if (value == null || value.isContainer()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            double number = Double.parseDouble(value.asString());
            return Double.isInfinite(number) ? Optional.empty() : Optional.of(JavaScriptNumber.of(number));
        }
        return Optional.of(value.isNull() ? "null" : value.asString());
    }

    private static String caller(RestRequest request) {
        String address = request.remoteAddress();
        return address.startsWith(MAPPED_IPV4) ? address.substring(MAPPED_IPV4.length()) : address;
    }
}
