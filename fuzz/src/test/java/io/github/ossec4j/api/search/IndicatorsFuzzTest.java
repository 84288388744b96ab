package io.github.ossec4j.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.fuzz.Reports;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of hashes and paths: each line is an indicator, a comment or reported. */
class IndicatorsFuzzTest {
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    static Stream<Arguments> lists() {
        return Input.texts(
                "",
                SHA1,
                "# list\n" + SHA1 + "  name\r\n/etc/passwd\n",
                "\u00ef\u00bb\u00bf" + SHA1.substring(8).toUpperCase(java.util.Locale.ROOT) + ",x\n",
                "\\" + SHA1 + SHA1.substring(16) + " \\n\nC:\\x\n\\\\s\\x\nHKEY_USERS\\a\n",
                " \t\n/\n\0\n\u00ff\n" + SHA1 + "0");
    }

    @MethodSource("lists")
    @Fuzzed
    void read(byte[] content) throws IOException {
        var reports = new Reports();
        Indicators indicators = Indicators.read(new ByteArrayInputStream(content), Path.of("list"), reports);
        long lines = Input.text(content).chars().filter(c -> c == '\n').count() + 1;
        assertThat(indicators.size() + reports.offsets().size()).isLessThanOrEqualTo((int) lines);
        assertThat(new HashSet<>(reports.offsets()))
                .hasSameSizeAs(reports.offsets())
                .allMatch(offset -> offset <= content.length);

        Path database = Input.file(
                "syscheck",
                "+++0:33188:0:0:" + SHA1.substring(8) + ":" + SHA1 + " !1467000000 /etc/passwd\n" + "+++0:33188:0:0:"
                        + SHA1.substring(8).replace('a', 'b') + ":xxx !1467000000 /etc/shadow\n");
        try (RecordStream<SyscheckEntry> found = FileSearch.all()
                .indicators(indicators)
                .in(SyscheckDatabase.at(database, MalformedLineHandler.failing()))) {
            String list = Input.text(content).toLowerCase(java.util.Locale.ROOT);
            assertThat(found.stream().map(entry -> entry.path().display()).filter(path -> !list.contains(path)))
                    .allMatch(path -> list.contains(SHA1.substring(8))
                            || list.contains(SHA1.substring(8).replace('a', 'b')));
        }
    }
}
