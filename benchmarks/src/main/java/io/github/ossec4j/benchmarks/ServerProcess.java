package io.github.ossec4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server uses, on Linux: heap after a collection, memory, descriptors and threads.
 *
 * @param pid its process
 */
record ServerProcess(long pid) {
    private static final Pattern USED = Pattern.compile("(?:generation|heap) +total [0-9]+K, used ([0-9]+)K");

    String state() throws IOException, InterruptedException {
        jcmd("GC.run");
        long used = USED.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(part -> Long.parseLong(part.group(1)))
                .sum();
        Path proc = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"));
                Stream<Path> threads = Files.list(proc.resolve("task"))) {
            return "heap " + used + " kB, memory " + memory(proc) + ", descriptors " + descriptors.count()
                    + ", threads " + threads.count();
        }
    }

    private static String memory(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring("VmRSS:".length()).strip())
                .findFirst()
                .orElse("?");
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(List.of(program, String.valueOf(pid), command))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
