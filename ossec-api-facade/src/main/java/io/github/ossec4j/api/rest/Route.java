package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One endpoint: its method and path, the call of the typed method with the same content, and its rendering.
 *
 * @param <T> what the typed method returns
 * @param method such as {@code GET}
 * @param path with {@code :agent_id} or {@code :agent_name} for variables
 * @param parameters names of its query parameters
 * @param typed calls the typed method
 * @param rendering makes the answer
 */
record Route<T>(String method, String path, List<String> parameters, Typed<T> typed, Rendering<T> rendering) {
    static final String AGENT_ID = ":agent_id";
    static final String AGENT_NAME = ":agent_name";
    static final String MANAGER = AgentId.MANAGER.toString();

    /** The call of a typed method. */
    @FunctionalInterface
    interface Typed<T> {
        T of(Call call);
    }

    /** Makes the answer from what the typed method returns, or from a view that keeps the quirks of the original. */
    @FunctionalInterface
    interface Rendering<T> {
        RestResponse of(Call call, Typed<T> typed) throws IOException;
    }

    /**
     * A request with its route.
     *
     * @param ossec the manager
     * @param variables values of the path's variables, decoded
     * @param query its parameters
     * @param request the complete request
     */
    record Call(Ossec ossec, Map<String, String> variables, Parameters query, RestRequest request) {
        String agentId() {
            return String.valueOf(variables.get(AGENT_ID));
        }

        boolean isAboutManager() {
            return agentId().equals(MANAGER);
        }

        /** False where a directory is in the place of the key file: the original's tools find no agents in it. */
        boolean hasKeyFile() {
            return !Files.isDirectory(ossec.home().clientKeys());
        }

        /** The agent with this id, which is a text: {@code 1} does not find {@code 001}. Without one, this error. */
        AgentHandle agent(int errorCode) {
            return (isAboutManager() || hasKeyFile() ? ossec.agents().find(agentId()) : Optional.<AgentHandle>empty())
                    .orElseThrow(() -> ToolError.unknownAgent(errorCode, agentId()));
        }

        /** The manager, and all agents that the other requests find. */
        List<AgentHandle> agents() {
            return hasKeyFile()
                    ? ossec.snapshot().listed()
                    : List.of(ossec.agents().find(MANAGER).orElseThrow());
        }

        Optional<String> parameter(String name) {
            return query.text(name);
        }

        /** The value of a variable of the path, such as {@code :rule_id}. */
        String variable(String name) {
            return String.valueOf(variables.get(name));
        }

        /** A parameter that is a number in this range if it is given. */
        Optional<Integer> number(String name, int lowest, int highest) {
            return parameter(name)
                    .map(text -> Values.number(text, lowest, highest)
                            .orElseThrow(() -> Refusal.notInRange(name, lowest, highest)));
        }

        /** A parameter that is one of these words if it is given. */
        Optional<String> choice(String name, List<String> words) {
            Optional<String> value = parameter(name);
            if (value.isPresent() && !words.contains(value.get())) {
                throw Refusal.notAmong(name, words);
            }
            return value;
        }

        /** A parameter that must be valid if there are any. */
        Optional<String> checked(String name, Predicate<String> valid, Refusal refusal) {
            Optional<String> value = parameter(name);
            if (query.size() > 0 && value.filter(valid).isEmpty()) {
                throw refusal;
            }
            return value;
        }
    }

    Endpoint endpoint() {
        return new Endpoint(method, path, parameters);
    }

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
        Map<String, String> variables = new HashMap<>();
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
     * Checks what the service checks before it starts a tool: the id or name in the path, then the names of the
     * parameters. These are checked only if there are no more than the endpoint has (quirk Q4).
     */
    RestResponse answer(Call call) throws IOException {
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
        return rendering.of(call, typed);
    }
}
