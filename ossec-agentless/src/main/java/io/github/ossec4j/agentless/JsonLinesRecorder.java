package io.github.ossec4j.agentless;

import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.syscheck.FileAttributes;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Records what a monitor does, as JSON Lines: one object per line, described in {@code docs/agentless.md}.
 * Characters beyond ASCII are escaped; bytes that are not UTF-8 appear as {@code \\uDC80} to {@code \\uDCFF}.
 *
 * <p>Each line is written immediately. If writing fails, as on a full disk, this line is lost and may leave a part of itself
 * that the next one is separated from; monitoring and recording continue, and {@link #close()} throws the first reason. Safe to
 * share.
 */
public final class JsonLinesRecorder implements AgentlessListener, Closeable {
    /** Bytes that are not UTF-8 are half of a surrogate pair, which can only be written as an escape. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final OutputStream out;
    private final Clock clock;
    private final Consumer<IOException> failures;
    private @Nullable IOException failure;
    private boolean isTorn;

    JsonLinesRecorder(OutputStream out, Clock clock, Consumer<IOException> failures) {
        this.out = out;
        this.clock = clock;
        this.failures = failures;
    }

    /** Appends to a file, which is created if missing. */
    public static JsonLinesRecorder append(Path file) throws IOException {
        return append(file, Clock.systemUTC(), failure -> {});
    }

    /**
     * The same, with the times of a clock, and a consumer of failures: of the first one, and of each that comes after a
     * line could be written again.
     */
    public static JsonLinesRecorder append(Path file, Clock clock, Consumer<IOException> failures) throws IOException {
        return new JsonLinesRecorder(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), clock, failures);
    }

    @Override
    public void tested(String type, AgentlessOutcome outcome) {
        write(
                "test",
                json -> json.writeStringProperty("type", type)
                        .writeBooleanProperty("success", outcome.isPassedTest())
                        .writeStringProperty("text", outcome.message()));
    }

    @Override
    public void event(AgentlessCheck check, AgentlessEvent event) {
        if (event instanceof AgentlessEvent.Started) {
            write("start", check, json -> {});
        } else if (event instanceof AgentlessEvent.Sent sent) {
            write("message", check, json -> message(json, sent.message()));
        } else if (event instanceof AgentlessEvent.Info info) {
            write(
                    "info",
                    check,
                    json -> json.writeStringProperty("text", info.text().lossless()));
        } else if (event instanceof AgentlessEvent.ErrorReport error) {
            write(
                    "error",
                    check,
                    json -> json.writeStringProperty("text", error.text().lossless()));
        } else if (event instanceof AgentlessEvent.Changed changed) {
            write(
                    "changed",
                    check,
                    json -> json.writeStringProperty("diff", changed.diffFile().toString())
                            .writeStringProperty(
                                    "previous", changed.previousState().toString()));
        }
    }

    @Override
    public void finished(AgentlessResult result) {
        write("finish", json -> {
            entry(json, result.entry(), result.host());
            json.writeBooleanProperty("success", result.isSuccess()).writeStringProperty("text", result.message());
            if (result.wasRun()) {
                json.writeStringProperty("state", result.state().name().toLowerCase(Locale.ROOT))
                        .writeNumberProperty("messages", result.sentMessages())
                        .writeNumberProperty("milliseconds", result.duration().toMillis());
            }
        });
    }

    /**
     * Ends the file.
     *
     * @throws IOException if something could not be written, now or earlier
     */
    @Override
    public synchronized void close() throws IOException {
        try (out) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static void entry(JsonGenerator json, AgentlessEntry entry, String host) {
        json.writeStringProperty("type", entry.type()).writeStringProperty("host", host);
        entry.lineNumber().ifPresent(line -> json.writeNumberProperty("line", line));
    }

    private static void message(JsonGenerator json, QueueMessage message) {
        json.writeStringProperty("kind", message.kind().name().toLowerCase(Locale.ROOT))
                .writeStringProperty("location", message.location())
                .writeStringProperty("text", message.event().lossless());
        if (message.kind() == QueueMessage.Kind.SYSCHECK) {
            IntegrityRecord file = IntegrityRecord.parse(message.event());
            if (!file.isMalformed()) {
                file(json, file);
            }
        }
    }

    private static void file(JsonGenerator json, IntegrityRecord file) {
        json.writeObjectPropertyStart("file")
                .writeStringProperty("path", file.path().lossless())
                .writeBooleanProperty("deleted", file.isDeletion());
        if (file.attributes().isPresent()) {
            FileAttributes attributes = file.attributes().get();
            json.writeNumberProperty("size", attributes.size());
            attributes
                    .mode()
                    .ifPresent(mode -> json.writeStringProperty("mode", Integer.toOctalString(mode.permissions())));
            json.writeStringProperty("uid", attributes.owner()).writeStringProperty("gid", attributes.group());
            attributes.md5().ifPresent(sum -> json.writeStringProperty("md5", sum));
            attributes.sha1().ifPresent(sum -> json.writeStringProperty("sha1", sum));
        }
        json.writeEndObject();
    }

    private void write(String event, AgentlessCheck check, Consumer<JsonGenerator> members) {
        write(event, json -> {
            entry(json, check.entry(), check.host());
            members.accept(json);
        });
    }

    private synchronized void write(String event, Consumer<JsonGenerator> members) {
        var line = new StringWriter();
        if (isTorn) {
            line.append('\n');
        }
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject()
                    .writeStringProperty("time", clock.instant().toString())
                    .writeStringProperty("event", event);
            members.accept(json);
            json.writeEndObject();
        }
        try {
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
            isTorn = false;
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            if (!isTorn) {
                failures.accept(e);
            }
            isTorn = true;
        }
    }
}
