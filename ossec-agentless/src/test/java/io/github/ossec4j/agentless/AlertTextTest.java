package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTextTest {
    private static final String HEAD = "ossec: agentless: Change detected:\n";

    private static String alert(String diff) {
        return new String(AlertText.of(diff.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"6, 6, false", "7, 7, true", "8, 8, true", "9, 8, true", "500, 8, true"})
    void sevenLinesAndMoreAreCutAtEight(int lines, int kept, boolean hasMore) {
        String expected = "x\n".repeat(kept);
        if (lines >= 8) {
            expected = expected.substring(0, expected.length() - 1); // the eighth LF goes
        }
        assertThat(alert("x\n".repeat(lines))).isEqualTo(HEAD + expected + (hasMore ? "\nMore changes.." : ""));
    }

    @ParameterizedTest
    @CsvSource({"2039, 2039", "2040, 2039", "2047, 2046", "2048, 3"})
    void wideDiffIsCutBeforeItsLastLineFeed(int bytes, int kept) {
        String diff = "1c1\n" + "x".repeat(bytes - 5) + "\n";
        assertThat(alert(diff)).isEqualTo(HEAD + diff.substring(0, kept));
    }

    @Test
    void wideTextWithoutLineFeedKeepsItsBeginning() {
        assertThat(alert("x".repeat(3000))).isEqualTo(HEAD + "x".repeat(256));
    }
}
