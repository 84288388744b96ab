package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.RestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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

    private static final List<String> SETS = List.of("rest", "rest43");

    /** Of each set, the files by name, unpacked once. */
    private static final Map<String, NavigableMap<String, byte[]>> FILES =
            SETS.stream().collect(Collectors.toUnmodifiableMap(set -> set, GoldenCase::unzipped));

    private static final List<GoldenCase> ALL =
            SETS.stream().flatMap(GoldenCase::read).toList();

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

    /** The cases of both sets, by name. */
    static List<GoldenCase> all() {
        return ALL;
    }

    private static NavigableMap<String, byte[]> files(String set) {
        return Objects.requireNonNull(FILES.get(set), set);
    }

    private static Stream<GoldenCase> read(String set) {
        Map<String, byte[]> files = files(set);
        return files.keySet().stream()
                .map(file -> file.split("/", -1))
                .filter(names -> names.length == 3 && names[2].equals("case.json"))
                .map(names -> new GoldenCase(
                        set,
                        names[1],
                        MAPPER.readTree(files.get(String.join("/", names))),
                        MAPPER.readTree(files.get(set + "/" + names[1] + "/requests.json"))));
    }

    /** The case of this name, such as {@code rest/agents-add}. */
    static GoldenCase named(String name) {
        return all().stream()
                .filter(golden -> golden.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case " + name));
    }

    /** The files of a set, by their names in its zip file. */
    private static NavigableMap<String, byte[]> unzipped(String set) {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        try (InputStream in = GoldenCase.class.getResourceAsStream("/golden/" + set + ".zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in, set))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The original content of a file of the home, as text; empty if there is none. */
    String text(String file) {
        byte[] content = files(set).get(set + "/" + name + "/home/" + file);
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
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
        FileTime captured =
                FileTime.from(Instant.ofEpochSecond(properties.path("now").asLong()));
        String prefix = set + "/" + name + "/home/";
        for (Map.Entry<String, byte[]> file : files(set).tailMap(prefix).entrySet()) {
            if (!file.getKey().startsWith(prefix)) {
                break;
            }
            Path target = home.resolve(file.getKey().substring(prefix.length()));
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
            Files.setLastModifiedTime(target, captured);
        }
        JsonNode setup = properties.path("setup");
        for (JsonNode directory : setup.path("empty_dirs")) {
            Files.createDirectories(home.resolve(directory.asString()));
        }
        for (JsonNode absent : setup.path("absent")) {
            deleteTree(home.resolve(absent.asString()));
        }
        makeReadOnly(home.resolve("etc/client.keys"));
        for (String databases : List.of("queue/syscheck", "queue/rootcheck")) {
            hideFromOthers(home.resolve(databases));
        }
        RecordedPrograms.install(home, requests, isOf43());
        for (Map.Entry<String, JsonNode> time : properties.path("mtimes").properties()) {
            Path file = home.resolve(time.getKey());
            if (Files.exists(file)) {
                Files.setLastModifiedTime(
                        file,
                        FileTime.from(Instant.ofEpochSecond(time.getValue().asLong())));
            }
        }
        for (Map.Entry<String, JsonNode> file : modes().properties()) {
            Files.setPosixFilePermissions(home.resolve(file.getKey()), daemonUsersRights(file.getValue()));
        }
    }

    /** The files with a mode or owner of their own. */
    private JsonNode modes() {
        return properties.path("setup").path("modes");
    }

    /** Whether the answers depend on what the process may read and write. */
    boolean hasModes() {
        return !modes().isEmpty();
    }

    /**
     * What the original's tools, which ran as user and group {@code ossec}, might do with a file: as rights of its owner,
     * who is this process, since only root may give files away.
     */
    private static Set<PosixFilePermission> daemonUsersRights(JsonNode recorded) {
        int mode = Integer.parseInt(recorded.path("mode").asString(), 8);
        String owner = recorded.path("owner").asString();
        int rights = owner.startsWith("ossec:") ? mode >> 6 : owner.endsWith(":ossec") ? mode >> 3 : mode;
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        if ((rights & 4) != 0) {
            permissions.add(PosixFilePermission.OWNER_READ);
        }
        if ((rights & 2) != 0) {
            permissions.add(PosixFilePermission.OWNER_WRITE);
        }
        return permissions;
    }

    /** As OSSEC's tools leave it. */
    private static void makeReadOnly(Path clientKeys) throws IOException {
        if (Files.isRegularFile(clientKeys)) {
            Files.setPosixFilePermissions(clientKeys, PosixFilePermissions.fromString("r--r-----"));
        }
    }

    /** As the analysis daemon leaves its databases. */
    private static void hideFromOthers(Path databases) throws IOException {
        if (Files.isDirectory(databases)) {
            try (Stream<Path> files = Files.walk(databases)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
                }
            }
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
                .daemonPatience(Duration.ZERO)
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
                    .append(java.net.URLEncoder.encode(field.getValue().asString(), StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    @Override
    public String toString() {
        return set + "/" + name;
    }
}
