package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recorded case: a home, and requests with the answers that the original service gave over it, one after the other.
 *
 * <p>The cases are kept in zip files because their file names (such as {@code (web) 192.0.2.1->syscheck}) are none on
 * every system.
 */
final class GoldenCase {
    static final JsonMapper MAPPER = new JsonMapper();

    /** The folders that every home has, whatever the case brings. */
    private static final List<String> USUAL_DIRECTORIES = List.of(
            "bin",
            "etc/shared",
            "logs",
            "queue/agent-info",
            "queue/agentless",
            "queue/alerts",
            "queue/diff",
            "queue/ossec",
            "queue/rids",
            "queue/rootcheck",
            "queue/syscheck",
            "stats",
            "var/run");

    private final String set;
    private final String name;
    private final JsonNode properties;
    private final JsonNode requests;

    private GoldenCase(String set, String name, JsonNode properties, JsonNode requests) {
        this.set = set;
        this.name = name;
        this.properties = properties;
        this.requests = requests;
    }

    /** All cases of a set, {@code rest} or {@code rest43}, by name. */
    static List<GoldenCase> all(String set) throws IOException {
        var cases = new ArrayList<GoldenCase>();
        try (FileSystem zip = open(set);
                Stream<Path> directories = Files.list(zip.getPath("/" + set))) {
            for (Path directory :
                    directories.filter(Files::isDirectory).sorted().toList()) {
                cases.add(new GoldenCase(
                        set,
                        String.valueOf(directory.getFileName()).replace("/", ""),
                        MAPPER.readTree(Files.readAllBytes(directory.resolve("case.json"))),
                        MAPPER.readTree(Files.readAllBytes(directory.resolve("requests.json")))));
            }
        }
        return cases;
    }

    private static FileSystem open(String set) throws IOException {
        Path zip = Files.createTempFile("golden", ".zip");
        zip.toFile().deleteOnExit();
        try (InputStream in = GoldenCase.class.getResourceAsStream("/golden/" + set + ".zip")) {
            if (in == null) {
                throw new IOException("no resource golden/" + set + ".zip");
            }
            Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
        }
        return FileSystems.newFileSystem(zip, Map.of());
    }

    /** What identifies a request in the lists: set, case and 0-based position. */
    String id(int index) {
        return set + "/" + name + "#" + index;
    }

    boolean isOf43() {
        return set.equals("rest43");
    }

    JsonNode requests() {
        return requests;
    }

    /** Puts the home of the case into a directory. */
    void writeHome(Path home) throws IOException {
        for (String directory : USUAL_DIRECTORIES) {
            Files.createDirectories(home.resolve(directory));
        }
        try (FileSystem zip = open(set)) {
            Path source = zip.getPath("/" + set, name, "home");
            try (Stream<Path> files = Files.exists(source) ? Files.walk(source) : Stream.<Path>empty()) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = home.resolve(source.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                    Files.setLastModifiedTime(
                            target,
                            FileTime.from(
                                    Instant.ofEpochSecond(properties.path("now").asLong())));
                }
            }
        }
        JsonNode setup = properties.path("setup");
        for (JsonNode directory : setup.path("empty_dirs")) {
            Files.createDirectories(home.resolve(directory.asString()));
        }
        for (JsonNode absent : setup.path("absent")) {
            deleteTree(home.resolve(absent.asString()));
        }
        makeReadOnly(home.resolve("etc/client.keys"));
        StandIns.install(home, requests);
        for (Map.Entry<String, JsonNode> time : properties.path("mtimes").properties()) {
            Path file = home.resolve(time.getKey());
            if (Files.exists(file)) {
                Files.setLastModifiedTime(
                        file,
                        FileTime.from(Instant.ofEpochSecond(time.getValue().asLong())));
            }
        }
    }

    /** As OSSEC's tools leave it. */
    private static void makeReadOnly(Path clientKeys) throws IOException {
        if (Files.isRegularFile(clientKeys)) {
            Files.setPosixFilePermissions(clientKeys, PosixFilePermissions.fromString("r--r-----"));
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The facade over that home, with clock, identity and processes of the case. */
    Ossec ossec(Path home) {
        Map<Long, String> processes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> process : properties.path("processes").properties()) {
            processes.put(Long.parseLong(process.getKey()), process.getValue().asString());
        }
        JsonNode manager = properties.path("manager");
        return Ossec.builder(home)
                .clock(Clock.fixed(Instant.ofEpochSecond(properties.path("now").asLong()), ZoneOffset.UTC))
                .identity(new HostIdentity(
                        manager.path("name").asString(), manager.path("os").asString()))
                .processes(pid -> Optional.ofNullable(processes.get(pid)))
                .flavor(isOf43() ? Flavor.OSSEC : Flavor.WAZUH)
                .open();
    }

    /** remoted's socket, in the state of the case. */
    RemotedSocket remoted(Path home) throws IOException {
        return RemotedSocket.in(home, properties.path("setup").path("ar_socket").asString(""));
    }

    /** A request of the case, in our terms. */
    static RestRequest request(JsonNode recorded) {
        RestRequest.Builder request = RestRequest.builder(
                recorded.path("method").asString(), recorded.path("path").asString());
        for (Map.Entry<String, JsonNode> parameter : recorded.path("query").properties()) {
            var values = new ArrayList<String>();
            if (parameter.getValue().isArray()) {
                parameter.getValue().forEach(value -> values.add(value.asString()));
            } else {
                values.add(parameter.getValue().asString());
            }
            String name = parameter.getValue().isArray() ? parameter.getKey() + "[]" : parameter.getKey();
            request.query(name, values.toArray(String[]::new));
        }
        for (Map.Entry<String, JsonNode> header : recorded.path("headers").properties()) {
            request.header(header.getKey(), header.getValue().asString());
        }
        JsonNode type = recorded.path("content_type");
        JsonNode body = recorded.path("body");
        if (recorded.has("raw_body")) {
            if (type.isString()) {
                request.body(type.asString(), recorded.path("raw_body").asString());
            }
        } else if (body.isObject() && !type.isNull()) {
            String contentType = type.asString("application/json");
            request.body(contentType, contentType.endsWith("json") ? body.toString() : form(body));
        }
        return request.remoteAddress(recorded.path("remote_address").asString("127.0.0.1"))
                .build();
    }

    private static String form(JsonNode body) {
        var form = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(field.getKey())
                    .append('=')
                    .append(java.net.URLEncoder.encode(
                            field.getValue().asString(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    @Override
    public String toString() {
        return set + "/" + name;
    }
}
