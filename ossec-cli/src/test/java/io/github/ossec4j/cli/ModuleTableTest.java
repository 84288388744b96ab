package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards the table of modules in docs/architecture.md: it names every dependency that a module has, and no other. */
class ModuleTableTest {
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static Set<String> inPom(String module) throws IOException {
        String pom = Files.readString(Path.of("..", module, "pom.xml"));
        var names = new TreeSet<String>();
        for (MatchResult dependency : DEPENDENCY.matcher(pom).results().toList()) {
            if (!dependency.group().contains("<scope>test</scope>")) {
                ARTIFACT.matcher(dependency.group()).results().findFirst().ifPresent(name -> names.add(name.group(1)));
            }
        }
        names.remove("jspecify");
        return names;
    }

    private static Set<String> inTable(String module) throws IOException {
        String row = Files.readAllLines(Path.of("../docs/architecture.md")).stream()
                .filter(line -> line.startsWith("| `" + module + "` |"))
                .findFirst()
                .orElseThrow();
        return NAME.matcher(row.split("\\|", -1)[2])
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ossec-model",
                "ossec-io",
                "ossec-api-facade",
                "ossec-report",
                "ossec-agentless",
                "ossec-server",
                "ossec-spark",
                "ossec-fixtures",
                "ossec-cli"
            })
    void dependenciesAreThoseOfThePom(String module) throws IOException {
        assertThat(inTable(module)).isEqualTo(inPom(module));
    }
}
