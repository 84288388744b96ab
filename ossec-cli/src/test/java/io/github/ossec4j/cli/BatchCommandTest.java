package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCommandTest {
    private static List<String> answers(String... lines) {
        Run run = Run.with().input(String.join("\n", lines)).run("--sample", "--now", "1700000000", "batch");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out().lines().toList();
    }

    private static String answer(String line) {
        List<String> answers = answers(line);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @Test
    void answersLineByLine() {
        assertThat(answers(
                        "{\"method\":\"GET\",\"path\":\"/agents/009\"}",
                        "{\"method\":\"GET\",\"path\":\"/agents/999\"}"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("{\"status\":200,\"response\":{\"error\":0,\"data\":{\"id\":\"009\""),
                        second -> assertThat(second)
                                .isEqualTo("{\"status\":200,\"response\":{\"error\":40,\"data\":\"\","
                                        + "\"message\":\"Invalid agent id\"}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                " ",
                "[1]",
                "{\"path\":\"/agents\"}",
                "{\"method\":\"GET\"}",
                "{\"method\":1,\"path\":\"/agents\"}",
                "{\"method\":\"GET\",\"path\":\"/agents\",\"query\":[]}",
                "{\"method\":\"GET\",\"path\":\"/agents\",\"now\":1e99}",
                "{\"method\":\"GET\",\"path\":\"/manager/stats\",\"now\":253402300800}",
                "{\"method\":\"GET\",\"path\":\"/manager/stats\",\"now\":-1}",
                "{\"method\":\"GET\",\"path\":\"/agents\"} {}"
            })
    void whatIsNoRequestIsAnsweredAndTheStreamGoesOn(String line) {
        List<String> answers = answers(line, "{\"method\":\"GET\",\"path\":\"/agents/009\"}");
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).startsWith("{\"status\":400,\"response\":null,\"error\":\"");
        assertThat(answers.get(1)).startsWith("{\"status\":200,");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 253_402_214_399L})
    void theFirstAndTheLastMomentAreAnswered(long now) {
        for (String path : List.of("/agents", "/agents/001", "/manager/stats", "/syscheck/001/last_scan")) {
            assertThat(answer("{\"method\":\"GET\",\"path\":\"" + path + "\",\"now\":" + now + "}"))
                    .startsWith("{\"status\":200,");
        }
    }

    @Test
    void whatIsNoJsonIsGivenAsText() {
        assertThat(answer("{\"method\":\"GET\",\"path\":\"/v9/agents\"}"))
                .startsWith("{\"status\":404,\"response\":null,\"text\":\"<!DOCTYPE html>\\n")
                .endsWith(",\"contentType\":\"text/html; charset=utf-8\"}");
    }

    @Test
    void answerWithoutBodyIsNull() {
        assertThat(answer("{\"method\":\"HEAD\",\"path\":\"/agents\"}"))
                .isEqualTo("{\"status\":200,\"response\":null}");
    }

    @Test
    void queryAndClockAreOfTheRequest() {
        assertThat(answer("{\"method\":\"GET\",\"path\":\"/agents\",\"query\":{\"status\":\"active\"}}"))
                .contains("web-01");
        assertThat(
                        answer(
                                "{\"method\":\"GET\",\"path\":\"/agents\",\"query\":{\"status\":\"active\"},\"now\":2000000000}"))
                .doesNotContain("web-01");
    }

    @Test
    void listOfOneIsAList() {
        String list = answer("{\"method\":\"GET\",\"path\":\"/agents\",\"query\":{\"status\":[\"active\"]}}");
        assertThat(list).isEqualTo(answer("{\"method\":\"GET\",\"path\":\"/agents?status%5B%5D=active\"}"));
    }

    @Test
    void bodyIsJsonUnlessTheContentTypeSaysForm() {
        assertThat(answers(
                        "{\"method\":\"POST\",\"path\":\"/agents\",\"body\":{\"name\":\"build-02\",\"ip\":\"any\"}}",
                        "{\"method\":\"POST\",\"path\":\"/agents\",\"body\":{\"name\":\"build-03\",\"ip\":\"any\"},"
                                + "\"contentType\":\"application/x-www-form-urlencoded\"}",
                        "{\"method\":\"POST\",\"path\":\"/agents\",\"rawBody\":\"name=build-04&ip=any\","
                                + "\"contentType\":\"application/x-www-form-urlencoded\"}"))
                .allSatisfy(answer -> assertThat(answer).startsWith("{\"status\":200,\"response\":{\"error\":0,"));
    }

    @Test
    void contentTypeOfNullIsNone() {
        assertThat(answer("{\"method\":\"POST\",\"path\":\"/agents\",\"body\":{\"name\":\"build-02\"},"
                        + "\"contentType\":null}"))
                .startsWith("{\"status\":400,\"response\":{\"error\":\"607\"");
    }

    @Test
    void remoteAddressIsThatOfTheCaller() {
        List<String> answers = answers(
                "{\"method\":\"POST\",\"path\":\"/agents\",\"body\":{\"name\":\"build-02\"},"
                        + "\"remoteAddress\":\"192.0.2.99\"}",
                "{\"method\":\"GET\",\"path\":\"/agents\"}");
        assertThat(answers.get(1)).contains("\"name\":\"build-02\",\"ip\":\"192.0.2.99\"");
    }
}
