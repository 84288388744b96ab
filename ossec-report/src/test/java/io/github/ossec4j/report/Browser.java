package io.github.ossec4j.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Headless Chromium with one page, driven through its DevTools protocol; for the tests of all modules with pages. */
public final class Browser implements Closeable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long MOST_SECONDS = 100;
    private static final String AXE = axe();

    private final Process process;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> received;
    private final StringBuilder complaints = new StringBuilder();
    private int calls;

    private Browser(Process process, WebSocket socket, LinkedBlockingQueue<JsonNode> received) {
        this.process = process;
        this.socket = socket;
        this.received = received;
    }

    public static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Browser start(Path program, Path directory) throws IOException, InterruptedException {
        Path profile = directory.resolve("profile");
        var builder = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("browser.log").toFile());
        builder.environment().put("HOME", directory.toString()); // so that nothing of it stays
        builder.environment().put("TMPDIR", directory.toString());
        Process process = builder.start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
            while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
                if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            "the browser does not start: " + Files.readString(directory.resolve("browser.log")));
                }
            }
            String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/new?about:blank";
            HttpClient client = HttpClient.newHttpClient();
            String page = client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            var received = new LinkedBlockingQueue<JsonNode>();
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create(MAPPER.readTree(page)
                                    .path("webSocketDebuggerUrl")
                                    .asString()),
                            new Messages(received))
                    .join();
            var browser = new Browser(process, socket, received);
            for (String domain : List.of("Page", "Runtime", "Log")) {
                browser.call(domain + ".enable", MAPPER.createObjectNode());
            }
            return browser;
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(process);
            throw e;
        }
    }

    private static final class Messages implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> received;
        private final StringBuilder text = new StringBuilder();

        Messages(LinkedBlockingQueue<JsonNode> received) {
            this.received = received;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                received.add(MAPPER.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static String axe() {
        Class<?> here = Browser.class;
        try (InputStream about = here.getResourceAsStream("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(about, "axe-core is missing"));
            String script = "/META-INF/resources/webjars/axe-core/" + properties.getProperty("version") + "/axe.min.js";
            try (InputStream in = Objects.requireNonNull(here.getResourceAsStream(script), script)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws IOException {
        int id = ++calls;
        socket.sendText(
                        MAPPER.writeValueAsString(MAPPER.createObjectNode()
                                .put("id", id)
                                .put("method", method)
                                .set("params", parameters)),
                        true)
                .join();
        try {
            while (true) {
                JsonNode message = received.poll(MOST_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new IOException("the browser does not answer " + method);
                }
                String event = message.path("method").asString("");
                if (List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                        .contains(event)) {
                    complaints.append(message).append('\n');
                }
                if (message.path("id").asInt(0) == id) {
                    return message.path("result");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Opens a page and waits until a condition is true. */
    public void open(String url, String condition) throws IOException {
        call("Page.navigate", MAPPER.createObjectNode().put("url", url));
        await(condition);
    }

    /** Waits until a condition is true. */
    public void await(String condition) throws IOException {
        evaluate("new Promise(done => { const timer = setInterval(() => { if (" + condition
                + ") { clearInterval(timer); done(true); } }, 50); })");
    }

    /** The value of an expression, or of the promise that it is. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode result = call(
                "Runtime.evaluate",
                MAPPER.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** Presses a key, such as {@code Tab} or {@code Enter}. */
    public void press(String key, int code, String text) throws IOException {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    MAPPER.createObjectNode()
                            .put("type", type)
                            .put("key", key)
                            .put("code", key)
                            .put("windowsVirtualKeyCode", code)
                            .put("text", type.equals("keyDown") ? text : ""));
        }
    }

    /** Lays the page out for a window of this size. */
    public void resize(int width, int height, boolean isDark) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                MAPPER.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = MAPPER.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", isDark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    /** What axe-core finds wrong with the page as it is now, such as contrast and missing labels; empty if nothing. */
    public String accessibilityFaults() throws IOException {
        evaluate(AXE + ";undefined");
        return evaluate("axe.run().then(result => result.violations.map(rule => rule.id + ': '"
                        + " + rule.nodes.map(node => node.target + ' ' + node.failureSummary).join('; ')).join('\\n'))")
                .asString();
    }

    /** Puts the focus on the next element, as the Tab key does. */
    public void tab() throws IOException {
        press("Tab", 9, "");
    }

    public byte[] screenshot() throws IOException {
        JsonNode shot = call("Page.captureScreenshot", MAPPER.createObjectNode().put("format", "png"));
        return Base64.getDecoder().decode(shot.path("data").asString());
    }

    /** Errors, and what scripts wrote to the console. */
    public String complaints() {
        return complaints.toString();
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
