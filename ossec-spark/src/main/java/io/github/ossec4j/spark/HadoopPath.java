package io.github.ossec4j.spark;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * A path on {@link HadoopFiles}, always absolute except for a name. Only what reading needs is supported.
 *
 * @param files the file system
 * @param path for Hadoop
 * @param status as it was when the directory was listed, which saves asking again; null if it was not
 */
record HadoopPath(
        HadoopFiles files,
        org.apache.hadoop.fs.Path path,
        @Nullable FileStatus status) implements Path {
    private static final String STEPS = "steps of a path";

    private HadoopPath of(org.apache.hadoop.fs.Path other) {
        return files.path(other);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return path.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return of(new org.apache.hadoop.fs.Path("/"));
    }

    @Override
    public Path getFileName() {
        return of(new org.apache.hadoop.fs.Path(null, null, path.getName()));
    }

    @Override
    public @Nullable Path getParent() {
        org.apache.hadoop.fs.Path parent = path.getParent();
        return parent == null ? null : of(parent);
    }

    @Override
    public int getNameCount() {
        return path.depth();
    }

    @Override
    public Path getName(int index) {
        throw new UnsupportedOperationException(STEPS);
    }

    @Override
    public Path subpath(int from, int to) {
        throw new UnsupportedOperationException(STEPS);
    }

    @Override
    public boolean startsWith(Path other) {
        throw new UnsupportedOperationException(STEPS);
    }

    @Override
    public boolean endsWith(Path other) {
        throw new UnsupportedOperationException(STEPS);
    }

    @Override
    public Path normalize() {
        return this;
    }

    /** A name with a colon, such as that of a device with an IPv6 address, is no scheme. */
    @Override
    public Path resolve(String name) {
        return of(new org.apache.hadoop.fs.Path(path, new org.apache.hadoop.fs.Path(null, null, name)));
    }

    @Override
    public Path resolve(Path other) {
        return resolve(other.toString());
    }

    @Override
    public Path relativize(Path other) {
        throw new UnsupportedOperationException(STEPS);
    }

    @Override
    public URI toUri() {
        return path.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return this;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("watching");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HadoopPath ours && path.equals(ours.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /** A name with a colon as it is: Hadoop puts a dot and a slash before it. */
    @Override
    public String toString() {
        String text = path.toString();
        return text.startsWith("./") ? text.substring(2) : text;
    }
}
