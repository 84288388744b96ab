package io.github.ossec4j.io.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a time zone whose rules can be asked, or none. */
class TimeZoneFuzzTest {
    private static final String HEADER = "TZif2" + "\0".repeat(15);

    static Stream<Arguments> seeds() {
        String empty = HEADER + "\0\0\0\0".repeat(6);
        String utc = HEADER + "\0\0\0\0".repeat(4) + "\0\0\0\1\0\0\0\4" + "\0\0\0\0\0\0UTC\0";
        return Input.texts(
                "",
                "TZif",
                empty + empty + "\nUTC0\n",
                utc + utc + "\nCET-1CEST,M3.5.0,M10.5.0/3\n",
                utc + utc + "\n<+0330>-3:30\n");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) throws IOException {
        TimeZoneFile.read(Input.file("localtime", content)).ifPresent(rules -> {
            for (long second : new long[] {-4_000_000_000L, -1, 0, 1_460_000_000, 4_102_444_800L}) {
                Instant instant = Instant.ofEpochSecond(second);
                assertThat(rules.getOffset(instant)).isNotNull();
                var next = rules.nextTransition(instant);
                assertThat(next == null || next.getInstant().isAfter(instant)).isTrue();
            }
        });
    }
}
