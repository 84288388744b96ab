package io.github.ossec4j.io.rootcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of policy databases, written as they were read, are the same records; damage stays where it is. */
class RootcheckCursorFuzzTest {
    static Stream<Arguments> seeds() throws IOException {
        return Input.golden("ossec-io", "rootcheck", "input");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) throws IOException {
        String records = records(content);
        assertThat(records(Input.bytes(records))).isEqualTo(records);
        assertThat(records(Input.withLine(content, "!no times"))).isEqualTo(records);
    }

    private static String records(byte[] content) throws IOException {
        var printed = new StringBuilder();
        try (var cursor = RootcheckCursor.open(Input.file("rootcheck", content), MalformedLineHandler.ignore())) {
            while (cursor.next()) {
                if (cursor.lastSeen() >= 0) {
                    printed.append('!').append(cursor.lastSeen());
                    printed.append('!').append(cursor.firstSeen()).append(' ');
                }
                printed.append(Input.text(cursor.text().bytes())).append('\n');
                assertThat(PolicyFinding.parse(cursor.text()).title()).isNotNull();
                assertThat(cursor.scanMark()).isNotNull();
            }
        }
        return printed.toString();
    }
}
