package io.github.ossec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guards what users may depend on: the data source, and the two metrics that Spark creates by their names. */
class PublicTypesTest {
    @Test
    void onlyWhatSparkCreatesIsPublic() throws IOException {
        try (Stream<Path> classes = Files.list(Path.of("target/classes/io/github/ossec4j/spark"))) {
            List<String> types = classes.map(
                            file -> file.getFileName().toString().replace(".class", ""))
                    .filter(name -> !name.equals("package-info") && isPublic(name))
                    .sorted()
                    .toList();
            assertThat(types).containsExactly("MissingFiles", "OssecSource", "SkippedLines");
        }
    }

    private static boolean isPublic(String name) {
        try {
            Class<?> type =
                    Class.forName("io.github.ossec4j.spark." + name, false, PublicTypesTest.class.getClassLoader());
            return Modifier.isPublic(type.getModifiers()) && !type.isMemberClass();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
