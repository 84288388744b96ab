package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A checkout with the real script and few files, whose Maven is a script that notes its call and copies a jar. */
final class Checkout {
    /** What is part of the jar, one file of each kind. */
    static final List<String> SOURCES = List.of(
            "pom.xml",
            "ossec4j-bom/pom.xml",
            "ossec-cli/pom.xml",
            "ossec-io/src/main/java/Some.java",
            "ossec-model/src/main/resources/some.txt");

    private static final FileTime WRITTEN = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final FileTime BUILT = FileTime.from(Instant.parse("2020-01-02T00:00:00Z"));

    private final Path root;
    private final Path jar;
    private final Map<String, String> variables = new HashMap<>();

    private Checkout(Path root, Path jar) {
        this.root = root;
        this.jar = jar.toAbsolutePath();
    }

    /** All that the jar does in tests of the script alone. */
    static final class Version {
        public static void main(String[] words) {
            System.out.println("ossec4j 0.0");
        }
    }

    /** Written years ago, not built; its jar only prints a version, and starts quickly. */
    static Checkout withSmallJarIn(Path directory) throws IOException {
        Path jar = directory.resolve("small.jar");
        String name = Version.class.getName().replace('.', '/') + ".class";
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Version.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream version = Checkout.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new ZipEntry(name));
            Objects.requireNonNull(version).transferTo(out);
        }
        return in(directory, jar);
    }

    /** Written years ago, not built. */
    static Checkout in(Path directory) throws IOException {
        return in(directory, ScriptRun.JAR);
    }

    private static Checkout in(Path directory, Path jar) throws IOException {
        var checkout = new Checkout(directory.resolve("a checkout").toAbsolutePath(), jar);
        Files.createDirectories(checkout.root);
        for (String source : SOURCES) {
            checkout.write(source);
        }
        Files.copy(ScriptRun.SCRIPT.toRealPath(), Path.of(checkout.script()), StandardCopyOption.COPY_ATTRIBUTES);
        checkout.maven("cp \"$JAR\" ossec-cli/target/ossec.jar");
        checkout.variables.put("PATH", checkout.root.resolve("bin") + ":" + System.getenv("PATH"));
        checkout.variables.put("CALLS", checkout.root.resolve("calls").toString());
        checkout.variables.put("JAR", checkout.jar.toString());
        return checkout;
    }

    /** Built the day after. */
    Checkout withJar() throws IOException {
        Files.createDirectories(target());
        Files.copy(jar, jar());
        Files.setLastModifiedTime(jar(), BUILT);
        return this;
    }

    /** Instead of copying the jar, Maven does this. */
    Checkout maven(String commands) throws IOException {
        program("mvn", "echo \"$MAVEN_OPTS $*\" >>\"$CALLS\"\n" + commands);
        return this;
    }

    private void program(String name, String commands) throws IOException {
        Path program = root.resolve("bin").resolve(name);
        Files.createDirectories(program.resolveSibling("."));
        Files.writeString(program, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Maven cannot be found. */
    Checkout withoutMaven() throws IOException {
        Files.delete(root.resolve("bin/mvn"));
        for (String name : List.of("cmp", "find", "mkdir", "readlink")) {
            for (String directory : System.getenv("PATH").split(":", -1)) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program)) {
                    program(name, "exec " + program + " \"$@\"");
                    break;
                }
            }
        }
        variables.put("PATH", root.resolve("bin").toString());
        return this;
    }

    Checkout variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Writes a file years ago. */
    void write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "text\n");
        Files.setLastModifiedTime(file, WRITTEN);
    }

    /** Edits a file just now. */
    void edit(String name) throws IOException {
        write(name);
        Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.now()));
    }

    Path root() {
        return root;
    }

    Path target() {
        return root.resolve("ossec-cli/target");
    }

    Path jar() {
        return target().resolve("ossec.jar");
    }

    Path archive() {
        return target().resolve("ossec.jsa");
    }

    Path copyOfRelease() {
        return target().resolve("ossec.jsa.jdk");
    }

    Path lock() {
        return target().resolve("building");
    }

    String script() {
        return root.resolve("ossec").toString();
    }

    /** How Maven was called, one line each. */
    List<String> calls() throws IOException {
        Path calls = root.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    ProcessBuilder builder(String... words) {
        return ScriptRun.builder(variables, command(words));
    }

    ScriptRun run(String... words) throws IOException, InterruptedException {
        return ScriptRun.of(variables, command(words));
    }

    private String[] command(String... words) {
        var command = new String[words.length + 1];
        command[0] = script();
        System.arraycopy(words, 0, command, 1, words.length);
        return command;
    }
}
