package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run from outside: what it answered. */
record ScriptRun(int status, String out, String err) {
    /** The JVM that runs the tests, which is also the one that the build made the archive with. */
    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    static final Path JAR = Path.of(System.getProperty("ossec.jar", ""));
    static final Path SCRIPT = Path.of(System.getProperty("ossec.script", ""));

    static String java() {
        return JAVA_HOME.resolve("bin").resolve("java").toString();
    }

    /** With these variables, and none that would give options to a JVM or to Maven. */
    static ProcessBuilder builder(Map<String, String> variables, String... words) {
        var builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeAll(
                        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "MAVEN_OPTS", "OSSEC_HOME"));
        environment.put("JAVA_HOME", JAVA_HOME.toString());
        environment.putAll(variables);
        return builder;
    }

    /** Fails the test if it has not ended after a minute. */
    static ScriptRun of(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("ossec-test", ".out");
        Path err = Files.createTempFile("ossec-test", ".err");
        try {
            Process process = builder(variables, words)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            kill(process);
            assertThat(ended).as(Files.readString(err)).isTrue();
            return new ScriptRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Ends what a program has started as well. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The script of the real checkout. */
    static ScriptRun ofScript(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(SCRIPT.toRealPath().toString()));
        command.addAll(List.of(words));
        return of(variables, command.toArray(String[]::new));
    }
}
