package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.golden.TypedHalf.ToolFailure;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.stats.WeeklyAverages;
import io.github.ossec4j.model.syscheck.ChangeCount;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Renders typed values in the shape of version 1.2, with the original's quirks put in: each in the one method that is named
 * for it.
 */
final class TypedRendering {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu MMM dd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+|(\\d+\\.\\d*|\\.\\d+)([eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+)");
    private static final int FILE_TYPE = 0170000;
    private static final int TEST_FAILED = 82;

    private final ZoneRules zone;

    TypedRendering(ZoneRules zone) {
        this.zone = zone;
    }

    // Agents

    JsonNode agents(List<Agent> agents) {
        return list(agents, agent -> agent(agent, agent.address().text()));
    }

    private static ObjectNode agent(Agent agent, String address) {
        return object().put("id", agent.id().toString())
                .put("name", RawText.fromLossless(agent.name()).display())
                .put("ip", RawText.fromLossless(address).display())
                .put("status", agent.status().text());
    }

    JsonNode details(AgentDetails details) {
        Agent agent = details.agent();
        boolean isManager = agent.id().isManager();
        ObjectNode rendered = agent(agent, isManager ? agent.address().text() : addressOfAPrefix(agent.address()));
        rendered.put(
                "os",
                details.info().map(info -> info.operatingSystem().display()).orElse("Unknown"));
        rendered.put(
                "version",
                details.info().map(TypedRendering::versionWithChecksum).orElse("Unknown"));
        details.info()
                .flatMap(AgentInfo::encryption)
                .ifPresent(cipher -> rendered.put("encryption", cipher.name().toLowerCase(Locale.ROOT)));
        rendered.put("lastKeepAlive", isManager ? "Not available" : ctime(details.lastKeepAlive()));
        rendered.setAll(scan(
                "syscheck", details.scans().syscheckStart(), details.scans().syscheckEnd()));
        rendered.setAll(scan(
                "rootcheck", details.scans().rootcheckStart(), details.scans().rootcheckEnd()));
        details.maintenance()
                .ifPresent(mode -> rendered.put("fimMaintenance", mode.pendingEnd() ? "Maint(pending-end)" : "Maint")
                        .put("fimMaintEnabledAt", mode.enabledAt().getEpochSecond())
                        .put("fimMaintSilentUpdates", mode.silentUpdates())
                        .put("fimMaintPendingEnd", mode.pendingEnd()));
        return rendered;
    }

    ObjectNode scan(String kind, Optional<Instant> start, Optional<Instant> end) {
        return object().put(kind + "Time", ctime(start)).put(kind + "EndTime", ctime(end));
    }

    /** Details show {@code any/any}, {@code /any} for a prefix of 0, and nothing for a single address or a dotted mask. */
    private static String addressOfAPrefix(AgentAddress address) {
        String text = address.text();
        String host = address.hostText();
        if (text.equals("any")) {
            return "any/any";
        }
        OptionalInt prefix = address.prefixLength();
        boolean isMask = text.indexOf('.', host.length()) >= 0;
        if (isMask || prefix.isEmpty() || prefix.getAsInt() == (host.indexOf(':') < 0 ? 32 : 128)) {
            return host;
        }
        return host + (prefix.getAsInt() == 0 ? "/any" : "/" + prefix.getAsInt());
    }

    /** The checksum of the shared configuration is a part of the version. */
    private static String versionWithChecksum(AgentInfo info) {
        String version = RawText.fromLossless(info.version().orElse("")).display();
        return version + info.sharedConfigurationMd5().map(md5 -> " / " + md5).orElse("");
    }

    JsonNode added(ClientKey key) {
        return object().put("id", key.id().toString()).put("message", "Agent added");
    }

    // Integrity

    JsonNode changedFiles(List<SyscheckEntry> entries) {
        return list(
                entries,
                entry -> object().put("date", date(entry.recorded()))
                        .put("file", entry.path().display())
                        .put("changes", countThatIsNeverOne(entry.changes())));
    }

    /** A file that changed once has 0 changes. */
    private static int countThatIsNeverOne(ChangeCount changes) {
        return changes.minimum() == 1 ? 0 : changes.minimum();
    }

    JsonNode history(List<FileChange> steps) {
        return list(steps, step -> {
            ObjectNode attributes = object().put("event", step.kind().name().toLowerCase(Locale.ROOT));
            step.after().ifPresent(state -> state(attributes, state, step.path().startsWith("/")));
            ObjectNode rendered = object().put("date", date(step.at()))
                    .put("file", step.path().display());
            rendered.set("attrs", attributes);
            return rendered;
        });
    }

    private static void state(ObjectNode attributes, FileAttributes state, boolean isUnix) {
        attributes.put("size", Long.toString(state.size()));
        attributesOfUnixOnly(attributes, state, isUnix);
        attributes.put("md5", hashOrLetters(state.md5())).put("sha1", hashOrLetters(state.sha1()));
        state.sha256().ifPresent(hash -> attributes.put("sha256", hash));
    }

    /** What does not start with a slash has neither mode nor owner. */
    private static void attributesOfUnixOnly(ObjectNode attributes, FileAttributes state, boolean isUnix) {
        int mode =
                isUnix ? state.mode().map(TypedRendering::octalDigitsAsDecimal).orElse(0) : 0;
        attributes
                .put("mode", mode)
                .put("perm", isUnix ? permissionsWithSmallLetters(mode) : "")
                .put("uid", isUnix ? state.owner() : "")
                .put("gid", isUnix ? state.group() : "");
    }

    /** A mode without type is written in octal digits, which are read as decimal ones. */
    private static int octalDigitsAsDecimal(FileMode mode) {
        return (mode.bits() & FILE_TYPE) != 0 ? mode.bits() : Integer.parseInt(Integer.toOctalString(mode.bits()));
    }

    /** Special bits are shown as {@code s} and {@code t}, whether the file may be executed or not. */
    private static String permissionsWithSmallLetters(int mode) {
        return new FileMode(mode).symbolic().replace('S', 's').replace('T', 't');
    }

    /** A hash that was not taken is three letters. */
    private static String hashOrLetters(Optional<String> hash) {
        return hash.orElse("xxx");
    }

    // Policy

    JsonNode findings(List<RootcheckEvent> events) {
        ArrayNode rendered = GoldenCase.MAPPER.createArrayNode();
        for (RootcheckEvent.Status status :
                List.of(RootcheckEvent.Status.RESOLVED, RootcheckEvent.Status.OUTSTANDING)) {
            events.stream()
                    .filter(event -> event.status() == status)
                    .forEach(event ->
                            rendered.add(object().put("status", status.name().toLowerCase(Locale.ROOT))
                                    .put("readDay", date(event.lastSeen()))
                                    .put("oldDay", date(event.firstSeen()))
                                    .put("event", eventAfterNull(event.text().display()))));
        }
        return rendered;
    }

    private static String eventAfterNull(String text) {
        boolean isPlain = text.startsWith("Application Found")
                || text.startsWith("Windows Audit")
                || text.startsWith("Windows Malware");
        return isPlain ? text : "(null)" + text;
    }

    // The manager

    JsonNode daemons(List<DaemonStatus> daemons) {
        return list(
                daemons,
                daemon -> object().put("daemon", daemon.daemon().processName())
                        .put(
                                "status",
                                daemon.state() == DaemonStatus.State.FAILED
                                        ? "error"
                                        : daemon.state().name().toLowerCase(Locale.ROOT)));
    }

    /** A test counts as failed if a message holds {@code Error}, written so; earlier messages are dropped. */
    JsonNode test(ConfigurationTest.Result result) {
        ArrayNode messages = GoldenCase.MAPPER.createArrayNode();
        boolean isFailed = false;
        for (RawText message : result.messages()) {
            String text = new String(message.bytes(), StandardCharsets.ISO_8859_1);
            if (!messages.isEmpty() || text.toLowerCase(Locale.ROOT).contains("error")) {
                messages.add(text);
            }
            isFailed |= text.contains("Error");
        }
        if (isFailed) {
            throw new ToolFailure(TEST_FAILED, messages);
        }
        return result.isPassed() ? StringNode.valueOf("OK") : messages;
    }

    JsonNode totals(List<HourlyTotals> hours) {
        return list(hours, hour -> {
            ObjectNode rendered = object().put("hour", hour.hour()).put("firewall", hour.firewall());
            rendered.set(
                    "alerts",
                    list(
                            hour.rules(),
                            rule -> object().put("times", rule.times())
                                    .put("sigid", rule.rule())
                                    .put("level", rule.level())));
            return rendered.put("totalAlerts", hour.alerts())
                    .put("syscheck", hour.syscheck())
                    .put("events", hour.events());
        });
    }

    JsonNode hourly(HourlyAverages averages) {
        ObjectNode rendered = object();
        averages.hours().forEach(rendered.putArray("averages")::add);
        return rendered.put("interactions", averages.interactions());
    }

    JsonNode weekly(WeeklyAverages averages) {
        ObjectNode rendered = object();
        for (DayOfWeek day : List.of(
                DayOfWeek.WEDNESDAY,
                DayOfWeek.SUNDAY,
                DayOfWeek.FRIDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.MONDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.SATURDAY)) {
            String name = day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
            averages.of(day).hours().forEach(rendered.putObject(name).putArray("hours")::add);
            ((ObjectNode) rendered.path(name))
                    .put("interactions", averages.of(day).interactions());
        }
        return rendered;
    }

    // Configuration

    JsonNode configuration(List<ConfigurationElement> roots) {
        ObjectNode rendered = object();
        Map<String, List<ConfigurationElement>> sections = new LinkedHashMap<>();
        for (ConfigurationElement root : roots) {
            attributes(rendered, root);
            root.children()
                    .forEach(section -> sections.computeIfAbsent(section.name(), name -> new ArrayList<>())
                            .add(section));
        }
        sections.forEach((name, elements) -> rendered.set(name, sections(name, elements)));
        return rendered;
    }

    /** One section is an object, several are a list, but for those called global; none is no data. */
    JsonNode sections(String name, List<ConfigurationElement> sections) {
        if (name.equals("global") && sections.size() > 1) {
            return globalSectionsAsOne(sections);
        }
        return oneOrList(sections);
    }

    private static JsonNode oneOrList(List<ConfigurationElement> elements) {
        return elements.isEmpty()
                ? MissingNode.getInstance()
                : elements.size() == 1 ? element(elements.get(0)) : list(elements, TypedRendering::element);
    }

    /** Later sections replace members of earlier ones. */
    private static ObjectNode globalSectionsAsOne(List<ConfigurationElement> sections) {
        ObjectNode merged = object();
        sections.forEach(section -> merged.setAll(element(section)));
        return merged;
    }

    /** Only of a single section, and of the global ones, the fields have names; lists and texts have positions. */
    JsonNode fields(
            String name, List<ConfigurationElement> sections, String field, List<ConfigurationElement> elements) {
        JsonNode section = sections(name, sections);
        if (section.isArray()) {
            return field.equals("length")
                    ? IntNode.valueOf(section.size())
                    : field.matches("\\d{1,3}") ? section.path(Integer.parseInt(field)) : MissingNode.getInstance();
        }
        boolean isMerged = sections.size() > 1;
        return elements.isEmpty() || isMerged ? section.path(field) : oneOrList(elements);
    }

    private static ObjectNode element(ConfigurationElement element) {
        ObjectNode rendered = object();
        attributes(rendered, element);
        Map<String, List<ConfigurationElement>> children = new LinkedHashMap<>();
        element.children()
                .forEach(child -> children.computeIfAbsent(child.name(), name -> new ArrayList<>())
                        .add(child));
        if (!element.text().isBlank()) {
            rendered.set(
                    "$t",
                    valueOfText(RawText.fromLossless(element.text().strip()).display()));
        }
        children.forEach((name, elements) -> rendered.set(name, oneOrList(elements)));
        return rendered;
    }

    private static void attributes(ObjectNode rendered, ConfigurationElement element) {
        element.attributes()
                .forEach((name, value) ->
                        rendered.set(name, value.isEmpty() ? NullNode.getInstance() : valueOfText(value)));
    }

    /** What looks like a number or a truth value is one. */
    private static JsonNode valueOfText(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.equals("true") || value.equals("false")) {
            return BooleanNode.valueOf(value.equals("true"));
        }
        if (!NUMBER.matcher(value).matches()) {
            return StringNode.valueOf(text);
        }
        double number = Double.parseDouble(value);
        return number == (int) number ? IntNode.valueOf((int) number) : DoubleNode.valueOf(number);
    }

    // Parts

    private String date(Optional<Instant> time) {
        return format(time.orElse(noTimeIsTheFirst()), DATE);
    }

    /** A record without time has that of number 0. */
    private static Instant noTimeIsTheFirst() {
        return Instant.EPOCH;
    }

    private String ctime(Optional<Instant> time) {
        return time.map(present -> format(present, CTIME)).orElse("Unknown");
    }

    private String format(Instant time, DateTimeFormatter format) {
        return format.format(time.atOffset(zone.getOffset(time)));
    }

    private static ObjectNode object() {
        return GoldenCase.MAPPER.createObjectNode();
    }

    private static <T> ArrayNode list(List<T> values, Function<T, JsonNode> rendering) {
        ArrayNode rendered = GoldenCase.MAPPER.createArrayNode();
        values.forEach(value -> rendered.add(rendering.apply(value)));
        return rendered;
    }
}
