package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Guards the table of endpoints in the README: each recording that it names proves what it is said to prove. */
class EndpointTableTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * A row of the table.
     *
     * @param endpoint such as {@code GET agents * key}
     * @param method cases that prove the typed method
     * @param route cases that prove the route
     */
    record Row(String endpoint, List<String> method, List<String> route) {}

    static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (String line : Files.readAllLines(Path.of("../README.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 7 && line.matches("\\| `(GET|PUT|POST|DELETE) /.*")) {
                String endpoint = codes(cells[1]).get(0).replaceAll("/:[a-z_]+", "/*");
                rows.add(new Row(endpoint.replaceFirst("/", "").replace('/', ' '), codes(cells[4]), codes(cells[5])));
            }
        }
        return rows;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    @Test
    void hasEveryEndpoint() throws IOException {
        assertThat(rows()).hasSize(28).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void namesRecordingsOfTheRoute(Row row) throws IOException {
        assertThat(row.route()).isNotEmpty();
        for (String name : row.route()) {
            GoldenCase golden = GoldenCase.named(name);
            Map<Integer, Deviation> deviations = Deviations.of(golden, "rest");
            assertThat(positions(golden, row).filter(position -> answersAsRecorded(deviations, position)))
                    .as(name)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void namesRecordingsOfTheMethod(Row row) throws IOException {
        assertThat(row.method()).isNotEmpty();
        for (String name : row.method()) {
            GoldenCase golden = GoldenCase.named(name);
            Map<Integer, Deviation> rest = Deviations.of(golden, "rest");
            Map<Integer, Deviation> typed = Deviations.of(golden, "typed");
            TypedHalf half = TypedHalf.of(golden);
            assertThat(positions(golden, row)
                            .filter(position ->
                                    half.answers(position, golden.requests().get(position)))
                            .filter(position ->
                                    answersAsRecorded(rest, position) && answersAsRecorded(typed, position)))
                    .as(name)
                    .isNotEmpty();
        }
    }

    /** The requests of the row's endpoint that the original answered with success. */
    private static Stream<Integer> positions(GoldenCase golden, Row row) {
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < golden.requests().size(); i++) {
            JsonNode request = golden.requests().get(i);
            JsonNode recorded = request.has("bridged") ? request.path("bridged") : request;
            if (TypedCalls.endpoint(request).equals(row.endpoint())
                    && recorded.path("response").path("error").asInt(-1) == 0) {
                positions.add(i);
            }
        }
        return positions.stream();
    }

    private static boolean answersAsRecorded(Map<Integer, Deviation> deviations, int position) {
        Deviation deviation = deviations.get(position);
        return deviation == null || deviation.expected().answer().isEmpty();
    }
}
