package io.github.ossec4j.api.rest;

import java.util.List;

/**
 * An endpoint of the REST API.
 *
 * @param method such as {@code GET}
 * @param path with {@code :agent_id} or {@code :agent_name} for variables, such as {@code /agents/:agent_id}
 * @param parameters the names of its query parameters
 */
public record Endpoint(String method, String path, List<String> parameters) {
    /** Copies the list. */
    public Endpoint {
        parameters = List.copyOf(parameters);
    }
}
