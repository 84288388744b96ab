package io.github.ossec4j.agentless.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A script and everything it has started.
 *
 * <p>Children whose parent has ended belong to nobody's descendants any more. Where there is a {@code /proc} they are
 * found by a variable of the environment that only this run was given.
 */
final class ProcessTree {
    /** Environment variable that marks the processes of one run. */
    static final String MARK = "OSSEC4J_RUN";

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 8;

    private final Process root;
    private final byte[] mark;

    ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = (MARK + '=' + mark).getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks all to end and, when the grace is over, ends those that are left. */
    void end(Duration grace) throws InterruptedException {
        try {
            List<ProcessHandle> asked = members();
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

    /** Ends all at once. Repeats while there are any, because a dying tree may still fork. */
    void endForcibly() {
        for (int i = 0; i < ROUNDS; i++) {
            List<ProcessHandle> members = members();
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> members() {
        Map<Long, ProcessHandle> members = new HashMap<>();
        if (root.isAlive()) {
            members.put(root.pid(), root.toHandle());
            root.descendants().forEach(child -> members.put(child.pid(), child));
        }
        for (long pid : marked()) {
            ProcessHandle.of(pid).ifPresent(process -> members.put(pid, process));
        }
        return new ArrayList<>(members.values());
    }

    private List<Long> marked() {
        var pids = new ArrayList<Long>();
        if (!Files.isDirectory(PROC)) {
            return pids;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    pids.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return pids; // no /proc that could be listed: the descendants must do
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
