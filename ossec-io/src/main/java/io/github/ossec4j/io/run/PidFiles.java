package io.github.ossec4j.io.run;

import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.model.manager.Daemon;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process ids that daemons leave in {@code var/run/<daemon>-<pid>.pid}; stale ones are never deleted by reading.
 */
public final class PidFiles {
    private static final int COMM_LENGTH = 15; // the part of a process name that Linux keeps

    private static final int MOST_BYTES = 4096; // of a file with one number

    private PidFiles() {}

    /**
     * The numbers in all pid files of a daemon, including stale ones; only the first 4,096 bytes of each file count.
     *
     * @return empty if there is no such directory
     */
    public static List<Long> pids(Path runDirectory, Daemon daemon) throws IOException {
        var pids = new ArrayList<Long>();
        try (DirectoryStream<Path> files = HeldDirectory.list(runDirectory, daemon.processName() + "*.pid")) {
            for (Path file : files) {
                addNumbers(file, pids);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(pids);
    }

    /** Whether one of the numbers is a running process with that daemon's name. */
    public static boolean isRunning(Path runDirectory, Daemon daemon, ProcessTable processes) throws IOException {
        String name = daemon.processName();
        String comm = name.substring(0, Math.min(COMM_LENGTH, name.length()));
        for (long pid : pids(runDirectory, daemon)) {
            String found = processes.nameOf(pid).orElse("");
            if (found.equals(name) || found.equals(comm)) {
                return true;
            }
        }
        return false;
    }

    private static void addNumbers(Path file, List<Long> pids) throws IOException {
        try {
            byte[] bytes = RegularFile.begin(file, MOST_BYTES);
            int start = 0;
            for (int i = 0; i <= bytes.length; i++) {
                if (i == bytes.length || bytes[i] <= ' ') {
                    long pid = Ascii.unsigned(bytes, start, i);
                    if (pid > 0) {
                        pids.add(pid);
                    }
                    start = i + 1;
                }
            }
        } catch (NoSuchFileException e) {
            // The daemon exited between listing and reading: it no longer has a number.
        }
    }
}
