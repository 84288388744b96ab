package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartArchiveTest {
    /** A command that is refused trains nothing, and nobody would notice. */
    @Test
    void trainingIsAnswered() throws IOException {
        assertThat(StartTraining.run()).isZero();
    }

    @Test
    void missingJarIsTold(@TempDir Path directory) {
        Path jar = directory.resolve("none.jar");
        assertThat(StartArchive.make(jar)).contains("there is no file " + jar);
        assertThat(directory).isEmptyDirectory();
    }
}
