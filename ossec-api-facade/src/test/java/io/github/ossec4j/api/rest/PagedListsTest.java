package io.github.ossec4j.api.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.RulesGenerator;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of version 2.0: logs, rules and decoders, in pages. */
class PagedListsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path RECORDED = Path.of("src/test/resources/golden/ossec-log");
    private static final RulesGenerator RULES = RulesGenerator.of(120).seed(3);

    @TempDir
    Path directory;

    private Ossec ossec;

    @BeforeEach
    void open() throws IOException {
        OssecHome home = OssecHomeFixture.builder(Instant.parse("2016-10-18T12:00:00Z"))
                .configuration(RULES.configuration())
                .rules(
                        "off.xml",
                        "<group name='off,pci_dss_9.9,cis_1 x'><rule id='7' level='2' overwrite='yes'>"
                                + "<srcip>a</srcip><srcip>b</srcip></rule></group>")
                .decoders(
                        "decoder.xml",
                        "<decoder name='b'></decoder><decoder name='a'>"
                                + "<regex offset='after_prematch'>x</regex></decoder>")
                .writeTo(directory);
        RULES.writeTo(home);
        Files.copy(RECORDED.resolve("ossec.log"), home.ossecLog());
        ossec = Ossec.open(directory);
    }

    private JsonNode answer(String path) {
        return MAPPER.readTree(RestApi.over(ossec).handle(RestRequest.get(path)).body());
    }

    private JsonNode data(String path) {
        JsonNode answer = answer(path);
        assertThat(answer.path("error").asInt(-1)).as(answer.toString()).isZero();
        return answer.path("data");
    }

    private List<Integer> ids(String path) {
        return data(path)
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asInt())
                .toList();
    }

    private static JsonNode recorded() throws IOException {
        return MAPPER.readTree(Files.readAllBytes(RECORDED.resolve("expected.json")));
    }

    @Test
    void logsHaveTheCategoriesAndErrorsOfTheRecording() throws IOException {
        List<LogLine> lines;
        try (RecordStream<LogLine> stream = ossec.manager().logs()) {
            lines = stream.stream().toList();
        }
        JsonNode expected = recorded().path("lines");

        assertThat(lines).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode line = expected.get(i);
            assertThat(LogAnswers.category(lines.get(i)).orElse(""))
                    .isEqualTo(line.path("category").asString(""));
            assertThat(LogAnswers.isError(lines.get(i)))
                    .isEqualTo(line.path("error").asBoolean());
        }
    }

    @Test
    void logsAreTheNewestFirst() throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode line : recorded().path("lines")) {
            String head = line.path("date").asString() + " ";
            String code = line.has("code") ? "(" + line.path("code").asInt() + ")" : "";
            String daemon = line.has("daemon") ? line.path("daemon").asString() + code + ": " : "";
            String level = line.has("level") ? line.path("level").asString() + ": " : "";
            String latin1 = head + daemon + level + line.path("message").asString();
            texts.add(RawText.of(latin1.getBytes(ISO_8859_1)).display());
        }
        Collections.reverse(texts);

        JsonNode all = data("/manager/logs");
        assertThat(all.path("totalItems").asInt()).isEqualTo(texts.size());
        assertThat(all.path("items").valueStream().map(JsonNode::asString)).containsExactlyElementsOf(texts);
        JsonNode page = data("/manager/logs?offset=20&limit=4");
        assertThat(page.path("totalItems").asInt()).isEqualTo(texts.size());
        assertThat(page.path("items").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(texts.subList(20, 24));
        assertThat(data("/manager/logs?offset=99").path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?type_log=error, 6",
        "?type_log=info, 20",
        "?category=ossec-rootcheck, 2",
        "?category=ossec-analysisd&type_log=error, 2",
        "?search=RULES%20enabled, 1",
        "?search=-ossec, 3",
        "?category=nobody, 0",
    })
    void logsAreFiltered(String query, int expected) {
        assertThat(data("/manager/logs" + query).path("totalItems").asInt()).isEqualTo(expected);
    }

    @Test
    void summaryIsThatOfTheRecording() throws IOException {
        assertThat(data("/manager/logs/summary")).isEqualTo(recorded().path("summary"));
    }

    @Test
    void homeWithoutALogHasNoMessages() throws IOException {
        Files.delete(ossec.home().ossecLog());

        assertThat(data("/manager/logs").path("totalItems").asInt()).isZero();
        assertThat(data("/manager/logs/summary")).isEmpty();
    }

    /** A page of a log that is sorted is the same as that of the sorted list. */
    @ParameterizedTest
    @ValueSource(strings = {"category", "-category,+date", "%2Btype_log,-message"})
    void logsAreSorted(String sort) {
        List<String> all = data("/manager/logs?sort=" + sort)
                .path("items")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(all).hasSize(26);
        for (int offset = 0; offset < 26; offset += 5) {
            JsonNode page = data("/manager/logs?limit=5&offset=" + offset + "&sort=" + sort);
            assertThat(page.path("items").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(all.subList(offset, Math.min(26, offset + 5)));
        }
        assertThat(answer("/manager/logs?offset=100000&limit=1&sort=" + sort)
                        .path("error")
                        .asString())
                .isEqualTo("600");
    }

    @Test
    void rulesAreSortedByNumberUnlessAskedOtherwise() {
        List<Integer> all = Stream.concat(Stream.of(7), RULES.rules().stream().map(Rule::id))
                .toList();
        assertThat(ids("/rules")).isEqualTo(all);
        assertThat(ids("/rules?offset=10&limit=3")).isEqualTo(all.subList(10, 13));
        assertThat(data("/rules?limit=1").path("totalItems").asInt()).isEqualTo(121);
        List<Integer> byLevel = RULES.rules().stream()
                .sorted(Comparator.comparingInt(Rule::level)
                        .reversed()
                        .thenComparing(Rule::id, Comparator.reverseOrder()))
                .map(Rule::id)
                .toList();
        assertThat(ids("/rules?status=enabled&sort=-level,-id")).isEqualTo(byLevel);
        assertThat(ids("/rules?sort=+status,+id").get(0)).isEqualTo(7);
    }

    @Test
    void rulesHaveTheShapeOfVersion2() {
        assertThat(data("/rules/7").toString())
                .isEqualTo(
                        "{\"totalItems\":1,\"items\":[{\"file\":\"off.xml\",\"path\":\"" + directory.resolve("rules")
                                + "\",\"status\":\"disabled\",\"id\":7,\"level\":2,\"description\":\"\",\"groups\":[\"off\","
                                + "\"cis_1 x\"],\"pci\":[\"9.9\"],\"details\":{\"overwrite\":\"yes\",\"srcip\":[\"a\",\"b\"]}}]}");
        assertThat(data("/rules/8").toString()).isEqualTo("{\"totalItems\":0,\"items\":[]}");
    }

    @Test
    void rulesAreFiltered() {
        assertThat(ids("/rules?status=disabled")).containsExactly(7);
        assertThat(ids("/rules?file=off.xml")).containsExactly(7);
        assertThat(ids("/rules?pci=9.9")).containsExactly(7);
        assertThat(ids("/rules?group=off&level=2")).containsExactly(7);
        assertThat(ids("/rules?path=" + directory.resolve("rules") + "&search=zzz"))
                .isEmpty();
        assertThat(ids("/rules?search=-generated")).containsExactly(7);
        assertThat(ids("/rules?level=3-5"))
                .isEqualTo(RULES.rules().stream()
                        .filter(rule -> rule.level() >= 3 && rule.level() <= 5)
                        .map(Rule::id)
                        .toList());
    }

    @Test
    void namesAndFilesAreLists() {
        assertThat(data("/rules/pci").toString())
                .isEqualTo("{\"totalItems\":4,\"items\":[\"10.2.4\",\"10.2.5\",\"6.5\",\"9.9\"]}");
        assertThat(data("/rules/groups?sort=-name&limit=1").toString()).contains("[\"windows\"]");
        assertThat(data("/rules/files?status=disabled").path("items"))
                .isEqualTo(MAPPER.readTree("[{\"file\":\"off.xml\",\"path\":\"" + directory.resolve("rules")
                        + "\",\"status\":\"disabled\"}]"));
        assertThat(data("/rules/files?status=enabled").path("totalItems").asInt())
                .isEqualTo(RULES.files().size());
        assertThat(data("/decoders/files").path("items").get(0).path("file").asString())
                .isEqualTo("decoder.xml");
    }

    @Test
    void decodersHaveTheShapeOfVersion2() {
        assertThat(data("/decoders/a").toString())
                .isEqualTo(
                        "{\"totalItems\":1,\"items\":[{\"file\":\"decoder.xml\",\"path\":\"" + directory.resolve("etc")
                                + "\",\"name\":\"a\",\"position\":1,\"status\":\"enabled\",\"details\":{\"regex\":\"x\"}}]}");
        assertThat(data("/decoders")
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("name").asString()))
                .containsExactly("b", "a");
        assertThat(data("/decoders?sort=name").path("items").get(0).path("name").asString())
                .isEqualTo("a");
        assertThat(data("/decoders?name=b").path("totalItems").asInt()).isEqualTo(1);
        assertThat(data("/decoders?status=disabled").path("totalItems").asInt()).isZero();
        assertThat(data("/decoders/nobody").path("totalItems").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/rules?limit=0; 600; Param not valid. Integer from 1 to 10000 expected. Field: limit",
                "/rules?limit=10001; 600; Param not valid. Integer from 1 to 10000 expected. Field: limit",
                "/rules?limit=x; 600; Param not valid. Integer from 1 to 10000 expected. Field: limit",
                "/rules?limit=; 600; Param not valid. Integer from 1 to 10000 expected. Field: limit",
                "/rules?limit=1&limit=2; 600; Param not valid. Integer from 1 to 10000 expected. Field: limit",
                "/rules/groups?offset=-1; 600; Param not valid. Integer from 0 to 2147483647 expected. Field: offset",
                "/rules/pci?offset=99999999999; 600; Param not valid. Integer from 0 to 2147483647 expected. Field: offset",
                "/rules/x; 600; Param not valid. Integer expected. Field: rule_id",
                "/rules?level=x; 600; Param not valid. Level or range of levels expected. Field: level",
                "/rules?level=5-2; 600; Param not valid. Level or range of levels expected. Field: level",
                "/rules?status=on; 600; Param not valid. Allowed values: enabled, disabled, all. Field: status",
                "/manager/logs?type_log=x; 600; Param not valid. Allowed values: all, error, info. Field: type_log",
                "/alerts?rule=1,x; 600; Param not valid. Integer expected. Field: rule",
                "/alerts?level=x; 600; Param not valid. Level or range of levels expected. Field: level",
                "/alerts?from=20161301; 605; Param not valid. Date format: YYYYMMDD or YYYY-MM-DDThh:mm:ss with Z or an offset. Field: from",
                "/alerts?to=2016-10-17; 605; Param not valid. Date format: YYYYMMDD or YYYY-MM-DDThh:mm:ss with Z or an offset. Field: to",
                "/decoders?sort=x; 604; Filter error. Allowed fields: file, path, name, position, status, details",
                "/manager/logs?sort=; 604; Filter error. Allowed fields: date, category, type_log, message",
                "/rules/files?colour=red; 604; Filter error. Allowed fields: status, path, file, offset, limit, sort, search",
            })
    void whatIsNotAllowedIsRefused(String path, String error, String message) {
        RestResponse response = RestApi.over(ossec).handle(RestRequest.get(path));
        assertThat(response.status()).isEqualTo(400);
        assertThat(MAPPER.readTree(response.body()).path("error")).isEqualTo(MAPPER.valueToTree(error));
        assertThat(answer(path).path("message").asString()).isEqualTo(message);
    }

    /** Pages of a long log, in its own order and sorted, are those of the list of all. */
    @Test
    void pagesOfALongLogAreThoseOfTheWhole() throws IOException {
        List<String> lines = IntStream.range(0, 3_000)
                .mapToObj(
                        i -> "2016/10/17 14:%02d:%02d ossec-d%d: line %d".formatted(i / 60 % 60, i % 60, i * 7 % 5, i))
                .toList();
        Files.write(ossec.home().ossecLog(), lines);
        List<String> newest = new ArrayList<>(lines);
        Collections.reverse(newest);
        List<String> byCategory = lines.stream()
                .sorted(Comparator.comparing((String line) -> line.substring(20, line.indexOf(": "))))
                .toList();

        assertThat(texts("/manager/logs?offset=2900&limit=1000")).isEqualTo(newest.subList(2900, 3000));
        assertThat(texts("/manager/logs?offset=1234&limit=17")).isEqualTo(newest.subList(1234, 1251));
        assertThat(texts("/manager/logs?offset=1234&limit=17&sort=category")).isEqualTo(byCategory.subList(1234, 1251));
    }

    private void alerts(String day, int count) throws IOException {
        var text = new StringBuilder();
        LocalDate date = LocalDate.parse(day);
        for (int i = 0; i < count; i++) {
            long second = date.atTime(10, 0).toEpochSecond(ZoneOffset.UTC) + i;
            text.append("** Alert ")
                    .append(second)
                    .append('.')
                    .append(text.length())
                    .append(": - g")
                    .append(i % 2);
            text.append(",\n")
                    .append(DateTimeFormatter.ofPattern("yyyy MMM dd", Locale.ROOT)
                            .format(date))
                    .append(" 10:00:00 ");
            text.append(i % 3 == 0 ? "(web) 192.0.2.1->/log" : "manager->/log");
            text.append("\nRule: ")
                    .append(100 + i)
                    .append(" (level ")
                    .append(i % 16)
                    .append(") -> 'D ")
                    .append(i);
            text.append("'\n")
                    .append(i % 5 == 0 ? "Src IP: 192.0.2." + i + "\n" : "")
                    .append("event\n\n");
        }
        String month = date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT);
        Path file = directory.resolve(
                "logs/alerts/%d/%s/ossec-alerts-%02d.log".formatted(date.getYear(), month, date.getDayOfMonth()));
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private List<Integer> rulesOf(String query) {
        return data("/alerts" + query)
                .path("items")
                .valueStream()
                .map(alert -> alert.path("rule").asInt())
                .toList();
    }

    @Test
    void alertsAreFilteredAndPaged() throws IOException {
        OssecHomeFixture.builder().agent("web").writeTo(directory);
        ossec = Ossec.builder(directory)
                .clock(Clock.fixed(Instant.parse("2016-10-18T12:00:00Z"), ZoneOffset.UTC))
                .open();
        alerts("2016-10-17", 10);
        alerts("2016-10-18", 6);

        assertThat(rulesOf("")).as("today").containsExactly(100, 101, 102, 103, 104, 105);
        assertThat(data("/alerts?from=20161017&limit=2&offset=9")
                        .path("totalItems")
                        .asInt())
                .isEqualTo(16);
        assertThat(rulesOf("?from=20161017&limit=2&offset=9")).containsExactly(109, 100);
        assertThat(rulesOf("?from=20161017&to=20161017&sort=-rule&limit=2")).containsExactly(109, 108);
        assertThat(rulesOf("?to=2016-10-17T10:00:02Z")).containsExactly(100, 101);
        assertThat(rulesOf("?from=2016-10-18T12:00:04+02:00")).containsExactly(104, 105);
        assertThat(rulesOf("?level=3-4")).containsExactly(103, 104);
        assertThat(rulesOf("?rule=101,105,9")).containsExactly(101, 105);
        assertThat(rulesOf("?agent=web&group=g1")).containsExactly(103);
        assertThat(rulesOf("?agent=001")).isEqualTo(rulesOf("?agent=web")).containsExactly(100, 103);
        assertThat(rulesOf("?srcip=192.0.2.5")).containsExactly(105);
        assertThat(rulesOf("?search=D%202")).containsExactly(102);
        assertThat(answer("/alerts?agent=777").path("error").asInt()).isEqualTo(40);
        assertThat(data("/alerts?rule=105").path("items").get(0).toString())
                .isEqualTo(
                        "{\"id\":\"1476784805.563\",\"time\":1476784805,\"date\":\"2016 Oct 18 10:00:00\",\"rule\":105,"
                                + "\"level\":5,\"description\":\"D 5\",\"groups\":[\"g1\"],\"location\":\"manager->/log\","
                                + "\"origin\":{\"kind\":\"host\",\"host\":\"manager\",\"source\":\"/log\"},"
                                + "\"srcip\":\"192.0.2.5\",\"log\":[\"event\"]}");
    }

    private List<String> texts(String path) {
        return data(path).path("items").valueStream().map(JsonNode::asString).toList();
    }
}
