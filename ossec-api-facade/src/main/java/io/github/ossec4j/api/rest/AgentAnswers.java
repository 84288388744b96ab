package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.api.rest.Route.Typed;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.line.AgentInfoLine;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.MaintenanceMode;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/**
 * The answers about agents.
 *
 * <p>Quirks kept here: entries are listed whatever their fields contain; details show another address than the list
 * (Q8); in homes of the Wazuh fork the key of a removed agent is exported (Q6); anything unreadable is unknown.
 */
final class AgentAnswers {
    private AgentAnswers() {}

    /** {@code GET /agents}. */
    static Payload list(Call call) {
        Optional<String> status = call.parameter("status");
        if (call.query().isList("status") || (call.query().size() > 1 && status.isEmpty())) {
            throw Refusal.unknownFilter("status"); // ends the original service
        }
        List<AgentHandle> listed = call.agents();
        Instant now = call.ossec().clock().instant();
        return json -> {
            json.writeStartArray();
            for (AgentHandle agent : listed) {
                AgentStatus found = status(agent, keepAlive(agent), now);
                if (status.isEmpty() || status.get().equalsIgnoreCase(found.text())) {
                    json.writeStartObject();
                    identity(json, agent, shown(agent.address().text()), found);
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        };
    }

    private static void identity(JsonGenerator json, AgentHandle agent, String address, AgentStatus status) {
        json.writeStringProperty("id", shown(agent.idText()));
        json.writeStringProperty("name", shown(agent.name()));
        json.writeStringProperty("ip", address);
        json.writeStringProperty("status", status.text());
    }

    private static String shown(String lossless) {
        int plain = 0;
        while (plain < lossless.length() && !Character.isSurrogate(lossless.charAt(plain))) {
            plain++;
        }
        return plain == lossless.length() // nearly always: it shows itself
                ? lossless
                : RawText.fromLossless(lossless).display();
    }

    private static AgentStatus status(AgentHandle agent, Optional<Instant> keepAlive, Instant now) {
        return agent.isManager() ? AgentStatus.ACTIVE : AgentStatus.of(keepAlive, now);
    }

    private static Optional<Instant> keepAlive(AgentHandle agent) {
        return ifReadable(agent::lastKeepAlive);
    }

    private static <T> Optional<T> ifReadable(Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (OssecException e) {
            return Optional.empty();
        }
    }

    /** {@code GET /agents/:agent_id}. */
    static Payload info(Call call) throws IOException {
        AgentHandle agent = call.agent(40);
        Optional<Instant> keepAlive = keepAlive(agent);
        AgentStatus status = status(agent, keepAlive, call.ossec().clock().instant());
        Optional<AgentInfo> info = ifReadable(agent::info);
        Optional<AgentInfoLine> line = line(call.ossec(), agent);
        ScanMarks marks = ScanMarks.of(call.ossec(), agent);
        Optional<MaintenanceMode> maintenance = ifReadable(agent::maintenance);
        var times = new TimeText(call.ossec().zoneRules());
        return json -> {
            json.writeStartObject();
            identity(json, agent, addressInDetails(agent), status);
            json.writeStringProperty(
                    "os", line.map(text -> text.system().display()).orElse(TimeText.UNKNOWN));
            json.writeStringProperty(
                    "version",
                    agent.isManager()
                            ? info.flatMap(AgentInfo::version).orElse("")
                            : line.map(text -> text.version().display()).orElse(TimeText.UNKNOWN));
            info.flatMap(AgentInfo::encryption)
                    .ifPresent(cipher ->
                            json.writeStringProperty("encryption", cipher.name().toLowerCase(Locale.ROOT)));
            json.writeStringProperty("lastKeepAlive", agent.isManager() ? "Not available" : times.ctime(keepAlive));
            marks.write(json, times, ScanMarks.ALL);
            maintenance.ifPresent(mode -> maintenance(json, mode));
            json.writeEndObject();
        };
    }

    /** The first line of the keep-alive up to a zero byte; for the manager the name of its system. */
    private static Optional<AgentInfoLine> line(Ossec ossec, AgentHandle agent) {
        try {
            Optional<Path> file = ossec.home().agentInfo(agent.name(), agent.address());
            Optional<RawText> line = agent.isManager()
                    ? Optional.of(RawText.of(ossec.identity().operatingSystem()))
                    : file.isEmpty() ? Optional.empty() : LineCursor.firstLine(file.get());
            return line.map(RawText::bytes)
                    .map(bytes -> AgentInfoLine.of(bytes, 0, Ascii.indexOf(bytes, 0, bytes.length, '\0')));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void maintenance(JsonGenerator json, MaintenanceMode mode) {
        json.writeStringProperty("fimMaintenance", mode.pendingEnd() ? "Maint(pending-end)" : "Maint");
        json.writeNumberProperty("fimMaintEnabledAt", mode.enabledAt().getEpochSecond());
        json.writeNumberProperty("fimMaintSilentUpdates", mode.silentUpdates());
        json.writeBooleanProperty("fimMaintPendingEnd", mode.pendingEnd());
    }

    /**
     * {@code any/any} for {@code any}, {@code /any} for a prefix of 0, no prefix for a single address, and none for a
     * dotted mask.
     */
    private static String addressInDetails(AgentHandle agent) {
        AgentAddress address = agent.address();
        String host = shown(address.hostText());
        if (address.text().equals("any")) {
            return "any/any";
        }
        int slash = address.text().indexOf('/');
        String suffix = slash < 0 ? "" : address.text().substring(slash + 1);
        if (slash < 0 || suffix.indexOf('.') >= 0) {
            return host;
        }
        OptionalInt prefix = suffix.isEmpty() ? OptionalInt.of(0) : address.prefixLength();
        if (prefix.isEmpty() || prefix.getAsInt() == (host.indexOf(':') >= 0 ? 128 : 32)) {
            return host;
        }
        return host + (prefix.getAsInt() == 0 ? "/any" : "/" + prefix.getAsInt());
    }

    /**
     * {@code GET /agents/:agent_id/key}: the first line of this id, complete or not, in Base64. Removed agents' keys
     * are available only in homes of the fork: in those of OSSEC only a fragment would be left.
     */
    static Payload key(Call call) throws IOException {
        RawText id = RawText.of(call.agentId());
        ClientKeysFile keys = keys(call);
        for (ClientKeysLine line : keys.lines()) {
            KeyLine fields = KeyLine.of(line.raw());
            if (fields.hasId()
                    && fields.id().equals(id)
                    && !keys.isUnfinished(line)
                    && (!fields.isRemoved() || call.ossec().flavor() == Flavor.WAZUH)) {
                return Payload.text(
                        Base64.getEncoder().encodeToString(trimmed(fields.line().bytes())));
            }
        }
        throw ToolError.unknownAgent(70, call.agentId());
    }

    private static ClientKeysFile keys(Call call) throws IOException {
        Ossec ossec = call.ossec();
        try {
            return call.hasKeyFile()
                    ? ClientKeysFile.read(ossec.home().clientKeys(), ossec.malformedLines())
                    : ClientKeysFile.empty();
        } catch (NoSuchFileException e) {
            return ClientKeysFile.empty();
        }
    }

    /** The text up to a carriage return, without blanks before it. */
    private static byte[] trimmed(byte[] line) {
        int end = Ascii.indexOf(line, 0, line.length, '\r');
        while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
            end--;
        }
        return Arrays.copyOf(line, end);
    }

    /** {@code PUT /agents/:agent_name} and {@code POST /agents}. */
    static RestResponse added(Call call, Typed<ClientKey> typed) {
        try {
            ClientKey key = typed.of(call);
            return Envelope.success(json -> {
                json.writeStartObject();
                json.writeStringProperty("id", key.id().toString());
                json.writeStringProperty("message", "Agent added");
                json.writeEndObject();
            });
        } catch (OssecException e) {
            throw ToolError.notOpened("file", call, e);
        }
    }

    /** {@code DELETE /agents/:agent_id}. */
    static RestResponse removed(Call call, Typed<AgentHandle> typed) {
        try {
            typed.of(call);
            return Envelope.success(Payload.text("Agent removed"));
        } catch (OssecException e) {
            throw ToolError.notOpened("object", call, e);
        }
    }
}
