package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.KeyFileReadings.Entry;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Every endpoint, in one table. */
final class RouteTable {
    private final Ossec ossec;
    private final AgentAnswers agents;
    private final List<Route> routes;

    RouteTable(Ossec ossec) {
        this.ossec = ossec;
        this.agents = new AgentAnswers(ossec);
        this.routes = List.of(
                get("/agents", List.of("status"), "Agents.list", this::agentList),
                get("/agents/:agent_id", "Agents.info", call -> Envelope.success(agents.info(call.agentId()))),
                get("/agents/:agent_id/key", "Agents.key", call -> Envelope.success(agents.key(call.agentId()))),
                get("/manager/status", "Manager.status", call -> Envelope.success(new ManagerAnswers(ossec).status())),
                get(
                        "/manager/configuration",
                        List.of("section", "field"),
                        "Manager.configuration",
                        this::configuration),
                get("/manager/stats", List.of("date"), "Manager.stats", this::totals),
                get(
                        "/manager/stats/hourly",
                        "Manager.hourlyAverages",
                        call -> Envelope.success(new StatsAnswers(ossec).hourly())),
                get(
                        "/manager/stats/weekly",
                        "Manager.weeklyAverages",
                        call -> Envelope.success(new StatsAnswers(ossec).weekly())),
                get("/rootcheck/:agent_id", "Rootcheck.events", this::events),
                get(
                        "/rootcheck/:agent_id/last_scan",
                        "Rootcheck.lastScan",
                        call -> lastScan(call, ScanMarks.ROOTCHECK)),
                get(
                        "/syscheck/:agent_id/files/changed",
                        List.of("filename"),
                        "Syscheck.changedFiles",
                        this::changedFiles),
                get("/syscheck/:agent_id/last_scan", "Syscheck.lastScan", call -> lastScan(call, ScanMarks.SYSCHECK)));
    }

    private static Route get(String path, String typedMethod, Route.Answer answer) {
        return get(path, List.of(), typedMethod, answer);
    }

    private static Route get(String path, List<String> parameters, String typedMethod, Route.Answer answer) {
        return new Route("GET", path, parameters, typedMethod, answer);
    }

    List<Route> routes() {
        return routes;
    }

    private RestResponse agentList(Call call) throws IOException {
        if (call.query().isList("status")) {
            throw Refusal.unknownFilter("status"); // ends the original service
        }
        if (call.query().size() > 1 && call.parameter("status").isEmpty()) {
            throw Refusal.unknownFilter("status"); // ends the original service
        }
        return Envelope.success(agents.list(call.parameter("status")));
    }

    private RestResponse configuration(Call call) throws IOException {
        return new ConfigurationAnswers(ossec)
                .configuration(
                        call.parameter("section"),
                        call.parameter("field"),
                        call.query().size() > 0)
                .map(Envelope::success)
                .orElseGet(Envelope::nothing);
    }

    private RestResponse totals(Call call) throws IOException {
        Optional<String> date = call.parameter("date");
        if ((date.isEmpty() && call.query().size() > 0)
                || date.filter(value -> !Values.isDate(value)).isPresent()) {
            throw Refusal.notADate();
        }
        return Envelope.success(new StatsAnswers(ossec).totals(date));
    }

    private RestResponse events(Call call) throws IOException {
        OssecHome home = ossec.home();
        return Envelope.success(new RootcheckAnswers(ossec)
                .events(database(
                        call.agentId(),
                        13,
                        "Invalid agent id '" + call.agentId() + "'",
                        home.managerRootcheck(),
                        entry -> home.rootcheck(entry.nameInFiles(), entry.addressInFiles()))));
    }

    private RestResponse changedFiles(Call call) throws IOException {
        Optional<String> filename = call.parameter("filename");
        if ((filename.isEmpty() && call.query().size() > 0)
                || filename.filter(name -> !Values.isName(name)).isPresent()) {
            throw Refusal.notAName("filename");
        }
        OssecHome home = ossec.home();
        Optional<Path> database = database(
                call.agentId(),
                33,
                "Invalid agent id '" + call.agentId() + "'.",
                home.managerSyscheck(),
                entry -> home.syscheck(entry.nameInFiles(), entry.addressInFiles()));
        return Envelope.success(new SyscheckAnswers(ossec).changed(database, filename));
    }

    private RestResponse lastScan(Call call, List<String> members) throws IOException {
        OssecHome home = ossec.home();
        ScanMarks marks = ScanMarks.read(database(
                call.agentId(),
                40,
                "Invalid agent id",
                home.managerRootcheck(),
                entry -> home.rootcheck(entry.nameInFiles(), entry.addressInFiles())));
        var times = new TimeText(ossec.zoneRules());
        return Envelope.success(json -> {
            json.writeStartObject();
            marks.write(json, times, members);
            json.writeEndObject();
        });
    }

    @FunctionalInterface
    private interface DatabaseOfAgent {
        Optional<Path> of(Entry entry);
    }

    private Optional<Path> database(String id, int code, String message, Path ofManager, DatabaseOfAgent ofAgent)
            throws IOException {
        return id.equals(AgentAnswers.MANAGER) ? Optional.of(ofManager) : ofAgent.of(agents.living(id, code, message));
    }
}
