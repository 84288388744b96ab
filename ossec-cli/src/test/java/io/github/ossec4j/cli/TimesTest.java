package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static LongStream seconds() {
        return LongStream.concat(
                LongStream.of(0, 59, 60, 86_399, 951_782_400, 253_402_214_399L, 253_402_214_400L, -1, 1L << 40),
                new Random(7).longs(1_000, 0, 253_402_214_400L));
    }

    @Test
    void isoIsThatOfTheJdk() {
        seconds()
                .mapToObj(Instant::ofEpochSecond)
                .forEach(moment -> assertThat(Times.iso(moment)).isEqualTo(moment.toString()));
        assertThat(Times.iso(Instant.ofEpochSecond(1, 5))).isEqualTo("1970-01-01T00:00:01.000000005Z");
    }

    @Test
    void textIsInTheZone() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        var times = new Times(zone.getRules(), "Europe/Berlin");
        var expected = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);

        seconds()
                .filter(second -> second >= 0 && second < 1L << 37)
                .mapToObj(Instant::ofEpochSecond)
                .forEach(moment -> {
                    assertThat(times.text(moment)).isEqualTo(expected.format(moment));
                    assertThat(times.text(moment)).isEqualTo(expected.format(moment));
                });
    }
}
