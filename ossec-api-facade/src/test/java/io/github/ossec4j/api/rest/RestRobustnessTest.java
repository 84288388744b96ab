package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is asked, there is an answer, and it is one of the service's. */
@Timeout(300)
class RestRobustnessTest {
    private static final Instant NOW = Instant.parse("2016-04-12T09:05:03Z");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    Path directory;

    private Ossec ossec;
    private RestApi api;

    @BeforeEach
    void open() throws IOException {
        serve(directory);
    }

    private void serve(Path home) throws IOException {
        OssecHomeFixture.builder(NOW)
                .agent(
                        "web",
                        agent -> agent.syscheck(
                                        files -> files.baseline("/etc/hosts").changed("/etc/hosts"))
                                .rootcheck(policy -> policy.scanned(NOW).outstanding("something")))
                .agent("gone", agent -> agent.removed())
                .writeTo(home);
        ossec = Ossec.builder(home)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .zone(ZoneOffset.UTC)
                .identity(new HostIdentity("manager", "Linux"))
                .processes(pid -> Optional.empty())
                .open();
        api = RestApi.over(ossec);
    }

    /** The answer's error as text; fails unless the answer has exactly the members it must have. */
    private String error(RestRequest request) {
        RestResponse response = api.handle(request);
        assertThat(response.isJson())
                .as("%s %s", request.method(), request.path())
                .isTrue();
        JsonNode answer = MAPPER.readTree(response.body());
        List<String> members = List.copyOf(answer.propertyNames());
        assertThat(members)
                .isIn(List.of("error", "data", "message"), List.of("error", "message")); // without data: nothing found
        assertThat(answer.get("message").isString()).isTrue();
        return answer.get("error").asString();
    }

    private String post(String contentType, String body) {
        return error(
                RestRequest.builder("POST", "/agents").body(contentType, body).build());
    }

    @ParameterizedTest
    @CsvSource({
        "/, 0",
        "//, 0",
        "/agents, 0",
        "//agents///, 0",
        "/AGENTS, 0",
        "/v1.2/agents, 0",
        "/agents/../agents, 603",
        "/agents/./001, 603",
        "/agents/%2e%2e, 600",
        "/agents/%2f, 600",
        "/agents/%00, 600",
        "/agents/001%00, 600",
        "/agents/001%0a, 600",
        "/agents/001%0akey, 600",
        "/agents/%, 603",
        "/agents/%4, 603",
        "/agents/%zz, 603",
        "/agents/%-1, 603",
        "/agents/%\uFF11\uFF11, 603",
        "/agents/%ff%fe, 603",
        "/agents/%c0%af, 603",
        "/agents/%ed%a0%80, 603",
        "/agents/😀, 600",
        "/agents/\u0661, 600",
        "/agents/-1, 600",
        "/agents/1e3, 600",
        "/agents/' 001', 600",
        "/agents/1, 40",
        "/agents/002, 40",
        "/agents/99999999999999999999999999, 40",
        "/agents/001/key/x, 603",
        "/agents/001/nothing, 603",
        "/manager/configuration/test/x, 603",
        "/nothing, 603",
        "/manager, 603",
        "/syscheck/001/files, 603",
        "agents, 0",
        "'', 0",
        "?, 0",
        "/?/agents, 0",
        "/agents?status=nonsense, 0",
        "/agents?status=%, 0",
        "/agents?status=%ff, 0",
        "/agents?nothing=1, 604",
        "/agents?&&&, 0",
        "/agents?=, 0",
        "/agents?=x&=y, 0",
        "/agents?status[0]=active, 604",
        "/agents?status[key]=active, 604",
        "/agents?status[]=active, 604",
        "/agents?status=a&status=b, 604",
        "/manager/stats?date=20161301, 60",
        "/manager/stats?date=00000000, 60",
        "/manager/stats?date=20160231, 61",
        "/manager/stats?date=99991231, 61",
        "/manager/stats?date=2016-1-1, 605",
        "/manager/stats?date=, 605",
        "/manager/stats?date=../../../, 605",
        "/syscheck/001/files/changed?filename=, 601",
        "/syscheck/001/files/changed?filename=a*b, 601",
        "/syscheck/001/files/changed?filename[]=etc, 0",
        "/syscheck/001/files/changed?filename%5B0%5D=etc, 0",
        "/syscheck/001/files/changed?filename[0]=a&filename[1]=b, 601",
        "/syscheck/001/files/changed?filename[key]=etc, 601",
        "/syscheck/001/files/changed?filename[21]=etc, 601",
        "/syscheck/001/files/changed?filename[0][key]=etc, 601",
        "/syscheck/001/files/changed?filename[=etc, 604",
        "/manager/configuration?section[key]=global, 0",
        "/syscheck/001/files/changed?filename=../../etc/passwd, 0",
        "/syscheck/001/files/changed?filename=%00, 601"
    })
    void everyPathAndQueryHasItsAnswer(String path, String error) {
        assertThat(error(RestRequest.get(path))).isEqualTo(error);
    }

    @Test
    void hugePathsAndQueriesAreAnswered() {
        assertThat(error(RestRequest.get("/" + "a".repeat(1_000_000)))).isEqualTo("603");
        assertThat(error(RestRequest.get("/".repeat(1_000_000)))).isEqualTo("0");
        assertThat(error(RestRequest.get("/a".repeat(200_000)))).isEqualTo("603");
        assertThat(error(RestRequest.get("/agents/" + "1".repeat(1_000_000)))).isEqualTo("40");
        assertThat(error(RestRequest.get("/agents/" + "%41".repeat(300_000)))).isEqualTo("600");
        assertThat(error(RestRequest.get("/agents?status=" + "a".repeat(1_000_000))))
                .isEqualTo("0");
        assertThat(error(RestRequest.get("/agents?" + "a=b&".repeat(200_000)))).isEqualTo("604");
        var many = new StringBuilder("/agents?status=active");
        for (int i = 0; i < 50_000; i++) {
            many.append("&p").append(i).append('=').append(i);
        }
        assertThat(error(RestRequest.get(many.toString()))).isEqualTo("0");
        assertThat(error(RestRequest.get("/syscheck/001/files/changed?filename=" + "a".repeat(1_000_000))))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "[1,2",
                "{\"name\":}",
                "{name:\"web2\"}",
                "{'name':'web2'}",
                "{\"name\":\"web2\"} trailing",
                "{\"name\":\"web2\"}{}",
                "null",
                "true",
                "12",
                "\"text\"",
                "\uFEFF{}",
                "{\"name\":\"\\u12\"}",
                "{\"name\":\"a\nb\"}",
                "{\"name\":NaN}",
                "{\"name\":01}",
                "// comment\n{}",
                " \n",
                "\0"
            })
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        assertThat(post(JSON, body)).isEqualTo("607");
    }

    @Test
    void deepAndLargeBodiesAreRefusedOrRead() {
        assertThat(post(JSON, "[".repeat(1_000_000))).isEqualTo("607");
        assertThat(post(JSON, "{\"a\":".repeat(1_000_000))).isEqualTo("607");
        assertThat(post(JSON, "[".repeat(100_000) + "]".repeat(100_000))).isEqualTo("607");
        assertThat(post(JSON, "{\"name\":\"web2\",\"x\":" + "9".repeat(1_000_000) + "}"))
                .isEqualTo("607");
        assertThat(post(JSON, "{\"name\":\"" + "a".repeat(1_000_000) + "\"}")).isEqualTo("76");
        assertThat(post(JSON, " ".repeat(1_000_000) + "{\"name\":\"web2\"}")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|601",
                "[]|601",
                "[\"name\"]|601",
                "''|601",
                "{\"name\":null}|0",
                "{\"name\":true}|0",
                "{\"name\":12}|0",
                "{\"name\":1}|76",
                "{\"name\":1e2}|0",
                "{\"name\":-12}|0",
                "{\"name\":1e400}|601",
                "{\"name\":1e21}|601",
                "{\"name\":[]}|601",
                "{\"name\":{\"a\":1}}|601",
                "{\"name\":\"\"}|601",
                "{\"name\":\"a b\"}|601",
                "{\"name\":\"\\u0000\"}|601",
                "{\"name\":\"\\ud800\"}|601",
                "{\"name\":\"web/../x\"}|76",
                "{\"name\":\"web\"}|75",
                "{\"name\":\"web2\",\"ip\":null}|0",
                "{\"name\":\"web2\",\"ip\":\"\"}|0",
                "{\"name\":\"web2\",\"ip\":12}|606",
                "{\"name\":\"web2\",\"ip\":false}|606",
                "{\"name\":\"web2\",\"ip\":[]}|606",
                "{\"name\":\"web2\",\"ip\":{}}|606",
                "{\"name\":\"web2\",\"ip\":\"192.0.2.1\\n002 evil any 5a\"}|606",
                "{\"name\":\"web2\",\"ip\":\"300.300.300.300\"}|77",
                "{\"name\":\"web2\",\"ip\":\"192.0.2.1/33\"}|77",
                "{\"name\":\"web2\",\"ip\":\"192.0.2.0/24\"}|0",
                "{\"name\":\"x\",\"name\":\"web2\"}|0",
                "{\"NAME\":\"web2\"}|601"
            })
    void theTypesOfNameAndAddressAreTakenAsJavaScriptDoes(String body, String error) {
        assertThat(post(JSON, body)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "name=web2, 0",
        "'', 601",
        "name, 601",
        "name=, 601",
        "=web2, 601",
        "name=web%202, 601",
        "name=web2&ip=192.0.2.7, 0",
        "name=web2&ip=x, 606",
        "name[]=web2, 0",
        "name=a&name=b, 601",
        "name=%, 601",
        "{\"name\":\"web2\"}, 601"
    })
    void formsAreReadToo(String body, String error) {
        assertThat(post(FORM, body)).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/xml", "APPLICATION/JSON", "\0"})
    void aPostOfAnotherKindIsRefused(String contentType) {
        assertThat(post(contentType, "{\"name\":\"web2\"}")).isEqualTo("607");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "fe80::1%e\n009 evil any 5a", "192.0.2.1 x", "::ffff:", "../x", "host"})
    void anAddressOfTheCallerThatIsNoneIsNotEnrolled(String caller) throws IOException {
        String before = Files.readString(ossec.home().clientKeys());

        assertThat(error(RestRequest.builder("POST", "/agents")
                        .body(JSON, "{\"name\":\"web2\"}")
                        .remoteAddress(caller)
                        .build()))
                .isEqualTo("77");
        assertThat(ossec.home().clientKeys()).hasContent(before);
    }

    @Test
    void unknownMethodsAreUnknownUrls() {
        for (String method : List.of("PATCH", "TRACE", "", "GET ", "\0", "delete-all", "POSTS")) {
            assertThat(error(RestRequest.of(method, "/agents"))).isEqualTo("603");
        }
    }

    @Test
    void aHeadRequestHasTheStatusAndNoBody() {
        assertThat(api.handle(RestRequest.of("HEAD", "/agents")).body()).isEmpty();
        assertThat(api.handle(RestRequest.of("HEAD", "/nothing")).status()).isEqualTo(404);
        assertThat(api.handle(RestRequest.of("options", "/nothing")).status()).isEqualTo(204);
    }

    @Test
    void blanksOfAnyScriptAreTrimmedFromValuesOfTheConfiguration() throws IOException {
        Files.writeString(
                ossec.home().configuration(),
                "<ossec_config><a b='\u00a07\u0085' c='\u00a0x'>&#160; true\u2003</a><d>\u00a0\u202f</d></ossec_config>");

        assertThat(data("/manager/configuration"))
                .isEqualTo("{\"a\":{\"b\":7,\"c\":\"\u00a0x\",\"$t\":true},\"d\":{}}");
    }

    @Test
    void anAverageMayHaveWhiteSpaceAroundItEvenEmptyLines() throws IOException {
        Path averages = Files.createDirectories(directory.resolve("stats/hourly-average"));
        Files.writeString(averages.resolve("0"), "\n 12\r\n\n");
        Files.writeString(averages.resolve("1"), "12\n13\n");
        Files.writeString(averages.resolve("24"), "+ 5");

        assertThat(data("/manager/stats/hourly"))
                .isEqualTo("{\"averages\":[12" + ",0".repeat(23) + "],\"interactions\":5}");
    }

    private String data(String path) {
        return MAPPER.readTree(api.handle(RestRequest.get(path)).body())
                .get("data")
                .toString();
    }

    @Test
    void aBodyIsWrittenOnceAndLeavesTheStreamOpen() throws IOException {
        var closed = new ArrayList<String>();
        var bytes = new ByteArrayOutputStream();
        var out = new OutputStream() {
            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void close() {
                closed.add("closed");
            }
        };

        api.handle(RestRequest.get("/syscheck/001/files/changed")).writeTo(out);

        assertThat(closed).isEmpty();
        JsonNode answer = MAPPER.readTree(bytes.toString(StandardCharsets.UTF_8)); // refuses anything after the object
        assertThat(answer.get("data")).hasSize(2);
    }

    @Test
    void whatTheFilesHoldIsAlwaysValidJson() throws IOException {
        Files.write(
                ossec.home().clientKeys(),
                "001 w\"e\\b\u0001\u00ff any 5a\n002 \u0000 any 5a\n 003 x any 5a\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        Files.write(
                directory.resolve("queue/rootcheck/rootcheck"),
                "!1460000000!1460000000 \u0001\u0007\"\\\u00ff\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(
                directory.resolve("queue/syscheck/syscheck"),
                "!!!1:2:3:4:5:6 !1460000000 /\u0001\"\\\u00ff\n".getBytes(StandardCharsets.ISO_8859_1));

        for (String path :
                List.of("/agents", "/agents/001", "/agents/001/key", "/rootcheck/000", "/syscheck/000/files/changed")) {
            assertThat(error(RestRequest.get(path))).as(path).isEqualTo("0");
        }
    }

    /** A thread that opens a pipe cannot be interrupted: the time limit runs in another one. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipesInPlaceOfFilesKeepNobodyWaiting() throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>(files(directory));
        assertThat(files.remove(ossec.home().clientKeys())).isTrue();
        replaceByPipes(files);

        assertThat(answers()).as("without the files").hasSize(19);
        replaceByPipes(List.of(ossec.home().clientKeys()));
        assertThat(answers()).as("without the keys").hasSize(19);
        assertThat(files(directory)).containsExactly(directory.resolve("etc/.client.keys.lock"));
    }

    private List<Integer> answers() {
        var answers = new ArrayList<Integer>();
        for (String path : List.of(
                "/agents",
                "/agents/000",
                "/agents/001",
                "/agents/001/key",
                "/manager/status",
                "/manager/configuration",
                "/manager/configuration/test",
                "/manager/stats",
                "/manager/stats/hourly",
                "/manager/stats/weekly",
                "/rootcheck/001",
                "/rootcheck/001/last_scan",
                "/syscheck/001/files/changed",
                "/syscheck/001/last_scan")) {
            answers.add(answer(RestRequest.get(path)));
        }
        answers.add(answer(RestRequest.of("PUT", "/agents/more")));
        for (String path : List.of("/agents/001", "/syscheck/001", "/syscheck", "/rootcheck/001")) {
            answers.add(answer(RestRequest.of("DELETE", path)));
        }
        return answers;
    }

    private int answer(RestRequest request) {
        RestResponse response = api.handle(request);
        assertThat(response.body()).isNotEmpty();
        return response.status();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void replaceByPipes(List<Path> files) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("mkfifo"));
        for (Path file : files) {
            Files.delete(file);
            words.add(file.toString());
        }
        Process process;
        try {
            process = new ProcessBuilder(words).inheritIO().start();
        } catch (IOException e) {
            assumeTrue(false, "there is no mkfifo");
            throw e;
        }
        assumeTrue(process.waitFor() == 0, "no pipes in this file system");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomRequestsAlwaysHaveAnAnswer(long seed) {
        fuzz(seed);
    }

    @Test
    void randomRequestsAboutAHomeInMemoryAlwaysHaveAnAnswer() throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            serve(files.getPath("/var/ossec"));

            fuzz(5);
        }
    }

    private void fuzz(long seed) {
        int requests = Boolean.getBoolean("ossec4j.thorough") ? 2_000 : 200;
        var random = new Random(seed);
        int successes = 0;
        for (int i = 0; i < requests; i++) {
            RestRequest request = random(random);
            try {
                RestResponse response = api.handle(request);
                String body = response.body();
                if (response.isJson() && !request.method().equals("HEAD")) {
                    JsonNode answer = MAPPER.readTree(body);
                    assertThat(answer.has("error") && answer.has("message")).isTrue();
                    successes += answer.get("error").asString().equals("0") ? 1 : 0;
                }
                assertThat(response.status()).as(body).isBetween(200, 499); // nothing is wrong with the home
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", request " + i + ": " + request, e);
            }
        }
        assertThat(successes).as("requests that reach a file").isGreaterThan(requests / 20);
    }

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "x");

    private static final List<String> ENDPOINTS = List.of(
            "/agents",
            "/agents/ID",
            "/agents/ID/key",
            "/agents/NAME",
            "/manager/status",
            "/manager/configuration",
            "/manager/configuration/test",
            "/manager/stats",
            "/manager/stats/hourly",
            "/manager/stats/weekly",
            "/rootcheck",
            "/rootcheck/ID",
            "/rootcheck/ID/last_scan",
            "/syscheck",
            "/syscheck/ID",
            "/syscheck/ID/files/changed",
            "/syscheck/ID/last_scan");

    private static final List<String> PIECES = List.of(
            "agents",
            "manager",
            "syscheck",
            "rootcheck",
            "files",
            "changed",
            "configuration",
            "test",
            "stats",
            "hourly",
            "weekly",
            "status",
            "last_scan",
            "key",
            "000",
            "001",
            "002",
            "..",
            "%2e",
            "%",
            "%ff",
            "%00",
            "v1.2",
            "v9",
            "\u00e4",
            "\ud800",
            "");

    private static final List<String> QUERIES = List.of(
            "status=active",
            "status",
            "filename=hosts",
            "filename=%2F",
            "date=20160412",
            "date=x",
            "section=global",
            "section=",
            "field=x",
            "a[]=1",
            "&&",
            "=",
            "%",
            "?");

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "{\"name\":\"n1\"}",
            "{\"name\":\"n2\",\"ip\":\"192.0.2.1\"}",
            "{\"name\":{}}",
            "{\"name\":[1,[2]]}",
            "name=n3",
            "name=n4&ip=any",
            "{",
            "\0",
            "%");

    private static final List<String> TYPES = List.of(JSON, FORM, "", "text/plain");

    /** Orders that wait for remoted are left out: they take half a second each. */
    private static RestRequest random(Random random) {
        String method = pick(random, METHODS);
        var path = new StringBuilder();
        if (random.nextBoolean()) {
            path.append(pick(random, ENDPOINTS)
                    .replace("ID", random.nextInt(4) == 0 ? pick(random, PIECES) : "00" + random.nextInt(4))
                    .replace("NAME", "n" + random.nextInt(50)));
        } else {
            for (int i = random.nextInt(5); i >= 0; i--) {
                path.append('/').append(random.nextInt(20) == 0 ? soup(random) : pick(random, PIECES));
            }
        }
        if (method.equals("PUT") && path.toString().matches("(?i).*(check|restart|start).*")) {
            method = "GET";
        }
        if (random.nextInt(3) == 0) {
            path.append('?').append(pick(random, QUERIES)).append('&').append(pick(random, QUERIES));
        }
        RestRequest.Builder request = RestRequest.builder(method, path.toString());
        if (random.nextInt(3) == 0) {
            request.body(pick(random, TYPES), random.nextInt(5) == 0 ? soup(random) : pick(random, BODIES));
        }
        if (random.nextInt(10) == 0) {
            request.query(soup(random), soup(random), soup(random));
        }
        if (random.nextInt(10) == 0) {
            request.header("Api-Version", random.nextBoolean() ? "v2.0" : soup(random));
        }
        if (random.nextInt(10) == 0) {
            request.remoteAddress(soup(random));
        }
        return request.build();
    }

    private static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String soup(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
        }
        return text.toString();
    }

    @Test
    void whomTheListNamesTheOtherRequestsFind() throws IOException {
        Files.writeString(
                ossec.home().clientKeys(),
                "1 unpadded any k\n0 zero any k\n000 manager any k\n123456789 nine any k\n00000007 eight any k\n"
                        + "003  any k\n004 noaddress  k\n005 nokey any \n006 last any " + "0a".repeat(32));
        var listed = new ArrayList<String>();
        MAPPER.readTree(api.handle(RestRequest.get("/agents")).body())
                .get("data")
                .forEach(agent -> listed.add(agent.get("id").asString()));
        listed.remove("000"); // the manager, who is not an entry

        assertThat(listed).containsExactly("1", "0", "000", "123456789", "00000007", "003", "004", "005", "006");
        assertThat(error(RestRequest.of("PUT", "/agents/123456789/restart"))).isEqualTo("45"); // known, but no remoted
        for (String id : listed) {
            assertThat(error(RestRequest.get("/agents/" + id))).as(id).isEqualTo("0");
            assertThat(error(RestRequest.get("/agents/" + id + "/key"))).as(id).isEqualTo("0");
            assertThat(error(RestRequest.get("/syscheck/" + id + "/files/changed")))
                    .as(id)
                    .isEqualTo("0");
            assertThat(error(RestRequest.get("/rootcheck/" + id))).as(id).isEqualTo("0");
            assertThat(error(RestRequest.of("DELETE", "/syscheck/" + id)))
                    .as(id)
                    .isEqualTo("0");
            assertThat(error(RestRequest.of("DELETE", "/agents/" + id))).as(id).isEqualTo("0");
            assertThat(error(RestRequest.of("DELETE", "/agents/" + id))).as(id).isEqualTo("78");
        }
        assertThat(MAPPER.readTree(api.handle(RestRequest.get("/agents")).body())
                        .get("data"))
                .hasSize(1);
    }

    @Test
    void aFragmentAtTheEndOfTheKeyFileIsNoAgent() throws IOException {
        Files.writeString(ossec.home().clientKeys(), "006 last any " + "0a".repeat(31) + "0");

        assertThat(error(RestRequest.get("/agents/006"))).isEqualTo("40");
        assertThat(error(RestRequest.get("/agents/006/key"))).isEqualTo("70");
        assertThat(error(RestRequest.of("DELETE", "/agents/006"))).isEqualTo("78");
    }

    /** Guards that a script's own failure is never taken for a success. */
    @ParameterizedTest
    @CsvSource({"22, 200, 22", "broken, 500, 01"})
    void failuresOfTheControlScriptAreErrors(String given, int status, String error) throws IOException {
        Path script = directory.resolve("bin/ossec-control");
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(script, "#!/bin/sh\necho '{\"error\":\"" + given + "\",\"message\":\"disk\"}'\n");
        assumeTrue(script.toFile().setExecutable(true));
        RestResponse response =
                api.handle(RestRequest.builder("PUT", "/manager/start").build());
        assertThat(response.status()).isEqualTo(status);
        assertThat(MAPPER.readTree(response.body()).path("error").asString()).isEqualTo(error);
    }
}
