package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    @Test
    void everyCommandHasAPage(@TempDir Path directory) throws IOException {
        assertThat(ManPages.write(directory)).isZero();
        for (String command : Ossec4jCli.names()) {
            assertThat(directory.resolve("ossec-" + command + ".adoc")).isNotEmptyFile();
        }
        assertThat(Files.readString(directory.resolve("ossec-agent-add.adoc")))
                .contains("= ossec-agent-add(1)", "*ossec agent add*", "*--from*=_FILE_::");
        assertThat(Files.readString(directory.resolve("ossec.adoc"))).contains("== Commands", "*agents*");
    }
}
