package io.github.ossec4j.io.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.model.ClientKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code client.keys}: what is read can be written again, and damage stays where it is. */
class ClientKeysFuzzTest {
    static Stream<Arguments> seeds() throws IOException {
        return Input.golden("ossec-io", "keys", "input");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) throws IOException {
        var keys = ClientKeysFile.read(Input.file("client.keys", content), MalformedLineHandler.ignore());
        if (keys.firstOverlongLine() == 0) {
            assertThat(printed(keys)).isEqualTo(content);
        }
        for (ClientKey key : keys.keys()) {
            assertThat(Base64.getDecoder().decode(key.exported())).isNotEmpty();
            assertThat(key.toString()).contains("secret=***");
        }
        var damaged = ClientKeysFile.read(
                Input.file("client.keys", Input.withLine(content, "no entry")), MalformedLineHandler.ignore());
        assertThat(damaged.keys()).isEqualTo(keys.keys());
    }

    private static byte[] printed(ClientKeysFile keys) {
        var out = new ByteArrayOutputStream();
        int lines = keys.lines().size();
        for (ClientKeysLine line : keys.lines()) {
            out.writeBytes(line.raw().bytes());
            if (--lines > 0 || keys.endsWithLineFeed()) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
