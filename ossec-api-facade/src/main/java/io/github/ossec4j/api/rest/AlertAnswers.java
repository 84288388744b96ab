package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.AlertPage;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.api.rest.Route.Typed;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertFields;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET /alerts}, which no version of the original has: alerts in pages, with the members that the command prints. Without
 * {@code from} and {@code to}, those of today.
 */
final class AlertAnswers {
    private static final Items<Alert> ITEMS = new Items<>(fields(), AlertAnswers::write);

    private AlertAnswers() {}

    private static Map<String, Function<Alert, Object>> fields() {
        Map<String, Function<Alert, Object>> fields = new LinkedHashMap<>();
        fields.put("time", alert -> alert.time().getEpochSecond());
        fields.put("id", alert -> alert.id().orElse(""));
        fields.put("rule", alert -> alert.rule().id());
        fields.put("level", alert -> alert.rule().level());
        fields.put("description", alert -> alert.rule().description().lossless());
        fields.put("groups", alert -> alert.rule().groups());
        fields.put("location", alert -> alert.location().lossless());
        fields.put("srcip", alert -> text(alert.fields().sourceAddress()));
        fields.put("dstip", alert -> text(alert.fields().destinationAddress()));
        fields.put("user", alert -> text(alert.fields().user()));
        fields.put("log", alert -> alert.log().stream().map(RawText::lossless).toList());
        return fields;
    }

    private static String text(Optional<RawText> text) {
        return text.map(RawText::lossless).orElse("");
    }

    /** The alerts that the filters of the request accept. */
    static RecordStream<Alert> wanted(Call call) {
        return call.ossec().alerts().matching(filter(call));
    }

    /** {@code GET /alerts}, the oldest first. */
    static RestResponse list(Call call, Typed<RecordStream<Alert>> typed) {
        Paging<Alert> paging = Paging.of(call, ITEMS);
        return paging.isInOrder()
                ? answer(paging, call.ossec().alerts().page(filter(call), paging.offset(), paging.limit()))
                : paging.oldestFirst(() -> typed.of(call), alert -> true);
    }

    private static RestResponse answer(Paging<Alert> paging, AlertPage page) {
        return paging.answer(page.total(), page.alerts());
    }

    private static AlertFilter filter(Call call) {
        AlertFilter.Builder filter = AlertFilter.builder();
        Optional<Range> levels = call.parameter("level").map(Range::levels);
        levels.ifPresent(range -> filter.levels(range.lowest(), range.highest()));
        call.parameter("rule").ifPresent(list -> filter.rules(rules(list)));
        call.parameter("agent").ifPresent(agent -> filter.agent(agentName(call.ossec(), agent)));
        call.parameter("group").ifPresent(filter::group);
        call.parameter("srcip").ifPresent(filter::sourceAddress);
        Optional<String> from = call.parameter("from");
        Optional<String> to = call.parameter("to");
        if (from.isPresent() || to.isEmpty()) {
            filter.from(from.map(text -> moment(call.ossec(), "from", text, 0))
                    .orElseGet(
                            () -> call.ossec().startOf(call.ossec().localTime().toLocalDate())));
        }
        to.ifPresent(text -> filter.until(moment(call.ossec(), "to", text, 1)));
        return filter.build();
    }

    private static Set<Integer> rules(String list) {
        var rules = new HashSet<Integer>();
        for (String id : list.split(",", -1)) {
            rules.add(Values.number(id, 0, Integer.MAX_VALUE).orElseThrow(() -> Refusal.notANumber("rule")));
        }
        return rules;
    }

    /** Alerts have names only: the id of an agent is looked up. */
    private static String agentName(Ossec ossec, String agent) {
        if (!Values.isId(agent)) {
            return agent;
        }
        return ossec.agents().find(agent).map(AgentHandle::name).orElseThrow(() -> ToolError.unknownAgent(40, agent));
    }

    /** A day of the home, of which this is the start or, with one more day, the end; or a moment with its offset. */
    private static Instant moment(Ossec ossec, String field, String text, int moreDays) {
        try {
            if (Values.isDate(text)) {
                LocalDate day = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
                return ossec.startOf(day.plusDays(moreDays));
            }
            // A plus that is not encoded arrives as a blank.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.notAMoment(field);
        }
    }

    private static void write(JsonGenerator json, Alert alert) {
        json.writeStartObject();
        if (alert.id().isPresent()) {
            json.writeStringProperty("id", alert.id().get());
        }
        json.writeNumberProperty("time", alert.time().getEpochSecond());
        json.writeStringProperty("date", alert.localTime());
        json.writeNumberProperty("rule", alert.rule().id());
        json.writeNumberProperty("level", alert.rule().level());
        json.writeStringProperty("description", alert.rule().description().display());
        Items.texts(json, "groups", alert.rule().groups());
        json.writeStringProperty("location", alert.location().display());
        origin(json, alert.origin());
        AlertFields fields = alert.fields();
        field(json, "srcip", fields.sourceAddress());
        field(json, "srcport", fields.sourcePort());
        field(json, "dstip", fields.destinationAddress());
        field(json, "dstport", fields.destinationPort());
        field(json, "user", fields.user());
        json.writeArrayPropertyStart("log");
        alert.log().forEach(line -> json.writeString(line.display()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void origin(JsonGenerator json, AlertOrigin origin) {
        json.writeObjectPropertyStart("origin");
        if (origin instanceof AlertOrigin.Agent agent) {
            json.writeStringProperty("kind", "agent");
            json.writeStringProperty("name", agent.name().display());
            json.writeStringProperty("ip", agent.address().display());
        } else if (origin instanceof AlertOrigin.Host host) {
            json.writeStringProperty("kind", "host");
            json.writeStringProperty("host", host.name().display());
        } else if (origin instanceof AlertOrigin.Relayed relayed) {
            json.writeStringProperty("kind", "relayed");
            json.writeStringProperty("manager", relayed.name().display());
        } else {
            json.writeStringProperty("kind", "other");
        }
        json.writeStringProperty("source", origin.source().display());
        json.writeEndObject();
    }

    private static void field(JsonGenerator json, String name, Optional<RawText> text) {
        text.ifPresent(value -> json.writeStringProperty(name, value.display()));
    }
}
