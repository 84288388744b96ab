package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles the Java code in README.md and docs, and the examples with which the Javadoc of the entry points starts.
 *
 * <p>Code is a class or the body of a method. Code with imports gets no others; the rest gets all packages that we
 * export, and the variables {@code ossec} and {@code home} of the code before it.
 */
class CodeInDocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MARKDOWN = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern JAVADOC =
            Pattern.compile("(?s)\\n/\\*\\*\\n \\* [^\\n]*\\n \\*\\n \\* <pre>\\{@code\\n(.*?)}</pre>");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;\\n");
    private static final List<String> ENTRY_POINTS = List.of(
            "ossec-api-facade/src/main/java/io/github/ossec4j/api/Agents.java",
            "ossec-api-facade/src/main/java/io/github/ossec4j/api/Ossec.java",
            "ossec-api-facade/src/main/java/io/github/ossec4j/api/Syscheck.java",
            "ossec-api-facade/src/main/java/io/github/ossec4j/api/rest/RestApi.java",
            "ossec-io/src/main/java/io/github/ossec4j/io/RecordStream.java");

    @TempDir
    private Path classes;

    /** A compilation unit, and where its code comes from. */
    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        private Unit(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static Stream<String> packages() throws IOException {
        Pattern exported = Pattern.compile("(?m)^ +exports ([\\w.]+);");
        var names = new ArrayList<String>();
        for (String module :
                List.of("ossec-model", "ossec-io", "ossec-api-facade", "ossec-agentless", "ossec-fixtures")) {
            Matcher export =
                    exported.matcher(Files.readString(ROOT.resolve(module + "/src/main/java/module-info.java")));
            while (export.find()) {
                names.add(export.group(1));
            }
        }
        return Stream.concat(Stream.of("java.nio.file", "java.time", "java.util"), names.stream());
    }

    private static Unit unit(String name, String code) throws IOException {
        List<String> imports =
                IMPORT.matcher(code).results().map(each -> each.group()).toList();
        String text = IMPORT.matcher(code).replaceAll("");
        String head = imports.isEmpty()
                ? packages().map(each -> "import " + each + ".*;\n").collect(Collectors.joining())
                : String.join("", imports);
        String packageLine = "package " + name + ";\n";
        if (text.contains("\nclass ") || text.startsWith("class ")) {
            return new Unit(name + "/Example", packageLine + head + text);
        }
        return new Unit(
                name + "/Example",
                packageLine + head + "class Example {\n" + "io.github.ossec4j.api.Ossec ossec;\n"
                        + "io.github.ossec4j.io.OssecHome home;\nvoid run() throws Exception {\n" + text + "}\n}\n");
    }

    private static List<Unit> units() throws IOException {
        var units = new ArrayList<Unit>();
        var documents = new ArrayList<Path>();
        documents.add(ROOT.resolve("README.md"));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        for (Path document : documents) {
            Matcher code = MARKDOWN.matcher(Files.readString(document));
            while (code.find()) {
                String name = document.getFileName().toString().replaceAll("\\W", "_");
                units.add(unit(name + units.size(), code.group(1)));
            }
        }
        assertThat(units).hasSizeGreaterThan(5);
        for (String file : ENTRY_POINTS) {
            Matcher example = JAVADOC.matcher(Files.readString(ROOT.resolve(file)));
            assertThat(example.find())
                    .as("an example at the start of the Javadoc of %s", file)
                    .isTrue();
            String name = file.substring(file.lastIndexOf('/') + 1).replaceAll("\\W", "_");
            units.add(unit(name, example.group(1).replaceAll("(?m)^ \\* ?", "")));
        }
        return units;
    }

    @Test
    void codeCompiles() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-proc:none",
                                "-Xlint:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        units())
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
