package io.github.ossec4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds homes and archives of homes. */
final class Homes {
    private static final Logger LOG = LoggerFactory.getLogger(OssecSource.class);

    /** What a home has one of, also if somebody collects only a part. */
    private static final Set<String> SIGNS = Set.of("queue", "etc", "logs", "stats");

    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".zip");

    /** Names of directories that say nothing about which manager it is. */
    private static final Set<String> COMMON = Set.of("ossec", "var", ".", "");

    /**
     * A home, or an archive of homes.
     *
     * @param path for Hadoop
     * @param manager the manager's name; of an archive, that of a home without one
     * @param isArchive whether it is an archive
     * @param bytes the size of an archive
     */
    record Found(String path, String manager, boolean isArchive, long bytes) {}

    private final Configuration configuration;
    private final List<Found> found = new ArrayList<>();

    private Homes(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * What these paths lead to: homes, archives, and those in directories of them.
     *
     * @throws FileNotFoundException if one leads to nothing
     * @throws IllegalArgumentException if there is no path, or one leads to something else
     */
    static List<Found> find(List<String> paths, Configuration configuration) throws IOException {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("ossec needs a path of a home, as load(\"/var/ossec\")");
        }
        var homes = new Homes(configuration);
        for (String path : paths) {
            homes.add(path);
        }
        return List.copyOf(homes.found);
    }

    private void add(String path) throws IOException {
        var wanted = new Path(path);
        FileSystem files = wanted.getFileSystem(configuration);
        FileStatus[] matches = files.globStatus(wanted);
        if (matches == null || matches.length == 0) {
            throw new FileNotFoundException(path + ": there is no such file or directory");
        }
        int before = found.size();
        for (FileStatus match : matches) {
            if (!addHome(files, match) && match.isDirectory()) {
                for (FileStatus child : files.listStatus(match.getPath())) {
                    addHome(files, child);
                }
            }
        }
        if (found.size() == before) {
            throw new IllegalArgumentException(
                    path + ": is no home of OSSEC, no archive of one, and no directory of them");
        }
    }

    private boolean addHome(FileSystem files, FileStatus status) throws IOException {
        Path path = status.getPath();
        if (status.isFile()) {
            String manager = withoutExtension(path.getName());
            if (!manager.equals(path.getName())) {
                found.add(new Found(path.toString(), manager, true, status.getLen()));
                return true;
            }
            return false;
        }
        try {
            boolean isHome = Arrays.stream(files.listStatus(path))
                    .anyMatch(child -> SIGNS.contains(child.getPath().getName()));
            if (isHome) {
                found.add(new Found(path.toString(), manager(path.toUri().getPath(), path.getName()), false, 0));
            }
            return isHome;
        } catch (FileNotFoundException e) {
            LOG.warn("{}: vanished while homes were looked for", path);
            return false;
        }
    }

    /** The name of an archive without its extension; the same name if it is none. */
    private static String withoutExtension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String extension : ARCHIVES) {
            if (lower.endsWith(extension)) {
                return name.substring(0, name.length() - extension.length());
            }
        }
        return name;
    }

    /** The last directory in a path that distinguishes managers, so not {@code var/ossec}. */
    static String manager(String path, String otherwise) {
        String[] steps = path.split("/", -1);
        for (int i = steps.length - 1; i >= 0; i--) {
            if (!COMMON.contains(steps[i])) {
                return steps[i];
            }
        }
        return otherwise;
    }
}
