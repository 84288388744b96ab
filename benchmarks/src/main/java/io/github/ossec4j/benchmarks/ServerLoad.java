package io.github.ossec4j.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Question: how many requests a second does a server answer, over connections that stay open, and how long does each take?
 *
 * <p>Arguments: the address of the server, {@code name:password}, the number of connections, the seconds, and paths. For each
 * path it prints the requests per second, and the times within which half and 99% of the answers were complete. It trusts
 * any certificate, and ends at the first request that fails.
 */
final class ServerLoad {
    private static final int MOST_SAMPLES = 1 << 22;

    private final URI server;
    private final byte[] request;
    private final long end;

    private ServerLoad(URI server, String login, String path, long end) {
        this.server = server;
        this.end = end;
        String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Basic "
                        + encoded + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            for (String path : Arrays.copyOfRange(arguments, 4, arguments.length)) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                var load = new ServerLoad(URI.create(arguments[0]), arguments[1], path, end);
                long[] times = load.times(threads, connections);
                System.out.printf(
                        Locale.ROOT,
                        "%-40s %3d connections %9.1f/s   p50 %8.3f ms   p99 %8.3f ms%n",
                        path,
                        connections,
                        (double) times.length / seconds,
                        times[times.length / 2] / 1e6,
                        times[(int) (times.length * 0.99)] / 1e6);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How long each request of all connections took, in nanoseconds, the shortest first. */
    private long[] times(ExecutorService threads, int connections) throws InterruptedException, ExecutionException {
        List<Future<long[]>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(threads.submit(this::timesOfOne));
        }
        long[] times = new long[0];
        for (Future<long[]> client : clients) {
            long[] more = client.get();
            int known = times.length;
            times = Arrays.copyOf(times, known + more.length);
            System.arraycopy(more, 0, times, known, more.length);
        }
        Arrays.sort(times);
        return times;
    }

    /** How long each request of one connection took, in nanoseconds. */
    private long[] timesOfOne() throws IOException, GeneralSecurityException {
        long[] times = new long[1 << 10];
        int count = 0;
        try (Socket socket = connect(server)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            while (System.nanoTime() < end && count < MOST_SAMPLES) {
                long start = System.nanoTime();
                socket.getOutputStream().write(request);
                readAnswer(in);
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                times[count++] = System.nanoTime() - start;
            }
        }
        return Arrays.copyOf(times, count);
    }

    /** A connection that trusts any certificate. */
    static Socket connect(URI server) throws IOException, GeneralSecurityException {
        if (server.getScheme().equals("http")) {
            return new Socket(server.getHost(), server.getPort());
        }
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Anything()}, null);
        return tls.getSocketFactory().createSocket(server.getHost(), server.getPort());
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered " + status);
        }
        long length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
            return;
        }
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            in.skipNBytes(size + 2L);
        }
        line(in);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    /** Trusts everybody: what is measured is on this machine. */
    private static final class Anything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Trusted.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Trusted.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
