package io.github.ossec4j.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer in memory, which may be sent to many clients; it is compressed at most once.
 *
 * <p>Immutable and safe to share; nobody changes the bytes.
 */
final class Answer {
    static final String JSON = "application/json; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    /** Shorter ones hardly get shorter. */
    private static final int SHORTEST_COMPRESSED = 1_000;

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private byte @Nullable [] compressed;

    private Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, Map.of());
    }

    static Answer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A refusal that the original service does not know: in its envelope, with the HTTP status as the code.
     *
     * @param message one sentence, without anything that the client must not see
     */
    static Answer refusal(int status, String message) {
        var envelope = new LinkedHashMap<String, String>();
        envelope.put("error", String.valueOf(status));
        envelope.put("data", "");
        envelope.put("message", message);
        return of(status, JSON, Json.MAPPER.writeValueAsBytes(envelope));
    }

    /** The same answer with one more header. */
    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    boolean isWorthCompressing() {
        return body.length >= SHORTEST_COMPRESSED;
    }

    /** The body, compressed with gzip. */
    synchronized byte[] compressed() {
        if (compressed == null) {
            var bytes = new ByteArrayOutputStream(body.length / 4);
            try (OutputStream gzip = gzip(bytes)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail
            }
            compressed = bytes.toByteArray();
        }
        return compressed;
    }

    /** Fast rather than small: answers are made for each request. */
    static OutputStream gzip(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 13) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }
}
