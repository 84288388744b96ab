package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.script.ScriptOutcome;
import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.syscheck.FileAttributes;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a monitor does, as JSON Lines: one object per line, described in {@code docs/agentless.md}. Bytes that
 * are no UTF-8 stand as {@code \\udc80} to {@code \\udcff}.
 *
 * <p>Each line is handed to the system at once. If writing fails, monitoring goes on, nothing more is written, and
 * {@link #close()} throws the reason. Safe to share.
 */
public final class JsonLinesRecorder implements MonitorListener, Closeable {
    private final BufferedWriter out;
    private final Clock clock;
    private @Nullable IOException failure;

    private JsonLinesRecorder(BufferedWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Appends to a file, which is made if it is not there. */
    public static JsonLinesRecorder append(Path file) throws IOException {
        return append(file, Clock.systemUTC());
    }

    /** The same, with the times of a clock. */
    public static JsonLinesRecorder append(Path file, Clock clock) throws IOException {
        return new JsonLinesRecorder(
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                clock);
    }

    @Override
    public void tested(String type, ScriptOutcome outcome) {
        write(begin("test")
                .field("type", type)
                .field("success", outcome instanceof ScriptOutcome.Finished finished && finished.exitCode() == 0)
                .field("text", outcome.message()));
    }

    @Override
    public void started(AgentlessJob job, Instant at) {
        write(of("start", job));
    }

    @Override
    public void sent(AgentlessJob job, QueueMessage message) {
        JsonText line = of("message", job)
                .field("kind", message.kind().name().toLowerCase(Locale.ROOT))
                .field("location", message.location())
                .field("text", message.event().lossless());
        if (message.kind() == QueueMessage.Kind.SYSCHECK) {
            IntegrityRecord file = IntegrityRecord.parse(message.event());
            if (!file.isMalformed()) {
                line.field("file", file(file));
            }
        }
        write(line);
    }

    @Override
    public void event(AgentlessJob job, AgentlessEvent event) {
        if (event instanceof AgentlessEvent.Info info) {
            write(of("info", job).field("text", info.text().lossless()));
        } else if (event instanceof AgentlessEvent.ErrorReport error) {
            write(of("error", job).field("text", error.text().lossless()));
        } else if (event instanceof AgentlessEvent.Changed changed) {
            write(of("changed", job)
                    .field("diff", changed.diffFile().toString())
                    .field("previous", changed.previousState().toString()));
        }
    }

    @Override
    public void finished(JobResult result) {
        JsonText line = of("finish", result.entry(), result.host())
                .field("success", result.isSuccess())
                .field("text", result.message());
        if (result instanceof JobResult.Done done) {
            line.field("state", done.result().state().name().toLowerCase(Locale.ROOT))
                    .field("messages", done.result().sentMessages())
                    .field("milliseconds", done.result().duration().toMillis());
        }
        write(line);
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

    private static JsonText file(IntegrityRecord record) {
        var file = new JsonText().field("path", record.path().lossless()).field("deleted", record.isDeletion());
        if (record.attributes().isPresent()) {
            FileAttributes attributes = record.attributes().get();
            file.field("size", attributes.size());
            attributes.mode().ifPresent(mode -> file.field("mode", Integer.toOctalString(mode.permissions())));
            file.field("uid", attributes.owner()).field("gid", attributes.group());
            attributes.md5().ifPresent(sum -> file.field("md5", sum));
            attributes.sha1().ifPresent(sum -> file.field("sha1", sum));
        }
        return file;
    }

    private JsonText of(String event, AgentlessJob job) {
        return of(event, job.entry(), job.check().host());
    }

    private JsonText of(String event, AgentlessEntry entry, String host) {
        JsonText line = begin(event).field("type", entry.type()).field("host", host);
        entry.lineNumber().ifPresent(number -> line.field("line", number));
        return line;
    }

    private JsonText begin(String event) {
        return new JsonText().field("time", clock.instant().toString()).field("event", event);
    }

    private synchronized void write(JsonText line) {
        if (failure != null) {
            return;
        }
        try {
            out.write(line.toString());
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            failure = e;
        }
    }
}
