package io.github.ossec4j.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Paths of Hadoop as paths of the JDK, which the readers of homes take. */
final class Roots {
    private Roots() {}

    /** The directory; on the local file system without a detour through Hadoop. */
    static Path of(String path, Configuration configuration) throws IOException {
        var wanted = new org.apache.hadoop.fs.Path(path);
        String scheme = wanted.toUri().getScheme();
        return scheme == null || scheme.equals("file")
                ? Path.of(wanted.toUri().getPath())
                : new HadoopFiles(wanted.getFileSystem(configuration)).path(wanted);
    }
}
