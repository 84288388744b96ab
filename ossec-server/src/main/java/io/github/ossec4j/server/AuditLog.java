package io.github.ossec4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Who changed what, with what result: a line of JSON for each request that may change something, in the log and, if there
 * is one, in a file. The file is opened for each line, so that it can be rotated.
 *
 * <p>Safe to share.
 */
final class AuditLog {
    /** Its name is part of the documentation. */
    private static final Logger LOG = LoggerFactory.getLogger("io.github.ossec4j.server.audit");

    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Optional<Path> file;
    private final Clock clock;

    AuditLog(Optional<Path> file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Makes sure that the file can be written.
     *
     * @throws IOException if not: nothing should be changed that cannot be recorded
     */
    void open() throws IOException {
        if (file.isPresent()) {
            append(new byte[0]);
        }
    }

    /** Records a request and its answer. */
    void record(Exchange exchange, Answer answer) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        entry.put("user", exchange.user());
        entry.put("address", exchange.address());
        entry.put("method", exchange.method());
        entry.put("path", exchange.path());
        entry.put("status", answer.status());
        try {
            JsonNode result = Json.MAPPER.readTree(answer.body());
            JsonNode added = result.path("data").path("id");
            if (added.isString()) {
                entry.put("agent", added.asString());
            }
            entry.put("error", result.path("error"));
            String message = result.path("message").asString("");
            JsonNode data = result.path("data");
            entry.put("result", message.isEmpty() && data.isString() ? data.asString() : message);
        } catch (JacksonException e) {
            entry.put("result", answer.contentType()); // the page of an unknown version
        }
        String line = Json.MAPPER.writeValueAsString(entry);
        LOG.info("{}", line);
        try {
            append((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error("the audit log cannot be written: {}: {}", e.toString(), line);
        }
    }

    private synchronized void append(byte[] bytes) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        FileAttribute<?>[] attributes =
                file.get().getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        if (Files.exists(file.get()) && !Files.isRegularFile(file.get())) {
            throw new IOException(file.get() + ": is not a regular file");
        }
        try (FileChannel channel = FileChannel.open(file.get(), APPEND, attributes)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
