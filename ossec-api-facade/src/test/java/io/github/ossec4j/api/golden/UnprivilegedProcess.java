package io.github.ossec4j.api.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A JVM to which the permissions of files apply, as they do not to one of root. */
final class UnprivilegedProcess {
    private static final List<String> AS_ROOT_WITHOUT_ITS_RIGHTS =
            List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--");

    /** As in this JVM, or as in the JDK. */
    private static final String LOGGING = System.getProperty(
            "java.util.logging.config.file",
            Path.of(System.getProperty("java.home"), "conf", "logging.properties")
                    .toString());

    private UnprivilegedProcess() {}

    /**
     * Runs a class in a JVM of its own, which gets the directory and the arguments; skips the test where that cannot be
     * done.
     *
     * @return what the class printed
     */
    static String run(Path directory, Class<?> main, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isPrivileged(directory)) {
            command.addAll(AS_ROOT_WITHOUT_ITS_RIGHTS);
            assumeTrue(
                    canDropRights(), "skipped: permissions do not apply to this user, and setpriv cannot change that");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dgolden.write=" + Deviations.areWritten(),
                "-Djava.util.logging.config.file=" + LOGGING,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                main.getName(),
                directory.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? printed : printed + "exit status " + process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isPrivileged(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("unreadable"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        boolean isPrivileged = Files.isReadable(file);
        Files.delete(file);
        return isPrivileged;
    }

    private static boolean canDropRights() {
        var command = new ArrayList<>(AS_ROOT_WITHOUT_ITS_RIGHTS);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
