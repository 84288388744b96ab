package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.keys.ClientKeysLine.Living;
import io.github.ossec4j.io.line.AgentInfoLine;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.queue.MaintenanceFile;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.MaintenanceMode;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** The answers about agents. */
final class AgentAnswers {
    static final String MANAGER = "000";

    private final Ossec ossec;

    AgentAnswers(Ossec ossec) {
        this.ossec = ossec;
    }

    /** {@code GET /agents}. */
    Payload list(Optional<String> status) throws IOException {
        KeyFileReadings keys = KeyFileReadings.of(ossec);
        Instant now = ossec.clock().instant();
        HostIdentity identity = ossec.identity();
        return json -> {
            json.writeStartArray();
            if (wanted(status, AgentStatus.ACTIVE)) {
                listed(json, MANAGER, identity.name(), "127.0.0.1", AgentStatus.ACTIVE);
            }
            for (Living entry : keys.listed()) {
                AgentStatus found = AgentStatus.of(keepAlive(entry), now);
                if (wanted(status, found)) {
                    listed(
                            json,
                            shown(entry.idText()),
                            shown(entry.name()),
                            shown(entry.address().text()),
                            found);
                }
            }
            json.writeEndArray();
        };
    }

    private static boolean wanted(Optional<String> status, AgentStatus found) {
        return status.isEmpty()
                || status.get().toLowerCase(Locale.ROOT).equals(found.text().toLowerCase(Locale.ROOT));
    }

    private static void listed(JsonGenerator json, String id, String name, String address, AgentStatus status) {
        json.writeStartObject();
        identity(json, id, name, address, status);
        json.writeEndObject();
    }

    private static void identity(JsonGenerator json, String id, String name, String address, AgentStatus status) {
        text(json, "id", id);
        text(json, "name", name);
        text(json, "ip", address);
        text(json, "status", status.text());
    }

    private static String shown(String lossless) {
        return RawText.fromLossless(lossless).display();
    }

    private static void text(JsonGenerator json, String name, String value) {
        json.writeName(name);
        json.writeString(value);
    }

    /** {@code GET /agents/:agent_id}. */
    Payload info(String id) throws IOException {
        if (id.equals(MANAGER)) {
            return managerInfo();
        }
        Living entry = living(id, 40, "Invalid agent id");
        OssecHome home = ossec.home();
        Optional<Instant> keepAlive = keepAlive(entry);
        AgentStatus status = AgentStatus.of(keepAlive, ossec.clock().instant());
        Optional<Path> infoFile = home.agentInfo(entry.name(), entry.address());
        Optional<AgentInfo> info = read(infoFile, AgentInfoFile::read);
        String[] systemAndVersion = systemAndVersion(read(infoFile, LineCursor::firstLine));
        ScanMarks marks = ScanMarks.read(ReadableDatabase.of(home.rootcheck(entry.name(), entry.address())));
        Optional<MaintenanceMode> maintenance =
                read(home.maintenance(entry.name(), entry.address()), file -> Optional.of(MaintenanceFile.read(file)));
        var times = new TimeText(ossec.zoneRules());
        return json -> {
            json.writeStartObject();
            identity(json, id, shown(entry.name()), addressInDetails(entry.address()), status);
            text(json, "os", systemAndVersion[0]);
            text(json, "version", systemAndVersion[1]);
            info.flatMap(AgentInfo::encryption)
                    .ifPresent(cipher -> text(json, "encryption", cipher.name().toLowerCase(Locale.ROOT)));
            text(json, "lastKeepAlive", times.ctime(keepAlive));
            marks.write(json, times, ScanMarks.ALL);
            maintenance.ifPresent(mode -> maintenance(json, mode));
            json.writeEndObject();
        };
    }

    private Payload managerInfo() throws IOException {
        AgentDetails details = ossec.agents().info(AgentId.MANAGER);
        HostIdentity identity = ossec.identity();
        String version = details.info().flatMap(AgentInfo::version).orElse("");
        ScanMarks marks =
                ScanMarks.read(ReadableDatabase.of(Optional.of(ossec.home().managerRootcheck())));
        var times = new TimeText(ossec.zoneRules());
        return json -> {
            json.writeStartObject();
            identity(json, MANAGER, identity.name(), "127.0.0.1", AgentStatus.ACTIVE);
            text(json, "os", systemAndVersion(Optional.of(RawText.of(identity.operatingSystem())))[0]);
            text(json, "version", version);
            text(json, "lastKeepAlive", "Not available");
            marks.write(json, times, ScanMarks.ALL);
            details.maintenance().ifPresent(mode -> maintenance(json, mode));
            json.writeEndObject();
        };
    }

    /** {@code GET /agents/:agent_id/key}. */
    Payload key(String id) throws IOException {
        String key = KeyFileReadings.of(ossec)
                .exported(id, ossec::flavor)
                .orElseThrow(() -> new ToolError(70, "Invalid ID '" + id + "' given. ID is not present"));
        return Payload.text(key);
    }

    /** The living agent of this id, or the tool's error about it. */
    Living living(String id, int code, String message) throws IOException {
        return KeyFileReadings.of(ossec).living(id).orElseThrow(() -> new ToolError(code, message));
    }

    private static void maintenance(JsonGenerator json, MaintenanceMode mode) {
        text(json, "fimMaintenance", mode.pendingEnd() ? "Maint(pending-end)" : "Maint");
        json.writeName("fimMaintEnabledAt");
        json.writeNumber(mode.enabledAt().getEpochSecond());
        json.writeName("fimMaintSilentUpdates");
        json.writeNumber(mode.silentUpdates());
        json.writeName("fimMaintPendingEnd");
        json.writeBoolean(mode.pendingEnd());
    }

    private Optional<Instant> keepAlive(Living entry) {
        return ossec.home().agentInfo(entry.name(), entry.address()).flatMap(AgentAnswers::modified);
    }

    private static Optional<Instant> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            return Optional.empty(); // never connected
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read(Path file) throws IOException;
    }

    private static <T> Optional<T> read(Optional<Path> file, Reading<T> reading) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return reading.read(file.get());
        } catch (IOException e) {
            return Optional.empty(); // missing or unreadable: the tool says "Unknown"
        }
    }

    /** Without a separator the whole line is the system and the version is empty. */
    private static String[] systemAndVersion(Optional<RawText> line) {
        if (line.isEmpty()) {
            return new String[] {TimeText.UNKNOWN, TimeText.UNKNOWN};
        }
        byte[] bytes = line.get().bytes();
        AgentInfoLine parts = AgentInfoLine.of(bytes, 0, Ascii.indexOf(bytes, 0, bytes.length, '\0'));
        return new String[] {parts.system().display(), parts.version().display()};
    }

    /**
     * Details show another address than the list (quirk Q8): {@code any/any} for {@code any}, {@code /any} for a prefix of
     * 0, no prefix for a single address, and none for a dotted mask.
     */
    private static String addressInDetails(AgentAddress address) {
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
        boolean single = prefix.isEmpty() || prefix.getAsInt() == (host.indexOf(':') >= 0 ? 128 : 32);
        if (single) {
            return host;
        }
        return host + (prefix.getAsInt() == 0 ? "/any" : "/" + prefix.getAsInt());
    }
}
