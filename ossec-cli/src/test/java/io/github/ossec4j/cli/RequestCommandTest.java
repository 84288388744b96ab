package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCommandTest {
    private static Run request(String... words) {
        String[] all = new String[words.length + 4];
        System.arraycopy(new String[] {"--sample", "--now", "1700000000", "request"}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        return Run.of(all);
    }

    @Test
    void printsTheEnvelopeAndALineFeed() {
        Run run = request("GET", "/agents/009");
        assertThat(run.out())
                .startsWith("{\"error\":0,\"data\":{\"id\":\"009\"")
                .endsWith("}\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void greetingWhoseErrorIsTextIsNoError() {
        assertThat(request("GET", "/").status()).isZero();
    }

    @Test
    void errorWithStatus200IsAnError() {
        Run run = request("GET", "/agents/999");
        assertThat(run.out()).startsWith("{\"error\":40,");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void dataOfGetAreParametersOfTheQuery() {
        Run named = request("GET", "/agents", "-d", "status=active");
        assertThat(named).isEqualTo(request("GET", "/agents?status=active"));
        assertThat(named.out()).contains("web-01").doesNotContain("db-02");
    }

    @Test
    void dataOfPostAreMembersOfAJsonBody() {
        Run run = request("POST", "/agents", "-d", "name=build-02", "-d", "ip=192.0.2.78");
        assertThat(run)
                .isEqualTo(request("POST", "/agents", "--json-body", "{\"name\":\"build-02\",\"ip\":\"192.0.2.78\"}"));
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"253402214400", "-1", "99999999999999999999", "soon"})
    void nowIsNoTimeWithoutADateOfEightDigits(String now) {
        Run run = Run.of("--sample", "--now", now, "request", "GET", "/manager/stats");
        assertThat(run.err()).contains("'" + now + "' is not a number of seconds from 1970 to 9999-12-30");
        assertThat(run.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "253402214399"})
    void nowMayBeTheFirstAndTheLastSecond(String now) {
        assertThat(Run.of("--sample", "--now", now, "request", "GET", "/agents/001")
                        .status())
                .isZero();
    }

    @Test
    void sampleHasStatistics() {
        assertThat(request("GET", "/manager/stats/weekly").out()).contains("{\"hours\":[171,171,");
        assertThat(Run.with()
                        .input("{\"method\":\"GET\",\"path\":\"/manager/stats/hourly\"}\n")
                        .run("--sample", "batch")
                        .out())
                .startsWith("{\"status\":200,\"response\":{\"error\":0,\"data\":{\"averages\":[");
    }

    @Test
    void contentTypeHeaderMakesAForm() {
        Run run = request(
                "POST", "/agents", "-H", "Content-Type: application/x-www-form-urlencoded", "-d", "name=build-02");
        assertThat(run.status()).isZero();
    }

    @Test
    void whatIsNoJsonIsPrintedAsItIs() {
        Run run = request("GET", "/v9/agents");
        assertThat(run.out()).startsWith("<!DOCTYPE html>").contains("Cannot GET /v9/agents");
        assertThat(run.status()).isEqualTo(1);
    }
}
