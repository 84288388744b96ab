package io.github.ossec4j.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that trusts the certificate of the test server: the JDK's, or bytes as they are for what that refuses to send. */
public final class HttpsClient {
    private final URI server;
    private final SSLContext tls;
    private final HttpClient client;

    private HttpsClient(URI server, SSLContext tls, HttpClient client) {
        this.server = server;
        this.tls = tls;
        this.client = client;
    }

    static HttpsClient trusting(ServerCertificate certificate) throws IOException {
        SSLContext tls = context(certificate);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new HttpsClient(URI.create("https://localhost/"), tls, client);
    }

    HttpsClient of(URI anotherServer) {
        return new HttpsClient(anotherServer, tls, client);
    }

    /**
     * An answer.
     *
     * @param headers by lower-case name
     */
    public record Reply(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private static SSLContext context(ServerCertificate certificate) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", certificate.keyStore("").getCertificate("server"));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    SSLContext tls() {
        return tls;
    }

    URI server() {
        return server;
    }

    /** Logged in, without a body. */
    Reply get(String target) throws IOException {
        return send("GET", target, Map.of("Authorization", TestServer.LOGIN), "");
    }

    /** Sends a request with the JDK's client, or as it is if that does not take the path. */
    public Reply send(String method, String target, Map<String, String> headers, String body) throws IOException {
        URI uri;
        try {
            uri = URI.create("https://" + server.getAuthority() + target);
        } catch (IllegalArgumentException e) {
            return sendRaw(method, target, headers, body);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            Map<String, String> received = new HashMap<>();
            response.headers().map().forEach((name, values) -> received.put(name, String.join(", ", values)));
            return new Reply(response.statusCode(), received, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private Reply sendRaw(String method, String target, Map<String, String> headers, String body) throws IOException {
        var request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        String answer = raw(request.toString());
        int end = answer.indexOf("\r\n\r\n");
        Map<String, String> received = new HashMap<>();
        answer.substring(0, end).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            received.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return new Reply(Integer.parseInt(answer.substring(9, 12)), received, answer.substring(end + 4));
    }

    /** Sends bytes through TLS, one for each char, and returns what the server sends until it closes the connection. */
    String raw(String bytes) throws IOException {
        try (Socket socket = tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return untilClosed(socket.getInputStream());
        }
    }

    /** What arrives until the other end closes the connection, or breaks it. */
    static String untilClosed(InputStream in) throws IOException {
        var received = new ByteArrayOutputStream();
        try {
            in.transferTo(received);
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // A reset; what came before it counts.
        }
        return received.toString(StandardCharsets.ISO_8859_1);
    }
}
