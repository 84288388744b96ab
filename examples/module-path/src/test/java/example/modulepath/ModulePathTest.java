package example.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.TestHome;
import io.github.ossec4j.io.OssecHome;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards that the facade works on the module path, and what its modules export. */
@ExtendWith(OssecHomeExtension.class)
class ModulePathTest {
    static void oneChange(OssecHomeFixture home) {
        home.agent(
                "web-01",
                agent -> agent.syscheck(
                        files -> files.baseline("/etc/passwd").completed().changed("/etc/passwd")));
    }

    /** What was built, without the tests; the class path of this test has all of it. */
    private static List<Path> modulePath() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .filter(path -> !path.endsWith("test-classes"))
                .toList();
    }

    @Test
    void programRunsOnTheModulePath(@TestHome("oneChange") OssecHome home) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-p",
                        modulePath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "-m",
                        "example.modulepath/example.modulepath.Main",
                        home.root().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("001 web-01: Active").contains("    /etc/passwd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            io.github.ossec4j.model    | . alerts conf logs manager rootcheck rules stats syscheck
            io.github.ossec4j.io       | . alerts conf control keys logs queue release rootcheck rules run stats syscheck
            io.github.ossec4j.api      | . rest search watch
            io.github.ossec4j.fixtures | .
            """)
    void moduleExportsWhatIsIntended(String module, String packages) {
        ModuleReference found =
                ModuleFinder.of(modulePath().toArray(Path[]::new)).find(module).orElseThrow();
        assertThat(found.descriptor().isAutomatic()).isFalse();
        assertThat(found.descriptor().exports())
                .filteredOn(exports -> !exports.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(Stream.of(packages.split(" ", -1))
                        .map(name -> name.equals(".") ? module : module + "." + name)
                        .toArray(String[]::new));
    }
}
