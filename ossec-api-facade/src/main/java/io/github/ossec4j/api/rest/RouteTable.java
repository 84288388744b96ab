package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.Manager;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.UnknownAgentException;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.control.DaemonUnreachableException;
import io.github.ossec4j.io.control.RemotedMessage;
import io.github.ossec4j.io.file.DatabaseClearing;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.io.keys.ClientKeysLine.Living;
import io.github.ossec4j.io.keys.ClientKeysStore;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.io.rootcheck.RootcheckCursor.ScanMark;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Every endpoint, in one table. */
final class RouteTable {
    private static final System.Logger LOG = System.getLogger(RouteTable.class.getName());
    private static final String POLICY_UPDATED = "Policy and auditing database updated";
    private static final String INTEGRITY_UPDATED = "Integrity check database updated";

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
                route("PUT", "/agents/:agent_name", "Agents.add", this::addByName),
                route("POST", "/agents", "Agents.add", this::addByBody),
                route("DELETE", "/agents/:agent_id", "Agents.remove", this::remove),
                route("PUT", "/agents/:agent_id/restart", "Agents.restart", this::restartAgent),
                route(
                        "PUT",
                        "/manager/start",
                        "Manager.start",
                        call -> ManagerAnswers.controlled(manager().start())),
                route(
                        "PUT",
                        "/manager/stop",
                        "Manager.stop",
                        call -> ManagerAnswers.controlled(manager().stop())),
                route(
                        "PUT",
                        "/manager/restart",
                        "Manager.restart",
                        call -> ManagerAnswers.controlled(manager().restart())),
                get(
                        "/manager/configuration/test",
                        "Manager.testConfiguration",
                        call -> ManagerAnswers.tested(manager().testConfiguration())),
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
                route("PUT", "/rootcheck", "Rootcheck.runAll", call -> runAll()),
                route("PUT", "/rootcheck/:agent_id", "Rootcheck.run", this::run),
                route(
                        "DELETE",
                        "/rootcheck",
                        "Rootcheck.clearAll",
                        call -> clearAll(ossec.home().rootcheckDirectory(), 11, "rootcheck", POLICY_UPDATED)),
                route("DELETE", "/rootcheck/:agent_id", "Rootcheck.clear", this::clearRootcheck),
                get(
                        "/rootcheck/:agent_id/last_scan",
                        "Rootcheck.lastScan",
                        call -> lastScan(call, ScanMarks.ROOTCHECK)),
                get(
                        "/syscheck/:agent_id/files/changed",
                        List.of("filename"),
                        "Syscheck.changedFiles",
                        this::changedFiles),
                route("PUT", "/syscheck", "Syscheck.runAll", call -> runAll()),
                route("PUT", "/syscheck/:agent_id", "Syscheck.run", this::run),
                route(
                        "DELETE",
                        "/syscheck",
                        "Syscheck.clearAll",
                        call -> clearAll(ossec.home().syscheckDirectory(), 31, "syscheck", INTEGRITY_UPDATED)),
                route("DELETE", "/syscheck/:agent_id", "Syscheck.clear", this::clearSyscheck),
                get("/syscheck/:agent_id/last_scan", "Syscheck.lastScan", call -> lastScan(call, ScanMarks.SYSCHECK)));
    }

    private static Route route(String method, String path, String typedMethod, Route.Answer answer) {
        return new Route(method, path, List.of(), typedMethod, answer);
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

    private RestResponse addByName(Call call) throws IOException {
        return add(new NewAgent(String.valueOf(call.variables().get(Route.AGENT_NAME)), AgentAddress.ANY));
    }

    private RestResponse addByBody(Call call) throws IOException {
        return add(AgentBody.read(call.request()));
    }

    private RestResponse add(NewAgent agent) throws IOException {
        try {
            ClientKey key = store().add(List.of(agent), ossec.localTime()).get(0);
            return Envelope.success(json -> {
                json.writeStartObject();
                json.writeName("id");
                json.writeString(key.id().toString());
                json.writeName("message");
                json.writeString("Agent added");
                json.writeEndObject();
            });
        } catch (AgentRefusedException e) {
            throw new ToolError(e.reason().errorCode(), e.reason().message());
        } catch (IOException e) {
            throw new ToolError(71, "Could not open file '" + nameInHome(e) + "' due to " + SystemError.of(e));
        }
    }

    private RestResponse remove(Call call) {
        String id = call.agentId();
        var unknown = new ToolError(78, "Invalid ID '" + id + "' given. ID is not present");
        if (Files.isDirectory(ossec.home().clientKeys())) {
            throw unknown;
        }
        try {
            ossec.snapshot().find(id).orElseThrow(() -> unknown).remove();
        } catch (UnknownAgentException e) {
            throw unknown;
        } catch (OssecException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new ToolError(
                        71, "Could not open object '" + nameInHome(cause) + "' due to " + SystemError.of(cause));
            }
            throw e;
        }
        return Envelope.success(Payload.text("Agent removed"));
    }

    /** The original knows of no file but the keys; what fails outside of their directory is called by its own name. */
    private String nameInHome(IOException e) {
        String queue = ossec.home().root().resolve("queue").toString();
        String file = e instanceof FileSystemException failure ? String.valueOf(failure.getFile()) : "";
        return file.startsWith(queue) ? "/queue" + file.substring(queue.length()) : "/etc/client.keys";
    }

    private ClientKeysStore store() {
        return ClientKeysStore.at(ossec.home(), ossec.flavor() == Flavor.WAZUH, ossec.malformedLines());
    }

    private Manager manager() {
        return ossec.manager();
    }

    private RestResponse restartAgent(Call call) throws IOException {
        requireKnown(call.agentId());
        return ordered(45, "Unable to restart agent", "Restarting agent", new RemotedMessage.Restart(call.agentId()));
    }

    private RestResponse run(Call call) throws IOException {
        if (call.agentId().equals(AgentAnswers.MANAGER)) {
            try {
                AgentControl.at(ossec.home()).runChecksOnManager();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the manager's checks could not be ordered", e); // told as success
            }
            return Envelope.success(Payload.text("Restarting Syscheck/Rootcheck locally"));
        }
        requireKnown(call.agentId());
        return ordered(
                43,
                "Unable to restart syscheck on agent",
                "Restarting Syscheck/Rootcheck on agent",
                new RemotedMessage.RunChecks(call.agentId()));
    }

    private RestResponse runAll() throws IOException {
        return ordered(
                41,
                "Unable to restart syscheck on all agents",
                "Restarting Syscheck/Rootcheck on all agents",
                new RemotedMessage.RunChecksOnAll());
    }

    private void requireKnown(String id) throws IOException {
        if (!id.equals(AgentAnswers.MANAGER)) {
            agents.living(id, 40, "Invalid agent id");
        }
    }

    /** Without a connection the error is {@code code}; if the message was not taken, the next number. */
    private RestResponse ordered(int code, String notSent, String done, RemotedMessage message) throws IOException {
        try {
            AgentControl.at(ossec.home()).send(message);
            return Envelope.success(Payload.text(done));
        } catch (DaemonUnreachableException e) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage());
            throw e.reason().isConnected()
                    ? new ToolError(code + 1, notSent)
                    : new ToolError(code, "Unable to connect to remoted");
        }
    }

    /** A failure to clear a file is not reported (quirk Q28); a missing directory and a full disk are. */
    private RestResponse clearAll(Path directory, int code, String what, String message) {
        if (!Files.isDirectory(directory)) {
            throw new ToolError(code, what + "_control: Unable to open: '/queue/" + what + "'");
        }
        return cleared(new DatabaseClearing().clearDirectory(directory), message);
    }

    private RestResponse clearSyscheck(Call call) throws IOException {
        OssecHome home = ossec.home();
        var clearing = new DatabaseClearing();
        if (call.agentId().equals(AgentAnswers.MANAGER)) {
            clearing.managerSyscheck(home);
        } else {
            Living entry = agents.living(call.agentId(), 32, "Invalid agent id '" + call.agentId() + "'.");
            clearing.syscheck(home, entry.name(), entry.address());
        }
        return cleared(clearing, INTEGRITY_UPDATED);
    }

    private RestResponse clearRootcheck(Call call) throws IOException {
        OssecHome home = ossec.home();
        var clearing = new DatabaseClearing();
        if (call.agentId().equals(AgentAnswers.MANAGER)) {
            clearing.truncateExisting(home.managerRootcheck());
        } else {
            Living entry = agents.living(call.agentId(), 12, "Invalid agent id '" + call.agentId() + "'.");
            home.rootcheck(entry.name(), entry.address()).ifPresent(clearing::truncate);
        }
        return cleared(clearing, POLICY_UPDATED);
    }

    private RestResponse cleared(DatabaseClearing clearing, String message) {
        try {
            clearing.orThrow();
        } catch (IOException e) {
            if (SystemError.isFullDisk(e)) {
                throw new ToolError(71, "Could not open file '" + nameInHome(e) + "' due to " + SystemError.of(e));
            }
            LOG.log(System.Logger.Level.WARNING, "not everything could be cleared", e);
        }
        if (ossec.manager().keepsIndex()) {
            LOG.log(System.Logger.Level.WARNING, "the running ossec-analysisd keeps an index until it is restarted");
        }
        return Envelope.success(Payload.text(message));
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
                        entry -> home.rootcheck(entry.name(), entry.address()))));
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
                entry -> home.syscheck(entry.name(), entry.address()));
        return Envelope.success(new SyscheckAnswers(ossec).changed(database, filename));
    }

    private RestResponse lastScan(Call call, List<ScanMark> members) throws IOException {
        OssecHome home = ossec.home();
        ScanMarks marks = ScanMarks.read(database(
                call.agentId(),
                40,
                "Invalid agent id",
                home.managerRootcheck(),
                entry -> home.rootcheck(entry.name(), entry.address())));
        var times = new TimeText(ossec.zoneRules());
        return Envelope.success(json -> {
            json.writeStartObject();
            marks.write(json, times, members);
            json.writeEndObject();
        });
    }

    @FunctionalInterface
    private interface DatabaseOfAgent {
        Optional<Path> of(Living entry);
    }

    private Optional<Path> database(String id, int code, String message, Path ofManager, DatabaseOfAgent ofAgent)
            throws IOException {
        Optional<Path> database =
                id.equals(AgentAnswers.MANAGER) ? Optional.of(ofManager) : ofAgent.of(agents.living(id, code, message));
        return ReadableDatabase.of(database);
    }
}
