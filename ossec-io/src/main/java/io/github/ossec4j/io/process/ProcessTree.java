package io.github.ossec4j.io.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process and everything it has started.
 *
 * <p>Children whose parent has exited are no longer descendants of any process. They are found if they were seen
 * before, or, if there is a {@code /proc}, by an environment variable that only this run has.
 */
final class ProcessTree {
    /** Environment variable that marks the processes of one run. */
    static final String MARK = "OSSEC4J_RUN";

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 8;

    private final Process root;
    private final byte[] mark;
    private final Set<ProcessHandle> seen = new HashSet<>();

    /** The tree of a process, with the value of its mark unless it has none. */
    ProcessTree(Process root, Optional<String> mark) {
        this.root = root;
        this.mark = mark.map(value -> (MARK + '=' + value).getBytes(StandardCharsets.US_ASCII))
                .orElse(new byte[0]);
    }

    /** Records the present children. */
    void remember() {
        root.descendants().forEach(seen::add);
    }

    /** Asks all to exit and, after the grace period, kills those that are left. */
    void end(Duration grace) throws InterruptedException {
        try {
            Set<ProcessHandle> asked = members();
            asked.forEach(ProcessHandle::destroy);
            long deadline = System.nanoTime() + grace.toNanos();
            root.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS);
            while (System.nanoTime() < deadline && !members().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } finally {
            endForcibly();
        }
    }

    /** Kills all at once. Repeats while there are any, because a dying tree may still fork. */
    void endForcibly() {
        for (int i = 0; i < ROUNDS; i++) {
            Set<ProcessHandle> members = members();
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new HashSet<>();
        if (root.isAlive()) {
            members.add(root.toHandle());
            remember();
        }
        List.copyOf(seen).forEach(child -> child.descendants().forEach(seen::add));
        seen.removeIf(child -> !child.isAlive());
        members.addAll(seen);
        for (long pid : marked()) {
            ProcessHandle.of(pid).ifPresent(members::add);
        }
        return members;
    }

    private List<Long> marked() {
        var pids = new ArrayList<Long>();
        if (mark.length == 0 || !Files.isDirectory(PROC)) {
            return pids;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    pids.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return pids; // no /proc to list: only the descendants are known
        }
        return pids;
    }

    private boolean isMarked(Path process) {
        byte[] environment;
        try {
            environment = Files.readAllBytes(process.resolve("environ"));
        } catch (IOException e) {
            return false; // gone in the meantime, or another user's
        }
        for (int i = 0; i + mark.length <= environment.length; i++) {
            int k = 0;
            while (k < mark.length && environment[i + k] == mark[k]) {
                k++;
            }
            if (k == mark.length) {
                return true;
            }
        }
        return false;
    }
}
