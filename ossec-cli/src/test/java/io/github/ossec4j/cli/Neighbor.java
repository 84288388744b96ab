package io.github.ossec4j.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a daemon that was taken over could do: exchanges the files and directories of a queue that it owns for links to files
 * of root, for pipes, and for files of its own, as fast as it can, until its standard input ends. Prints how often it could.
 */
final class Neighbor {
    private static final List<String> FILES = List.of(
            "agents-timestamp",
            "syscheck/syscheck",
            "syscheck/.syscheck.cpt",
            "syscheck/(web) any->syscheck",
            "syscheck/(web) any->syscheck-registry",
            "syscheck/.(web) any->syscheck.cpt",
            "rootcheck/rootcheck",
            "rootcheck/(web) any->rootcheck",
            "agent-info/web-any",
            "agentless/(check) u@h",
            "diff/u@h->check/last-entry",
            "diff/u@h->check/new-entry",
            "diff/u@h->check/.lock");
    private static final List<String> DIRECTORIES =
            List.of("syscheck", "rootcheck", "agent-info", "agentless", "diff/u@h->check", "diff");

    private final Path queue;
    private final Path victims;
    private final Path pipe;
    private long exchanges;

    private Neighbor(Path queue, Path victims) {
        this.queue = queue;
        this.victims = victims;
        this.pipe = queue.resolve("pipe");
    }

    /**
     * Runs it.
     *
     * @param args the queue, and the directory of files of root, named like those of the queue
     */
    public static void main(String[] args) throws IOException {
        var neighbor = new Neighbor(Path.of(args[0]), Path.of(args[1]));
        System.out.println("ready");
        neighbor.exchangeUntilTheEnd();
        System.out.println(neighbor.exchanges);
    }

    private void exchangeUntilTheEnd() throws IOException {
        for (int round = 0; System.in.available() == 0; round++) {
            for (String name : FILES) {
                exchange(queue.resolve(name), round);
            }
            for (String name : DIRECTORIES) {
                steal(queue.resolve(name));
                lead(queue.resolve(name));
            }
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.make();
            exchanges++;
        } catch (IOException e) {
            // It was not there at this moment, or somebody else was faster.
        }
    }

    /** Something else under the name of a file. */
    private void exchange(Path file, int round) {
        Path victim = victims.resolve(file.getFileName());
        Path other = file.resolveSibling(".other");
        attempt(() -> {
            Files.deleteIfExists(other);
            switch (round % 4) {
                case 0 -> Files.createSymbolicLink(other, victim);
                case 1 -> Files.createLink(other, pipe);
                case 2 -> Files.writeString(other, "of the neighbor\n");
                default -> Files.createLink(other, victim);
            }
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        });
        if (round % 3 == 0) {
            attempt(() -> Files.delete(file));
        }
    }

    /** A link, or a directory that holds links, under the name of what others make to work in. */
    private void steal(Path directory) {
        List<Path> found = new ArrayList<>();
        attempt(() -> {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*.ossec4j-new")) {
                files.forEach(found::add);
            }
        });
        for (Path own : found) {
            attempt(() -> {
                Files.move(own, directory.resolve(".stolen" + exchanges), StandardCopyOption.ATOMIC_MOVE);
                if (exchanges % 2 == 0) {
                    Files.createSymbolicLink(own, victims);
                } else {
                    Files.createDirectory(own);
                    for (String file : List.of("content", "previous", "difference")) {
                        Files.createSymbolicLink(own.resolve(file), victims.resolve(file));
                    }
                }
            });
        }
    }

    /** A link under the name of a directory, for a moment. */
    private void lead(Path directory) {
        Path away = directory.resolveSibling(".away");
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            attempt(() -> Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE));
        }
        attempt(() -> Files.createSymbolicLink(directory, victims));
        if (Files.isSymbolicLink(directory)) {
            attempt(() -> Files.delete(directory));
        }
        attempt(() -> Files.move(away, directory, StandardCopyOption.ATOMIC_MOVE));
    }
}
