package io.github.ossec4j.api.rest;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One endpoint: its method and path, what is checked before anything is read, the typed method with the same content, and
 * how it is answered.
 *
 * @param method such as {@code GET}
 * @param path with {@code :agent_id} or {@code :agent_name} for what varies
 * @param parameters names of its query parameters
 * @param typedMethod the method of the facade, as {@code Type.method}
 * @param answer makes the answer
 */
record Route(String method, String path, List<String> parameters, String typedMethod, Answer answer) {
    /** Makes the answer of a route. */
    @FunctionalInterface
    interface Answer {
        RestResponse to(Call call) throws IOException;
    }

    /**
     * A request that found its route.
     *
     * @param variables values of the path's variables, decoded
     * @param query its parameters
     * @param request all of it
     */
    record Call(Map<String, String> variables, Parameters query, RestRequest request) {
        String agentId() {
            return String.valueOf(variables.get(AGENT_ID));
        }

        Optional<String> parameter(String name) {
            return query.text(name);
        }
    }

    static final String AGENT_ID = ":agent_id";
    static final String AGENT_NAME = ":agent_name";

    /** The segments of the path. */
    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    /** The values of the variables if the decoded segments are those of this route; letter case is irrelevant. */
    Optional<Map<String, String>> match(List<String> decoded) {
        List<String> own = segments();
        if (own.size() != decoded.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new java.util.HashMap<>();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).startsWith(":")) {
                variables.put(own.get(i), decoded.get(i));
            } else if (!own.get(i).equals(decoded.get(i).toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /**
     * Checks what the service checks before it asks a tool: the id or name in the path, then the names of the parameters.
     * These are checked only if there are not more than the endpoint has (quirk Q4).
     */
    void check(Call call) {
        String id = call.variables().get(AGENT_ID);
        if (id != null && !Values.isId(id)) {
            throw Refusal.notAnId();
        }
        String name = call.variables().get(AGENT_NAME);
        if (name != null && !Values.isName(name)) {
            throw Refusal.notAName("agent_name");
        }
        Parameters query = call.query();
        if (!parameters.isEmpty() && query.size() <= parameters.size() && !parameters.containsAll(query.names())) {
            throw Refusal.unknownFilter(String.join(", ", parameters));
        }
    }
}
