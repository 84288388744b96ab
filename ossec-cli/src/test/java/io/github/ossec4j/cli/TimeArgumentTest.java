package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeArgumentTest {
    private static final ZoneRules BERLIN = ZoneId.of("Europe/Berlin").getRules();

    @ParameterizedTest
    @CsvSource({
        "2021-02-03, 2021-02-02T23:00:00Z, 2021-02-03T23:00:00Z",
        "2021-02-03T04:05, 2021-02-03T03:05:00Z, 2021-02-03T03:06:00Z",
        "2021-02-03 04:05, 2021-02-03T03:05:00Z, 2021-02-03T03:06:00Z",
        "2021-02-03T04:05:06, 2021-02-03T03:05:06Z, 2021-02-03T03:05:07Z",
        "2021-02-03 04:05:06.789, 2021-02-03T03:05:06Z, 2021-02-03T03:05:07Z",
        "2021-02-03T04:05:06Z, 2021-02-03T04:05:06Z, 2021-02-03T04:05:07Z",
        "2021-02-03t04:05:06z, 2021-02-03T04:05:06Z, 2021-02-03T04:05:07Z",
        "2021-02-03T04:05-05:30, 2021-02-03T09:35:00Z, 2021-02-03T09:36:00Z",
        "2021-02-03T04:05:06+0200, 2021-02-03T02:05:06Z, 2021-02-03T02:05:07Z",
        "2021-02-03T04:05:06+02, 2021-02-03T02:05:06Z, 2021-02-03T02:05:07Z",
        "2021-02-03Z, 2021-02-03T00:00:00Z, 2021-02-04T00:00:00Z",
        "@1612325106, 2021-02-03T04:05:06Z, 2021-02-03T04:05:07Z",
        "@0, 1970-01-01T00:00:00Z, 1970-01-01T00:00:01Z",
        "now, 2023-11-14T22:13:20Z, 2023-11-14T22:13:20Z",
        "20s, 2023-11-14T22:13:00Z, 2023-11-14T22:13:00Z",
        "13m, 2023-11-14T22:00:20Z, 2023-11-14T22:00:20Z",
        "24h, 2023-11-13T22:13:20Z, 2023-11-13T22:13:20Z",
        "7D, 2023-11-07T22:13:20Z, 2023-11-07T22:13:20Z",
        "2w, 2023-10-31T22:13:20Z, 2023-10-31T22:13:20Z",
        "99999999999w, 1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "today, 2023-11-13T23:00:00Z, 2023-11-14T23:00:00Z",
        "yesterday, 2023-11-12T23:00:00Z, 2023-11-13T23:00:00Z",
    })
    void timeStandsForAllThatItNames(String text, Instant start, Instant end) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

        TimeArgument time = TimeArgument.parse(text);

        assertThat(time.start(BERLIN, clock)).as("start of %s", text).isEqualTo(start);
        assertThat(time.end(BERLIN, clock)).as("end of %s", text).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        // 02:00 to 03:00 does not exist; 23 hours
        "2021-03-28, 2021-03-27T23:00:00Z, 2021-03-28T22:00:00Z",
        "2021-03-28T02:30, 2021-03-28T01:30:00Z, 2021-03-28T01:31:00Z",
        // 02:00 to 03:00 comes twice; 25 hours
        "2021-10-31, 2021-10-30T22:00:00Z, 2021-10-31T23:00:00Z",
        "2021-10-31T02:30, 2021-10-31T00:30:00Z, 2021-10-31T01:31:00Z",
        "2021-10-31T02:59, 2021-10-31T00:59:00Z, 2021-10-31T02:00:00Z",
    })
    void changeOfClocksLosesNothing(String text, Instant start, Instant end) {
        TimeArgument time = TimeArgument.parse(text);

        assertThat(time.start(BERLIN, Clock.systemUTC())).isEqualTo(start);
        assertThat(time.end(BERLIN, Clock.systemUTC())).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tomorrow",
                "2021",
                "2021-2-3",
                "2021-02-30",
                "2021-02-0304:05",
                "2021-02-03T",
                "2021-02-03T4:05",
                "2021-02-03T24:00",
                "2021-02-03T04:05:06 Z",
                "2021-02-03T04:05+99:00",
                "+12021-02-03",
                "03.02.2021",
                "1612325106",
                "@",
                "@-1",
                "@1.5",
                "@999999999999",
                "h",
                "-1h",
                "1.5h",
                "24 h",
                "3y",
                "٣h",
            })
    void anythingElseIsRefusedWithTheRule(String text) {
        assertThatThrownBy(() -> TimeArgument.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a time: " + TimeArgument.RULE);
    }
}
