package io.github.ossec4j.agentless;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every recorded life of the original daemon, lived again with real scripts: what they print is what was recorded, and
 * the arguments they get, the datagrams, the log lines and the stored files must be those of the daemon.
 *
 * <p>When an entry is due and when it is given up is not the engine's business; the recorded calls decide which checks
 * are run.
 */
class GoldenAgentlessTest {
    /** Passes are a hundred seconds apart, so that the pass can be read off a file time. */
    private static final long EPOCH = 1_700_000_000L;

    private static final String SCRIPT = """
            #!/bin/sh
            for a in "$0" "$@"; do printf '%s\\0' "$a"; done > .argv
            . ./.next
            """;

    /** Cases with a host or an argument beyond ASCII, which the JDK encodes by the locale. */
    private static final Set<String> NOT_ASCII = Set.of(
            "agentless/arguments-words-and-quotes",
            "agentless/host-special-characters",
            "agentless/host-special-characters-diff");

    @TempDir
    Path home;

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> runsOfDevice = new HashMap<>();
    /** Seconds after the epoch at which a state directory was written, by directory and pass. */
    private final Map<String, List<Long>> writes = new HashMap<>();

    private Path golden = Golden.ROOT;
    private List<JsonNode> deviations = List.of();
    private @Nullable TestQueue queue;
    private boolean isLockRemovedWhenNoticed;

    @BeforeAll
    static void needsShell() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh to run scripts with");
    }

    static Stream<String> cases() throws IOException {
        return Stream.concat(Golden.cases("agentless").stream(), Golden.cases("agentless-e2e").stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void livesAsTheDaemonDid(String name) throws Exception {
        Assumptions.assumeTrue(
                Charsets.fileNamesAreUtf8() || !NOT_ASCII.contains(name),
                "the JDK cannot write the host in this locale");
        golden = Golden.ROOT.resolve(name);
        deviations = Deviation.of(name);
        JsonNode life = new JsonMapper().readTree(Golden.read(golden.resolve("case.json")));
        try (var opened = TestQueue.at(home)) {
            queue = opened;
            live(life);
        }
        assertThat(differences).isEmpty();
        assertThat(deviations).as("passes that deviate, but were not played").isEmpty();
    }

    private void live(JsonNode life) throws Exception {
        List<Entry> entries = life.has("entries") ? entries(life.get("entries")) : configured();
        Files.createDirectories(home.resolve("agentless"));
        Files.createDirectories(home.resolve("queue/diff"));
        Files.createDirectories(home.resolve("queue/agentless"));
        for (Entry entry : entries) {
            if (!life.has("startup") || life.get("startup").get("exit_code").isNull()) {
                Path script = home.resolve("agentless").resolve(entry.type());
                Files.writeString(script, SCRIPT);
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        act(life.path("before_start"));
        for (JsonNode run : life.get("runs")) {
            act(run.path("before"));
            pass(run, entries);
        }
    }

    private void pass(JsonNode run, List<Entry> entries) throws Exception {
        int pass = run.get("pass").asInt();
        List<JsonNode> calls = new ArrayList<>();
        if (run.has("invocations")) {
            run.get("invocations").forEach(calls::add);
        } else {
            run.get("script_output").forEach(calls::add);
        }
        JsonNode deviation = Deviation.take(deviations, node -> node.get("pass").asInt() == pass);
        var seen = new Pass(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean isComplete =
                calls.size() == entries.stream().mapToInt(e -> e.hosts().size()).sum();
        int next = 0;
        for (Entry entry : entries) {
            for (String host : entry.hosts()) {
                boolean isCalled = next < calls.size() && isCallOf(calls.get(next), entry, host, isComplete);
                if (isCalled || (calls.isEmpty() && pass == 1)) {
                    check(entry, host, isCalled ? calls.get(next++) : null, pass, seen);
                }
            }
        }
        assertThat(next).as("recorded calls that belong to no check").isEqualTo(calls.size());
        JsonNode expected = run.path("expected");
        var datagrams = new ArrayList<String>();
        for (JsonNode datagram : run.has("expected") ? expected.get("datagrams") : run.get("datagrams")) {
            datagrams.add(
                    readable(Base64.getDecoder().decode(datagram.get("base64").asString())));
        }
        var arguments = new ArrayList<String>();
        for (JsonNode call : calls) {
            if (call.has("argv")) {
                arguments.add(strings(call.get("argv")).toString());
            }
        }
        compare(pass, "arguments", deviation, arguments, seen.arguments());
        compare(pass, "datagrams", deviation, datagrams, seen.datagrams());
        compare(pass, "failures", deviation, List.of(), seen.failures());
        if (run.has("expected")) {
            var lines = new ArrayList<String>();
            for (JsonNode line : expected.get("log")) {
                if (entries.stream().anyMatch(entry -> isScriptLine(line.asString(), entry.type()))) {
                    lines.add(line.asString());
                }
            }
            compare(pass, "log", deviation, lines, seen.log());
            compare(pass, "tree", deviation, tree(expected.get("tree_after")), tree());
        }
    }

    /** A shell changed some hosts on their way, so they are compared only where a check has been left out. */
    private static boolean isCallOf(JsonNode call, Entry entry, String host, boolean isComplete) {
        return isComplete
                || (call.get("argv").get(0).asString().endsWith("/agentless/" + entry.type())
                        && call.get("argv").get(1).asString().equals(host));
    }

    private static boolean isScriptLine(String line, String type) {
        return line.startsWith("ossec-agentlessd: INFO: " + type + ": ")
                || line.startsWith("ossec-agentlessd: ERROR: " + type + ": ");
    }

    private void check(Entry entry, String host, @Nullable JsonNode call, int pass, Pass seen) throws Exception {
        AgentlessCheck check;
        try {
            check = AgentlessCheck.of(AgentlessEntry.builder(entry.type(), host)
                    .states(entry.state())
                    .arguments(entry.arguments())
                    .build());
        } catch (IllegalArgumentException e) {
            seen.failures().add(String.valueOf(e.getMessage()));
            return;
        }
        if (call != null) {
            prepare(call);
        }
        int n = runsOfDevice.merge(pass + check.device(), 1, Integer::sum);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(EPOCH + 100L * pass + n), ZoneOffset.UTC);
        var engine = AgentlessEngine.at(
                home,
                AgentlessOptions.builder()
                        .clock(clock)
                        .method(CheckMethod.SCRIPT)
                        .build());
        AgentlessResult result = engine.run(check, sink(), (of, event) -> {
            if (event instanceof AgentlessEvent.FirstState || event instanceof AgentlessEvent.Changed) {
                writes.computeIfAbsent(check.host() + "->" + check.type() + pass, key -> new ArrayList<>())
                        .add(100L * pass + n);
            } else if (event instanceof AgentlessEvent.Info info) {
                seen.log().add(logLine("INFO", check, info.text()));
            } else if (event instanceof AgentlessEvent.ErrorReport error) {
                seen.log().add(logLine("ERROR", check, error.text()));
            }
        });
        for (long i = 0; i < result.sentMessages(); i++) {
            seen.datagrams().add(readable(requireNonNull(queue).nextBytes()));
        }
        if (result.storage().failure().isPresent()) {
            seen.failures().add(result.message().replace(home.toString(), "${OSSEC_HOME}"));
        }
        if (call != null && call.has("argv")) {
            seen.arguments().add(argv().toString());
        }
    }

    /** The real socket. */
    private QueueSink sink() {
        return AnalysisQueue.at(home)
                .withWaitForDaemon(Duration.ofSeconds(10))
                .withWaitForQueue(Duration.ofSeconds(10))
                .withNotices(notice -> {
                    try {
                        if (isLockRemovedWhenNoticed) {
                            Files.deleteIfExists(home.resolve("queue/ossec/.wait"));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void prepare(JsonNode call) throws IOException {
        String outputName =
                call.isString() ? call.asString() : call.get("script_output").asString();
        byte[] output = Golden.read(golden.resolve(outputName));
        var script = new StringBuilder();
        if (!call.has("segments")) {
            Files.write(home.resolve(".piece"), output);
            script.append("cat .piece\n");
        } else {
            String open = "";
            for (JsonNode segment : call.get("segments")) {
                if (segment.has("sleep_seconds")) {
                    script.append("sleep 0.1\n");
                } else if (segment.has("background_seconds")) {
                    script.append("( sleep 0.3\n");
                    open = ") &\n";
                } else {
                    int offset = segment.get("offset").asInt();
                    int length = segment.get("length").asInt();
                    Files.write(home.resolve(".piece" + offset), Arrays.copyOfRange(output, offset, offset + length));
                    script.append("cat .piece").append(offset);
                    script.append(segment.get("stream").asString().equals("stderr") ? " >&2\n" : "\n");
                }
            }
            script.append(open);
        }
        JsonNode exitCode = call.path("exit_code");
        script.append(exitCode.isString() ? "kill -KILL $$\n" : "exit " + exitCode.asInt(0) + "\n");
        Files.writeString(home.resolve(".next"), script);
        Files.deleteIfExists(home.resolve(".argv"));
    }

    private List<String> argv() throws IOException {
        Path file = home.resolve(".argv");
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file).replace(home.toString(), "${OSSEC_HOME}");
        return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    /** Files by name, each with its digest; of a deviation, mostly with the text that gives the digest. */
    private static List<String> tree(JsonNode files) throws Exception {
        var tree = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            JsonNode content = file.getValue();
            tree.put(
                    file.getKey(),
                    content.isNull()
                            ? "directory"
                            : content.has("text")
                                    ? sha256(content.get("text").asString().getBytes(StandardCharsets.UTF_8))
                                    : content.get("sha256").asString());
        }
        return tree.entrySet().stream().map(Object::toString).toList();
    }

    private List<String> tree() throws Exception {
        var found = new TreeMap<String, String>();
        for (String top : List.of("queue/diff", "queue/agentless")) {
            try (Stream<Path> paths = Files.walk(home.resolve(top))) {
                for (Path path : paths.toList()) {
                    String name = normalized(home.relativize(path));
                    if (Files.isRegularFile(path)) {
                        found.put(name, sha256(Files.readAllBytes(path)));
                    } else if (!home.resolve(top).equals(path) && isEmpty(path)) {
                        found.put(name + '/', "directory");
                    }
                }
            }
        }
        return found.entrySet().stream().map(Object::toString).toList();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Times in names become the pass of the write, and its number if there were several in that pass. */
    private String normalized(Path path) {
        String name = path.toString();
        int dot = name.lastIndexOf('.');
        if (!name.substring(dot + 1).matches("17000\\d{5}")) {
            return name;
        }
        long time = Long.parseLong(name.substring(dot + 1)) - EPOCH;
        List<Long> times = writes.getOrDefault(path.getName(2).toString() + time / 100, List.of());
        return name.substring(0, dot + 1)
                + 'T'
                + time / 100
                + (times.size() > 1 ? "." + (times.indexOf(time) + 1) : "");
    }

    private void act(JsonNode actions) throws IOException {
        for (JsonNode action : actions) {
            Path path = home.resolve(action.path("path").asString("none"));
            switch (action.get("action").asString()) {
                case "write" -> {
                    Files.createDirectories(path.getParent());
                    Files.write(
                            path, Golden.read(golden.resolve(action.get("file").asString())));
                    touch(path, action);
                }
                case "mkdir" -> {
                    Files.createDirectories(path);
                    touch(path, action);
                }
                case "remove" -> remove(path);
                case "chmod" -> {
                    int mode = Integer.parseInt(action.get("mode").asString().substring(2), 8);
                    Files.setPosixFilePermissions(path, Charsets.permissions(mode));
                }
                case "restart-queue" -> requireNonNull(queue).restart();
                case "remove-after-script" -> isLockRemovedWhenNoticed = true;
                default -> {} // about another user, which we are not
            }
        }
    }

    private static void touch(Path path, JsonNode action) throws IOException {
        if (action.has("mtime")) {
            Files.setLastModifiedTime(
                    path,
                    FileTime.from(Instant.ofEpochSecond(action.get("mtime").asLong())));
        }
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** What was seen must be what a deviation expects, if it says something about it, else what was recorded. */
    private void compare(int pass, String part, JsonNode deviation, List<String> recorded, List<String> seen)
            throws Exception {
        List<String> expected = recorded;
        if (deviation.has(part)) {
            expected = part.equals("tree") ? tree(deviation.get(part)) : strings(deviation.get(part));
            if (expected.equals(recorded)) {
                differences.add("pass " + pass + " " + part + ": listed as different, but is as recorded");
            }
        }
        if (!expected.equals(seen)) {
            differences.add("pass " + pass + " " + part + ": expected " + expected + " but found " + seen);
        }
    }

    private static String logLine(String level, AgentlessCheck check, RawText text) {
        return "ossec-agentlessd: " + level + ": " + check.type() + ": " + check.host() + ": " + readable(text.bytes());
    }

    private static String readable(byte[] bytes) {
        var text = new StringBuilder();
        for (char c : RawText.of(bytes).lossless().toCharArray()) {
            text.append(c >= 0xDC80 && c <= 0xDCFF ? "\\x" + Integer.toHexString(c - 0xDC00) : String.valueOf(c));
        }
        return text.toString();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        array.forEach(element -> strings.add(element.asString()));
        return strings;
    }

    private static List<Entry> entries(JsonNode nodes) {
        var entries = new ArrayList<Entry>();
        for (JsonNode node : nodes) {
            List<String> states = node.get("state").isArray()
                    ? strings(node.get("state"))
                    : List.of(node.get("state").asString());
            entries.add(new Entry(
                    node.get("type").asString(),
                    strings(node.get("host")),
                    states.contains("periodic_diff")
                            ? AgentlessEntry.State.PERIODIC_DIFF
                            : AgentlessEntry.State.PERIODIC,
                    node.path("arguments").asString("")));
        }
        return entries;
    }

    /** The entries of a case that only has the configuration. */
    private List<Entry> configured() throws IOException {
        byte[] configuration = Golden.read(golden.resolve("ossec.conf"));
        String text = new String(configuration, StandardCharsets.UTF_8);
        var entries = new ArrayList<Entry>();
        for (int at = text.indexOf("<agentless>"); at >= 0; at = text.indexOf("<agentless>", at + 1)) {
            String block = text.substring(at, text.indexOf("</agentless>", at));
            entries.add(new Entry(
                    element(block, "type"),
                    List.of(element(block, "host")),
                    element(block, "state").equals("periodic_diff")
                            ? AgentlessEntry.State.PERIODIC_DIFF
                            : AgentlessEntry.State.PERIODIC,
                    element(block, "arguments")));
        }
        return entries;
    }

    private static String element(String block, String name) {
        int from = block.indexOf('<' + name + '>') + name.length() + 2;
        return block.substring(from, block.indexOf("</", from));
    }

    /** What was seen in one pass. */
    private record Pass(List<String> arguments, List<String> datagrams, List<String> log, List<String> failures) {}

    private record Entry(String type, List<String> hosts, AgentlessEntry.State state, String arguments) {}

    /** What the JDK makes awkward. */
    private static final class Charsets {
        static boolean fileNamesAreUtf8() {
            return StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding"));
        }

        static Set<PosixFilePermission> permissions(int mode) {
            var text = new StringBuilder();
            for (int i = 8; i >= 0; i--) {
                text.append((mode >> i & 1) != 0 ? "rwx".charAt((8 - i) % 3) : '-');
            }
            return PosixFilePermissions.fromString(text.toString());
        }
    }
}
