package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Manager;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.api.rest.Route.Rendering;
import io.github.ossec4j.api.rest.Route.Typed;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Every endpoint, in one table. */
final class RouteTable {
    private static final System.Logger LOG = System.getLogger(RouteTable.class.getName());
    private static final String POLICY_UPDATED = "Policy and auditing database updated";
    private static final String INTEGRITY_UPDATED = "Integrity check database updated";
    private static final String RUN_ON_ALL = "Restarting Syscheck/Rootcheck on all agents";

    static final List<Route<?>> ROUTES = List.of(
            route("GET", "/agents", RouteTable::agents, view(AgentAnswers::list), "status"),
            route("GET", "/agents/:agent_id", call -> call.agent(40).details(), view(AgentAnswers::info)),
            route("GET", "/agents/:agent_id/key", call -> call.agent(70).key(), view(AgentAnswers::key)),
            route("PUT", "/agents/:agent_name", RouteTable::addByName, AgentAnswers::added),
            route("POST", "/agents", RouteTable::addByBody, AgentAnswers::added),
            route("DELETE", "/agents/:agent_id", RouteTable::remove, AgentAnswers::removed),
            route("PUT", "/agents/:agent_id/restart", call -> call.agent(40).restart(), done("Restarting agent")),
            route("PUT", "/manager/start", call -> call.ossec().manager().start(), ManagerAnswers::controlled),
            route("PUT", "/manager/stop", call -> call.ossec().manager().stop(), ManagerAnswers::controlled),
            route("PUT", "/manager/restart", call -> call.ossec().manager().restart(), ManagerAnswers::controlled),
            route("GET", "/manager/status", call -> call.ossec().manager().status(), ManagerAnswers::status),
            route(
                    "GET",
                    "/manager/configuration/test",
                    call -> call.ossec().manager().testConfiguration(),
                    ManagerAnswers::tested),
            route(
                    "GET",
                    "/manager/configuration",
                    RouteTable::configuration,
                    (call, typed) -> ConfigurationAnswers.answer(call),
                    "section",
                    "field"),
            route("GET", "/manager/stats", RouteTable::totals, view(StatsAnswers::totals), "date"),
            route(
                    "GET",
                    "/manager/stats/hourly",
                    call -> call.ossec().manager().hourlyAverages(),
                    view(StatsAnswers::hourly)),
            route(
                    "GET",
                    "/manager/stats/weekly",
                    call -> call.ossec().manager().weeklyAverages(),
                    view(StatsAnswers::weekly)),
            route(
                    "GET",
                    "/manager/logs",
                    call -> call.ossec().manager().logs(),
                    LogAnswers::list,
                    Paging.parameters("type_log", "category")),
            route(
                    "GET",
                    "/manager/logs/summary",
                    call -> call.ossec().manager().logSummary(),
                    view(LogAnswers::summary)),
            route(
                    "GET",
                    "/rules",
                    RuleAnswers::wanted,
                    RuleAnswers::list,
                    Paging.parameters("status", "group", "level", "path", "file", "pci")),
            route(
                    "GET",
                    "/rules/groups",
                    call -> call.ossec().rules().groups(),
                    RuleAnswers::names,
                    Paging.parameters()),
            route("GET", "/rules/pci", call -> call.ossec().rules().pciDss(), RuleAnswers::names, Paging.parameters()),
            route(
                    "GET",
                    "/rules/files",
                    call -> call.ossec().rules().read(),
                    RuleAnswers::files,
                    Paging.parameters("status", "path", "file")),
            route("GET", "/rules/:rule_id", RuleAnswers::ofNumber, RuleAnswers::one, Paging.parameters()),
            route(
                    "GET",
                    "/decoders",
                    RuleAnswers::ofName,
                    RuleAnswers::decoders,
                    Paging.parameters("status", "name", "path", "file")),
            route(
                    "GET",
                    "/decoders/files",
                    call -> call.ossec().decoders().read(),
                    RuleAnswers::decoderFiles,
                    Paging.parameters("path", "file")),
            route("GET", "/decoders/:decoder_name", RuleAnswers::ofName, RuleAnswers::decoders, Paging.parameters()),
            route(
                    "GET",
                    "/alerts",
                    AlertAnswers::wanted,
                    AlertAnswers::list,
                    Paging.parameters("from", "to", "level", "rule", "agent", "group", "srcip")),
            route("GET", "/rootcheck/:agent_id", call -> call.agent(13).findings(), view(RootcheckAnswers::events)),
            route("PUT", "/rootcheck", call -> call.ossec().rootcheck().runAll(), done(RUN_ON_ALL)),
            route("PUT", "/rootcheck/:agent_id", call -> call.agent(40).run(), RouteTable::ran),
            route("DELETE", "/rootcheck", call -> call.ossec().rootcheck().clearAll(), cleared(POLICY_UPDATED)),
            route("DELETE", "/rootcheck/:agent_id", call -> call.agent(12).clearRootcheck(), cleared(POLICY_UPDATED)),
            route(
                    "GET",
                    "/rootcheck/:agent_id/last_scan",
                    call -> call.agent(40).lastScans(),
                    view(call -> ScanMarks.lastScan(call, ScanMarks.ROOTCHECK))),
            route(
                    "GET",
                    "/syscheck/:agent_id/files/changed",
                    RouteTable::changes,
                    view(SyscheckAnswers::changed),
                    "filename"),
            route("PUT", "/syscheck", call -> call.ossec().syscheck().runAll(), done(RUN_ON_ALL)),
            route("PUT", "/syscheck/:agent_id", call -> call.agent(40).run(), RouteTable::ran),
            route("DELETE", "/syscheck", call -> call.ossec().syscheck().clearAll(), cleared(INTEGRITY_UPDATED)),
            route("DELETE", "/syscheck/:agent_id", call -> call.agent(32).clearSyscheck(), cleared(INTEGRITY_UPDATED)),
            route(
                    "GET",
                    "/syscheck/:agent_id/last_scan",
                    call -> call.agent(40).lastScans(),
                    view(call -> ScanMarks.lastScan(call, ScanMarks.SYSCHECK))));

    private RouteTable() {}

    private static <T> Route<T> route(
            String method, String path, Typed<T> typed, Rendering<T> rendering, String... parameters) {
        return new Route<>(method, path, List.of(parameters), typed, rendering);
    }

    /** What the original's tools read from the same files, including quirks. */
    @FunctionalInterface
    private interface View {
        Payload of(Call call) throws IOException;
    }

    private static <T> Rendering<T> view(View view) {
        return (call, typed) -> Envelope.success(view.of(call));
    }

    private static <T> Rendering<T> done(String message) {
        return (call, typed) -> {
            typed.of(call);
            return Envelope.success(Payload.text(message));
        };
    }

    /**
     * A failure to clear a file is not reported (quirk Q28); a missing directory, an unknown agent and a full disk are.
     */
    private static <T> Rendering<T> cleared(String message) {
        return (call, typed) -> tried(call, typed, message);
    }

    /** A failure to start the checks of the manager is not reported. */
    private static <T> RestResponse ran(Call call, Typed<T> typed) throws IOException {
        return call.isAboutManager()
                ? tried(call, typed, "Restarting Syscheck/Rootcheck locally")
                : RouteTable.<T>done("Restarting Syscheck/Rootcheck on agent").of(call, typed);
    }

    private static <T> RestResponse tried(Call call, Typed<T> typed, String message) {
        try {
            typed.of(call);
        } catch (OssecException e) {
            if (e.errorCode().isPresent()) {
                throw e;
            }
            if (e.getCause() instanceof IOException cause && SystemError.isFullDisk(cause)) {
                throw ToolError.notOpened("file", call, e);
            }
            LOG.log(System.Logger.Level.WARNING, "answered as a success, as by the original", e);
        }
        return Envelope.success(Payload.text(message));
    }

    private static List<Agent> agents(Call call) {
        Optional<String> status = call.parameter("status");
        Predicate<Agent> wanted =
                agent -> status.isEmpty() || agent.status().text().equalsIgnoreCase(status.get());
        return call.ossec().agents().list().stream().filter(wanted).toList();
    }

    private static ClientKey addByName(Call call) {
        String name = String.valueOf(call.variables().get(Route.AGENT_NAME));
        return call.ossec().agents().add(new NewAgent(name, AgentAddress.ANY));
    }

    private static ClientKey addByBody(Call call) {
        return call.ossec().agents().add(AgentBody.read(call.request()));
    }

    private static AgentHandle remove(Call call) {
        AgentHandle agent = call.agent(78);
        agent.remove();
        return agent;
    }

    private static List<ConfigurationElement> configuration(Call call) {
        Manager manager = call.ossec().manager();
        Optional<String> section = call.parameter("section");
        Optional<String> field = call.parameter("field").filter(name -> !name.isEmpty());
        if (section.isEmpty()) {
            return call.query().size() == 0 ? manager.configuration().roots() : List.of();
        }
        return field.isEmpty()
                ? manager.configuration(section.get())
                : manager.configuration(section.get(), field.get());
    }

    private static List<HourlyTotals> totals(Call call) {
        Manager manager = call.ossec().manager();
        return call.parameter("date")
                .map(date -> manager.stats(StatsAnswers.day(date)))
                .orElseGet(manager::stats);
    }

    private static RecordStream<?> changes(Call call) {
        AgentHandle agent = call.agent(33);
        return call.parameter("filename").isPresent()
                ? agent.history(PathPattern.of(call.parameter("filename").get()))
                : agent.changedFiles();
    }
}
