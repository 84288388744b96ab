package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.AgentSnapshot;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.api.golden.TypedHalf.ToolFailure;
import io.github.ossec4j.api.rest.TypedRow;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.ScanTimes;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.stats.WeeklyAverages;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
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
import java.util.function.Consumer;
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
        return rendered(request, value(request));
    }

    /** What the row of a request that reads makes of it, rendered the same way. */
    JsonNode answerOfRow(JsonNode request) {
        return rendered(request, TypedRow.value(ossec, GoldenCase.request(request), path(request), query(request)));
    }

    /** What the typed method returns. */
    private Object value(JsonNode request) {
        List<String> path = path(request);
        String variable = path.size() > 1 ? path.get(1) : "";
        Map<String, String> query = query(request);
        return switch (endpoint(request)) {
            case "GET agents" -> agents(Optional.ofNullable(query.get("status")));
            case "GET agents *" -> ask(variable, 40, ossec.agents()::info, AgentHandle::details);
            case "GET agents * key" -> ask(variable, 70, ossec.agents()::key, AgentHandle::key);
            case "PUT agents * restart" -> ask(variable, 40, ossec.agents()::restart, AgentHandle::restart);
            case "PUT agents *" -> ossec.agents().add(NewAgent.of(variable));
            case "POST agents" -> ossec.agents().add(newAgent(request));
            case "DELETE agents *" -> ask(variable, 78, ossec.agents()::remove, done(AgentHandle::remove));
            case "GET syscheck * files changed" -> changes(variable, Optional.ofNullable(query.get("filename")));
            case "GET syscheck * last_scan" -> ask(variable, 40, ossec.syscheck()::lastScan, AgentHandle::lastScans);
            case "DELETE syscheck" -> ossec.syscheck().clearAll();
            case "DELETE syscheck *" -> ask(variable, 32, ossec.syscheck()::clear, AgentHandle::clearSyscheck);
            case "GET rootcheck *" -> walked(variable, 13, ossec.rootcheck()::events, AgentHandle::findings);
            case "GET rootcheck * last_scan" -> ask(variable, 40, ossec.rootcheck()::lastScan, AgentHandle::lastScans);
            case "DELETE rootcheck" -> ossec.rootcheck().clearAll();
            case "DELETE rootcheck *" -> ask(variable, 12, ossec.rootcheck()::clear, AgentHandle::clearRootcheck);
            case "PUT syscheck" -> ossec.syscheck().runAll();
            case "PUT rootcheck" -> ossec.rootcheck().runAll();
            case "PUT syscheck *" -> ask(variable, 40, ossec.syscheck()::run, AgentHandle::run);
            case "PUT rootcheck *" -> ask(variable, 40, ossec.rootcheck()::run, AgentHandle::run);
            case "GET manager status" -> ossec.manager().status();
            case "PUT manager start" -> ossec.manager().start();
            case "PUT manager stop" -> ossec.manager().stop();
            case "PUT manager restart" -> ossec.manager().restart();
            case "GET manager configuration" -> configuration(query);
            case "GET manager configuration test" -> ossec.manager().testConfiguration();
            case "GET manager stats" -> stats(Optional.ofNullable(query.get("date")));
            case "GET manager stats hourly" -> ossec.manager().hourlyAverages();
            case "GET manager stats weekly" -> ossec.manager().weeklyAverages();
            default -> throw new AssertionError("no method stands for " + endpoint(request));
        };
    }

    private static <T> Function<T, Object> done(Consumer<T> action) {
        return subject -> {
            action.accept(subject);
            return subject;
        };
    }

    /** Such a value in the shape of version 1.2. */
    @SuppressWarnings("unchecked") // the endpoint says of what a list is
    private JsonNode rendered(JsonNode request, Object value) {
        Map<String, String> query = query(request);
        return switch (endpoint(request)) {
            case "GET agents" -> rendering.agents((List<Agent>) value);
            case "GET agents *" -> rendering.details((AgentDetails) value);
            case "GET agents * key" -> StringNode.valueOf(((ClientKey) value).exported());
            case "PUT agents * restart" -> StringNode.valueOf("Restarting agent");
            case "PUT agents *", "POST agents" -> rendering.added((ClientKey) value);
            case "DELETE agents *" -> StringNode.valueOf("Agent removed");
            case "GET syscheck * files changed" ->
                query.containsKey("filename")
                        ? rendering.history((List<FileChange>) value)
                        : rendering.changedFiles((List<SyscheckEntry>) value);
            case "GET syscheck * last_scan" -> {
                var scans = (ScanTimes) value;
                yield rendering.scan("syscheck", scans.syscheckStart(), scans.syscheckEnd());
            }
            case "GET rootcheck * last_scan" -> {
                var scans = (ScanTimes) value;
                yield rendering.scan("rootcheck", scans.rootcheckStart(), scans.rootcheckEnd());
            }
            case "DELETE syscheck", "DELETE syscheck *" -> StringNode.valueOf("Integrity check database updated");
            case "DELETE rootcheck", "DELETE rootcheck *" -> StringNode.valueOf("Policy and auditing database updated");
            case "GET rootcheck *" -> rendering.findings((List<RootcheckEvent>) value);
            case "PUT syscheck", "PUT rootcheck" -> StringNode.valueOf("Restarting Syscheck/Rootcheck on all agents");
            case "PUT syscheck *", "PUT rootcheck *" ->
                StringNode.valueOf(
                        path(request).get(1).equals("000")
                                ? "Restarting Syscheck/Rootcheck locally"
                                : "Restarting Syscheck/Rootcheck on agent");
            case "GET manager status" -> rendering.daemons((List<DaemonStatus>) value);
            case "PUT manager start", "PUT manager stop", "PUT manager restart" -> outcome((ControlOutcome) value);
            case "GET manager configuration" -> configuration(query, (List<ConfigurationElement>) value);
            case "GET manager configuration test" -> rendering.test((ConfigurationTest.Result) value);
            case "GET manager stats" -> rendering.totals((List<HourlyTotals>) value);
            case "GET manager stats hourly" -> rendering.hourly((HourlyAverages) value);
            case "GET manager stats weekly" -> rendering.weekly((WeeklyAverages) value);
            default -> throw new AssertionError("no method stands for " + endpoint(request));
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
    private <T> T ask(
            String id,
            int unknown,
            Function<AgentId, ? extends T> byNumber,
            Function<AgentHandle, ? extends T> byHandle) {
        AgentSnapshot snapshot = ossec.snapshot();
        Optional<AgentHandle> written = snapshot.find(id);
        Optional<AgentId> number = id.length() > 8 ? Optional.empty() : Optional.of(AgentId.parse(id));
        Optional<AgentHandle> numbered = number.flatMap(snapshot::find);
        if (number.isPresent() && numbered.equals(written)) {
            return byNumber.apply(number.get());
        }
        return byHandle.apply(written.orElseThrow(() -> new ToolFailure(unknown, NO_DATA)));
    }

    private List<Agent> agents(Optional<String> status) {
        if (status.isEmpty()) {
            return ossec.agents().list();
        }
        Optional<AgentStatus> known = AgentStatus.parse(status.get());
        return known.isPresent() ? ossec.agents().list(known.get()) : List.of();
    }

    private List<?> changes(String id, Optional<String> filename) {
        if (filename.isEmpty()) {
            return walked(id, 33, ossec.syscheck()::changedFiles, AgentHandle::changedFiles);
        }
        PathPattern pattern = PathPattern.of(filename.get());
        return walked(id, 33, number -> ossec.syscheck().history(number, pattern), handle -> handle.history(pattern));
    }

    private <T> List<T> walked(
            String id,
            int unknown,
            Function<AgentId, RecordStream<T>> byNumber,
            Function<AgentHandle, RecordStream<T>> byHandle) {
        try (RecordStream<T> records = ask(id, unknown, byNumber, byHandle)) {
            return records.stream().toList();
        }
    }

    private JsonNode outcome(ControlOutcome outcome) {
        outcome.failure().ifPresent(failure -> {
            throw new ToolFailure(failure.errorCode().orElseThrow(), NO_DATA);
        });
        return rendering.daemons(outcome.daemons());
    }

    private List<HourlyTotals> stats(Optional<String> date) {
        if (date.isEmpty()) {
            return ossec.manager().stats();
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
        return ossec.manager().stats(day);
    }

    private List<ConfigurationElement> configuration(Map<String, String> query) {
        String section = query.getOrDefault("section", "");
        String field = query.getOrDefault("field", "");
        if (query.isEmpty()) {
            return ossec.manager().configuration().roots();
        }
        return field.isEmpty()
                ? ossec.manager().configuration(section)
                : ossec.manager().configuration(section, field);
    }

    private JsonNode configuration(Map<String, String> query, List<ConfigurationElement> elements) {
        String section = query.getOrDefault("section", "");
        String field = query.getOrDefault("field", "");
        if (query.isEmpty()) {
            return rendering.configuration(elements);
        }
        return field.isEmpty()
                ? rendering.sections(section, elements)
                : rendering.fields(section, ossec.manager().configuration(section), field, elements);
    }
}
