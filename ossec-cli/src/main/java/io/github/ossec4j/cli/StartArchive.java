package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the archive for a fast start of the command: its classes as the JVM keeps them in memory (class-data
 * sharing).
 *
 * <p>{@code java -cp ossec.jar io.github.ossec4j.cli.StartArchive ossec.jar} writes {@code ossec.jsa} next to the jar,
 * and {@code ossec.jsa.jdk}, a copy of the file {@code release} of the JDK that made it. No other JDK can use the
 * archive, and it works only as long as the jar is not changed and, up to JDK 18, not moved. A JVM with an unusable
 * archive starts without it, but may complain on standard output: callers that pass {@code -XX:SharedArchiveFile}
 * compare the copy first.
 *
 * <p>The archive is a static one, made of a list of classes. The JVM can write another kind when a command ends, but
 * leaves out classes of picocli's age there, and those are a good part of a start.
 */
public final class StartArchive {
    private static final long PATIENCE_SECONDS = 120;

    /** The first JDK whose archive may be moved together with the jar. */
    private static final int MOVABLE = 19;

    /** Their options are meant for other runs: an agent would prevent the archive, a log would interfere. */
    private static final List<String> VARIABLES_WITH_OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Path jar;
    /**
     * The path of the jar that the JVM is given, and records. A movable archive is found by any path that ends with the same
     * name, but not by a bare name: no path leads to that from another directory.
     */
    private final String classPath;

    private final Path archive;
    private final Path part;
    private final Path copyOfRelease;
    private final Path java;
    private final Path release;

    private StartArchive(Path given, Path jar) {
        String name = String.valueOf(jar.getFileName());
        String archiveName = (name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name) + ".jsa";
        this.jar = jar;
        this.classPath = (Runtime.version().feature() < MOVABLE ? jar : given.toAbsolutePath()).toString();
        this.archive = jar.resolveSibling(archiveName);
        this.part =
                jar.resolveSibling(archiveName + "." + ProcessHandle.current().pid() + ".part");
        this.copyOfRelease = jar.resolveSibling(archiveName + ".jdk");
        Path javaHome = Path.of(System.getProperty("java.home"));
        this.java = javaHome.resolve("bin").resolve("java");
        this.release = javaHome.resolve("release");
    }

    /**
     * Makes the archive of the jar that is named by the only argument. The exit status is 1 if there is none
     * afterwards.
     */
    public static void main(String[] words) {
        if (words.length != 1) {
            System.err.println("usage: java -cp ossec.jar " + StartArchive.class.getName() + " ossec.jar");
            System.exit(ExitStatus.USAGE);
        }
        Optional<String> failure = make(Path.of(words[0]));
        failure.ifPresent(reason -> System.err.println("ossec: no class archive for a faster start: " + reason));
        System.exit(failure.isPresent() ? ExitStatus.ERROR_ANSWER : ExitStatus.ANSWERED);
    }

    /** Makes the archive of this jar and replaces an existing one; returns the reason if it fails. */
    static Optional<String> make(Path jar) {
        try {
            var archive = new StartArchive(jar, jar.toRealPath());
            archive.deleteOld();
            return archive.make();
        } catch (NoSuchFileException e) {
            return Optional.of("there is no file " + e.getFile());
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private void deleteOld() throws IOException {
        Files.deleteIfExists(copyOfRelease);
        Files.deleteIfExists(archive);
    }

    private Optional<String> make() throws IOException, InterruptedException {
        if (!Files.isRegularFile(release)) {
            return Optional.of("cannot identify this Java, " + release + " is missing");
        }
        Path directory = Files.createTempDirectory("ossec-archive-");
        try {
            Path classes = directory.resolve("classes");
            Optional<String> failure = run(
                    directory,
                    List.of("-XX:DumpLoadedClassList=" + classes, "-cp", classPath, StartTraining.class.getName()));
            if (failure.isPresent()) {
                return failure;
            }
            if (!Files.isRegularFile(classes)) {
                return Optional.of("this JVM does not record classes");
            }
            prepare(classes);
            failure = run(
                    directory,
                    List.of(
                            "-Xshare:dump",
                            "-XX:SharedClassListFile=" + classes,
                            "-XX:SharedArchiveFile=" + part,
                            "-cp",
                            classPath));
            if (failure.isPresent()) {
                return failure;
            }
            if (!Files.isRegularFile(part)) {
                return Optional.of("this JVM does not write an archive");
            }
            // A JVM with a damaged archive may crash, and one that interprets these options differently may not
            // start.
            failure = run(
                    directory,
                    List.of("-XX:SharedArchiveFile=" + part, "-Xlog:cds*=off", "-jar", classPath, "--version"));
            if (failure.isPresent()) {
                return failure;
            }
            publish();
            return Optional.empty();
        } finally {
            Files.deleteIfExists(part);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        }
    }

    /**
     * Removes the lines with which newer JVMs, such as that of JDK 25, link classes in advance: classes as old as
     * picocli's could not be archived then. What is left is sorted, so that two builds make the same archive.
     */
    private static void prepare(Path classes) throws IOException {
        List<String> lines = Files.readAllLines(classes).stream()
                .filter(line -> !line.startsWith("@cp ") && !line.startsWith("#"))
                .map(line -> line.replaceFirst(" id: \\d+$", ""))
                .sorted(Comparator.comparing((String line) -> line.startsWith("@"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Files.write(classes, lines);
    }

    /** An incomplete archive is never visible, and the copy, which indicates that there is one, is written last. */
    private void publish() throws IOException {
        try (FileChannel channel = FileChannel.open(part)) {
            channel.force(true);
        }
        Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
        Files.copy(release, part);
        Files.move(part, copyOfRelease, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Runs this JVM once more, with the options that the script gives it.
     *
     * @param directory for its output, and for its report if it crashes
     * @return why it failed
     */
    private Optional<String> run(Path directory, List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash"));
        command.add("-XX:ErrorFile=" + directory.resolve("crash"));
        command.addAll(words);
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(jar.resolveSibling(".").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(VARIABLES_WITH_OPTIONS);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of(words.get(0) + " took more than " + PATIENCE_SECONDS + " seconds");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() == 0) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        return Optional.of(words.get(0) + " ended with status " + process.exitValue() + last);
    }
}
