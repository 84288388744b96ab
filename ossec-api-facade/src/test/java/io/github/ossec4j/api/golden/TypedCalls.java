package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.AgentSnapshot;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.api.golden.TypedHalf.ToolFailure;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** Calls the method of the facade that a recorded request stands for. */
final class TypedCalls {
    private static final JsonNode NO_DATA = MissingNode.getInstance();

    private final Ossec ossec;
    private final TypedRendering rendering;

    TypedCalls(Ossec ossec) {
        this.ossec = ossec;
        this.rendering = new TypedRendering(ossec.zoneRules());
    }

    /** The data of the answer; missing where the original has none. */
    JsonNode answer(JsonNode request) {
        List<String> path = path(request);
        String variable = path.size() > 1 ? path.get(1) : "";
        Map<String, String> query = query(request);
        String endpoint = endpoint(request);
        return switch (endpoint) {
            case "GET agents" -> agents(Optional.ofNullable(query.get("status")));
            case "GET agents *" -> of(variable, 40, ossec.agents()::info, AgentHandle::details, rendering::details);
            case "GET agents * key" ->
                of(variable, 70, ossec.agents()::key, AgentHandle::key, key -> StringNode.valueOf(key.exported()));
            case "PUT agents * restart" -> {
                act(variable, 40, ossec.agents()::restart, AgentHandle::restart);
                yield StringNode.valueOf("Restarting agent");
            }
            case "PUT agents *" -> rendering.added(ossec.agents().add(NewAgent.of(variable)));
            case "POST agents" -> rendering.added(ossec.agents().add(newAgent(request)));
            case "DELETE agents *" -> {
                act(variable, 78, ossec.agents()::remove, handle -> {
                    handle.remove();
                    return handle;
                });
                yield StringNode.valueOf("Agent removed");
            }
            case "GET syscheck * files changed" -> changes(variable, Optional.ofNullable(query.get("filename")));
            case "GET syscheck * last_scan" ->
                of(
                        variable,
                        40,
                        ossec.syscheck()::lastScan,
                        AgentHandle::lastScans,
                        scans -> rendering.scan("syscheck", scans.syscheckStart(), scans.syscheckEnd()));
            case "DELETE syscheck" -> {
                ossec.syscheck().clearAll();
                yield StringNode.valueOf("Integrity check database updated");
            }
            case "DELETE syscheck *" -> {
                act(variable, 32, ossec.syscheck()::clear, AgentHandle::clearSyscheck);
                yield StringNode.valueOf("Integrity check database updated");
            }
            case "GET rootcheck *" -> findings(variable);
            case "GET rootcheck * last_scan" ->
                of(
                        variable,
                        40,
                        ossec.rootcheck()::lastScan,
                        AgentHandle::lastScans,
                        scans -> rendering.scan("rootcheck", scans.rootcheckStart(), scans.rootcheckEnd()));
            case "DELETE rootcheck" -> {
                ossec.rootcheck().clearAll();
                yield StringNode.valueOf("Policy and auditing database updated");
            }
            case "DELETE rootcheck *" -> {
                act(variable, 12, ossec.rootcheck()::clear, AgentHandle::clearRootcheck);
                yield StringNode.valueOf("Policy and auditing database updated");
            }
            case "PUT syscheck", "PUT rootcheck" -> {
                if (endpoint.endsWith("syscheck")) {
                    ossec.syscheck().runAll();
                } else {
                    ossec.rootcheck().runAll();
                }
                yield StringNode.valueOf("Restarting Syscheck/Rootcheck on all agents");
            }
            case "PUT syscheck *", "PUT rootcheck *" -> {
                boolean isSyscheck = endpoint.contains("syscheck");
                act(variable, 40, isSyscheck ? ossec.syscheck()::run : ossec.rootcheck()::run, AgentHandle::run);
                yield StringNode.valueOf(
                        variable.equals("000")
                                ? "Restarting Syscheck/Rootcheck locally"
                                : "Restarting Syscheck/Rootcheck on agent");
            }
            case "GET manager status" -> rendering.daemons(ossec.manager().status());
            case "PUT manager start" -> outcome(ossec.manager().start());
            case "PUT manager stop" -> outcome(ossec.manager().stop());
            case "PUT manager restart" -> outcome(ossec.manager().restart());
            case "GET manager configuration" ->
                configuration(query.getOrDefault("section", ""), query.getOrDefault("field", ""), !query.isEmpty());
            case "GET manager configuration test" ->
                rendering.test(ossec.manager().testConfiguration());
            case "GET manager stats" -> stats(Optional.ofNullable(query.get("date")));
            case "GET manager stats hourly" -> rendering.hourly(ossec.manager().hourlyAverages());
            case "GET manager stats weekly" -> rendering.weekly(ossec.manager().weeklyAverages());
            default -> throw new AssertionError("no method stands for " + endpoint);
        };
    }

    /** Method and path of a request, such as {@code GET agents * key}. */
    static String endpoint(JsonNode request) {
        List<String> path = path(request);
        if (path.size() > 1 && !path.get(0).equalsIgnoreCase("manager")) {
            path.set(1, "*");
        }
        return request.path("method").asString() + " " + String.join(" ", path).toLowerCase(Locale.ROOT);
    }

    /** The segments of the path, without version. */
    private static List<String> path(JsonNode request) {
        var segments = new ArrayList<String>();
        for (String segment :
                request.path("path").asString().split("\\?", -1)[0].split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        if (!segments.isEmpty() && segments.get(0).equalsIgnoreCase("v1.2")) {
            segments.remove(0);
        }
        return segments;
    }

    /** The parameters, of a repeated one all values as one text. */
    private static Map<String, String> query(JsonNode request) {
        Map<String, String> query = new HashMap<>();
        String[] path = request.path("path").asString().split("\\?", 2);
        for (String parameter : path.length > 1 ? path[1].split("&", -1) : new String[0]) {
            String[] halves = parameter.split("=", 2);
            query.put(
                    URLDecoder.decode(halves[0], StandardCharsets.UTF_8).replace("[]", ""),
                    halves.length > 1 ? URLDecoder.decode(halves[1], StandardCharsets.UTF_8) : "");
        }
        request.path("query").properties().forEach(parameter -> {
            var values = new ArrayList<String>();
            if (parameter.getValue().isArray()) {
                parameter.getValue().forEach(value -> values.add(value.asString()));
            } else {
                values.add(parameter.getValue().asString());
            }
            query.put(parameter.getKey(), String.join(",", values));
        });
        return query;
    }

    /** Who is to be enrolled; without an address the one that asks. */
    private static NewAgent newAgent(JsonNode request) {
        JsonNode body = request.path("body");
        if (request.has("raw_body")) {
            String raw = request.path("raw_body").asString();
            if (raw.startsWith("{")) {
                body = GoldenCase.MAPPER.readTree(raw);
            } else {
                var form = GoldenCase.MAPPER.createObjectNode();
                for (String field : raw.split("&", -1)) {
                    String[] halves = field.split("=", 2);
                    form.put(halves[0], halves.length > 1 ? URLDecoder.decode(halves[1], StandardCharsets.UTF_8) : "");
                }
                body = form;
            }
        }
        JsonNode name = body.path("name");
        String address = body.path("ip").asString("");
        if (address.isEmpty()) {
            address = request.path("remote_address").asString("127.0.0.1").replace("::ffff:", "");
        }
        return new NewAgent(
                name.isNull() ? "null" : name.asString(), AgentAddress.of(address.equals("ANY") ? "any" : address));
    }

    /**
     * Asks about an agent. Ids are texts in REST and numbers here: the number is used where it leads to the agent whose id is
     * written so; what is written otherwise is unknown.
     */
    private <T> T ask(String id, int unknown, Function<AgentId, T> byNumber, Function<AgentHandle, T> byHandle) {
        AgentSnapshot snapshot = ossec.snapshot();
        Optional<AgentHandle> written = snapshot.find(id);
        Optional<AgentId> number = id.length() > 8 ? Optional.empty() : Optional.of(AgentId.parse(id));
        Optional<AgentHandle> numbered = number.flatMap(snapshot::find);
        if (number.isPresent() && numbered.equals(written)) {
            return byNumber.apply(number.get());
        }
        return byHandle.apply(written.orElseThrow(() -> new ToolFailure(unknown, NO_DATA)));
    }

    private void act(String id, int unknown, Function<AgentId, ?> byNumber, Function<AgentHandle, ?> byHandle) {
        ask(id, unknown, number -> Optional.of(byNumber.apply(number)), handle -> Optional.of(byHandle.apply(handle)));
    }

    private <T> JsonNode of(
            String id,
            int unknown,
            Function<AgentId, T> byNumber,
            Function<AgentHandle, T> byHandle,
            Function<T, JsonNode> rendered) {
        return rendered.apply(ask(id, unknown, byNumber, byHandle));
    }

    private JsonNode agents(Optional<String> status) {
        if (status.isEmpty()) {
            return rendering.agents(ossec.agents().list());
        }
        Optional<AgentStatus> known = AgentStatus.parse(status.get());
        return rendering.agents(known.isPresent() ? ossec.agents().list(known.get()) : List.of());
    }

    private JsonNode changes(String id, Optional<String> filename) {
        if (filename.isEmpty()) {
            return walked(id, 33, ossec.syscheck()::changedFiles, AgentHandle::changedFiles, rendering::changedFiles);
        }
        PathPattern pattern = PathPattern.of(filename.get());
        return walked(
                id,
                33,
                number -> ossec.syscheck().history(number, pattern),
                handle -> handle.history(pattern),
                rendering::history);
    }

    private JsonNode findings(String id) {
        return walked(id, 13, ossec.rootcheck()::events, AgentHandle::findings, rendering::findings);
    }

    private <T> JsonNode walked(
            String id,
            int unknown,
            Function<AgentId, RecordStream<T>> byNumber,
            Function<AgentHandle, RecordStream<T>> byHandle,
            Function<List<T>, JsonNode> rendered) {
        try (RecordStream<T> records = ask(id, unknown, byNumber, byHandle)) {
            var all = new ArrayList<T>();
            records.forEach(all::add);
            return rendered.apply(all);
        }
    }

    private JsonNode outcome(ControlOutcome outcome) {
        outcome.failure().filter(failure -> failure.kind().code() > 0).ifPresent(failure -> {
            throw new ToolFailure(failure.kind().code(), NO_DATA);
        });
        return rendering.daemons(outcome.daemons());
    }

    private JsonNode stats(Optional<String> date) {
        if (date.isEmpty()) {
            return rendering.totals(ossec.manager().stats());
        }
        LocalDate day;
        try {
            day = LocalDate.of(
                    Integer.parseInt(date.get().substring(0, 4)),
                    Integer.parseInt(date.get().substring(4, 6)),
                    Integer.parseInt(date.get().substring(6)));
        } catch (DateTimeException e) {
            throw new ToolFailure(60, NO_DATA); // no such day: there is nothing to call
        }
        return rendering.totals(ossec.manager().stats(day));
    }

    private JsonNode configuration(String section, String field, boolean isSection) {
        if (!isSection) {
            return rendering.configuration(ossec.manager().configuration());
        }
        var sections = ossec.manager().configuration(section);
        return field.isEmpty()
                ? rendering.sections(section, sections)
                : rendering.fields(section, sections, field, ossec.manager().configuration(section, field));
    }
}
