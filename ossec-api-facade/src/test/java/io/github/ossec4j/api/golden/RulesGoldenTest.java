package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.api.rest.RestResponse;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderSet;
import io.github.ossec4j.model.rules.Detail;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks {@code golden/rules}, small homes that were loaded by the real analysis daemons: typed rules and decoders must be
 * those of {@code expected.json}, and those that the daemons' alerts showed.
 */
class RulesGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/golden/rules");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The keys of typed values are in the order of the files, and so are those of the expectation. */
    private static String text(Object value) {
        return JSON.valueToTree(value).toPrettyString();
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    private static JsonNode json(Path golden, String name) throws IOException {
        return JSON.readTree(Files.readAllBytes(golden.resolve(name)));
    }

    /**
     * Where the expectation has {@code rules_error}, it has no rules at all; this reader has those that remain, and an
     * error.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void rulesAreAsExpected(Path golden) throws IOException {
        JsonNode expected = json(golden, "expected.json");
        RuleSet read = Ossec.open(golden).rules().read();

        assertThat(text(read.files())).isEqualTo(expected.path("rule_files").toPrettyString());
        assertThat(text(read.disabledFiles()))
                .isEqualTo(expected.path("disabled_rule_files").toPrettyString());
        assertThat(read.errors().isEmpty()).isEqualTo(!expected.has("rules_error"));
        if (!expected.has("rules_error")) {
            assertThat(text(rules(read.rules()))).isEqualTo(sorted(expected.path("rules")));
            assertThat(text(rules(read.disabledRules()))).isEqualTo(sorted(expected.path("disabled_rules")));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodersAreAsExpected(Path golden) throws IOException {
        JsonNode expected = json(golden, "expected.json");
        DecoderSet read = Ossec.open(golden).decoders().read();

        assertThat(text(read.files())).isEqualTo(expected.path("decoder_files").toPrettyString());
        assertThat(read.errors()).isEmpty();
        if (expected.has("decoders")) {
            assertThat(text(decoders(read.decoders())))
                    .isEqualTo(expected.path("decoders").toPrettyString());
        }
    }

    /** The members of version 2.0, and among the details what is apart in the expectation. */
    @ParameterizedTest
    @MethodSource("cases")
    void restAnswersTheSameRules(Path golden) throws IOException {
        JsonNode expected = json(golden, "expected.json");
        if (expected.has("rules_error")) {
            return;
        }
        var rows = new ArrayList<JsonNode>();
        Stream.of("rules", "disabled_rules")
                .forEach(member -> expected.path(member).forEach(rows::add));
        rows.sort(Comparator.comparingInt(rule -> rule.path("id").asInt()));

        JsonNode answer = get(golden, "/rules?limit=10000");
        assertThat(answer.path("totalItems").asInt()).isEqualTo(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode item = answer.path("items").get(i);
            JsonNode rule = rows.get(i);
            for (String member : List.of("id", "level", "description")) {
                assertThat(item.path(member)).isEqualTo(rule.path(member));
            }
            assertThat(item.path("pci")).isEqualTo(rule.path("pci_dss"));
            assertThat(rule.path("file").asString())
                    .endsWith("/" + item.path("file").asString());
            ObjectNode details = (ObjectNode) item.path("details");
            assertThat(details.has("overwrite"))
                    .isEqualTo(rule.path("overwrite").asBoolean());
            details.remove("overwrite");
            assertThat(details).isEqualTo(rule.path("details"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void restAnswersTheSameDecoders(Path golden) throws IOException {
        JsonNode decoders = json(golden, "expected.json").path("decoders");
        JsonNode items = get(golden, "/decoders").path("items");
        for (int i = 0; i < decoders.size(); i++) {
            for (String member : List.of("name", "position")) {
                assertThat(items.get(i).path(member)).isEqualTo(decoders.get(i).path(member));
            }
            ObjectNode details = (ObjectNode) decoders.get(i).path("details").deepCopy();
            details.remove(details.propertyNames().stream()
                    .filter(name -> name.contains("@"))
                    .toList());
            assertThat(items.get(i).path("details")).isEqualTo(details);
        }
    }

    private static JsonNode get(Path golden, String path) {
        RestResponse response = RestApi.over(Ossec.open(golden)).handle(RestRequest.get(path));
        return JSON.readTree(response.body()).path("data");
    }

    /** What the daemons alerted with is what the rules say. */
    @ParameterizedTest
    @MethodSource("cases")
    void alertsShowTheRules(Path golden) throws IOException {
        List<Rule> rules = Ossec.open(golden).rules().read().rules();
        for (JsonNode release : json(golden, "case.json").path("seen")) {
            for (JsonNode alert : release) {
                assertThat(rules).anySatisfy(rule -> {
                    assertThat(rule.id()).isEqualTo(alert.path("rule").asInt());
                    assertThat(rule.level()).isEqualTo(alert.path("level").asInt());
                    assertThat(rule.description())
                            .isEqualTo(alert.path("description").asString());
                    assertThat(rule.groupText())
                            .isEqualTo(alert.path("group_text").asString());
                });
            }
        }
    }

    /** Every home that the daemons refuse has a report, except for elements, whose names this reader does not judge. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatTheDaemonsRefuseIsReported(Path golden) throws IOException {
        var reports = new ArrayList<String>();
        Ossec ossec = Ossec.builder(golden)
                .onMalformedLine(line -> reports.add(line.message()))
                .open();
        ossec.rules().read();
        ossec.decoders().read();
        boolean isAccepted =
                json(golden, "case.json").path("accepted").path("u43").asBoolean();
        boolean isReported = !isAccepted && !golden.endsWith("element-unknown");

        assertThat(reports.isEmpty()).as(reports.toString()).isEqualTo(!isReported);
    }

    @Test
    void damagedFileDoesNotHideTheOthers() {
        RuleSet read = Ossec.open(CASES.resolve("not-closed")).rules().read();

        assertThat(read.rules()).extracting(Rule::id).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(read.errors()).singleElement().asString().startsWith("rules/r.xml:2: expected the end tag");
    }

    /** Members that follow from others come last in the expectation. */
    private static String sorted(JsonNode rules) {
        for (JsonNode rule : rules) {
            JsonNode overwrites = ((ObjectNode) rule).remove("overwrites");
            if (overwrites != null) {
                ((ObjectNode) rule).set("overwrites", overwrites);
            }
        }
        return rules.toPrettyString();
    }

    private static List<Map<String, Object>> rules(List<Rule> rules) {
        var all = new ArrayList<Map<String, Object>>();
        for (Rule rule : rules) {
            var members = new LinkedHashMap<String, Object>();
            members.put("id", rule.id());
            members.put("level", rule.level());
            members.put("description", rule.description());
            members.put("group_text", rule.groupText());
            members.put("file", rule.file());
            members.put("overwrite", rule.isOverwrite());
            members.put("details", details(rule.details(), false));
            members.put("groups", rule.groups());
            members.put("pci_dss", rule.pciDss());
            members.put("cis", rule.cis());
            rule.overwrites().ifPresent(file -> members.put("overwrites", file));
            all.add(members);
        }
        return all;
    }

    private static List<Map<String, Object>> decoders(List<Decoder> decoders) {
        var all = new ArrayList<Map<String, Object>>();
        for (Decoder decoder : decoders) {
            var members = new LinkedHashMap<String, Object>();
            members.put("name", decoder.name());
            members.put("file", decoder.file());
            members.put("position", decoder.position());
            members.put("details", details(decoder.details(), true));
            all.add(members);
        }
        return all;
    }

    private static Map<String, Object> details(List<Detail> details, boolean hasAttributes) {
        var values = new LinkedHashMap<String, List<String>>();
        for (Detail detail : details) {
            values.computeIfAbsent(detail.name(), name -> new ArrayList<>()).add(detail.value());
            if (hasAttributes) {
                detail.attributes()
                        .forEach((name, value) -> values.computeIfAbsent(
                                        detail.name() + "@" + name, key -> new ArrayList<>())
                                .add(value));
            }
        }
        var members = new LinkedHashMap<String, Object>();
        values.forEach((name, list) -> members.put(name, list.size() == 1 ? list.get(0) : list));
        return members;
    }
}
