package io.github.ossec4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderMismatchException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * A file system of Hadoop (HDFS, an object store) as one of the JDK, to be read only: the readers of homes take paths of any
 * file system. Only what reading needs is supported.
 */
final class HadoopFiles extends FileSystem {
    private final org.apache.hadoop.fs.FileSystem files;
    private final Provider provider = new Provider();

    HadoopFiles(org.apache.hadoop.fs.FileSystem files) {
        this.files = files;
    }

    /** A file or directory. */
    HadoopPath path(org.apache.hadoop.fs.Path path) {
        return new HadoopPath(this, path, null);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    /** Does nothing: Hadoop shares its file systems. */
    @Override
    public void close() {
        // See above.
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(path(new org.apache.hadoop.fs.Path("/")));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        String all = more.length == 0 ? first : first + "/" + String.join("/", more);
        return path(new org.apache.hadoop.fs.Path(null, null, all));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException("patterns of names");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("owners");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("watching");
    }

    private static HadoopPath hadoop(Path path) {
        if (path instanceof HadoopPath ours) {
            return ours;
        }
        throw new ProviderMismatchException(path.toString());
    }

    private FileStatus status(Path path) throws IOException {
        HadoopPath ours = hadoop(path);
        @Nullable FileStatus listed = ours.status();
        if (listed != null) {
            return listed;
        }
        try {
            return files.getFileStatus(ours.path());
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        }
    }

    private static NoSuchFileException missing(Path path, FileNotFoundException cause) {
        var missing = new NoSuchFileException(path.toString());
        missing.initCause(cause);
        return missing;
    }

    /** Reads by means of Hadoop. */
    private final class Provider extends FileSystemProvider {
        @Override
        public String getScheme() {
            return files.getUri().getScheme();
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
            throw new UnsupportedOperationException("made from a file system of Hadoop");
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return HadoopFiles.this;
        }

        @Override
        public Path getPath(URI uri) {
            return HadoopFiles.this.path(new org.apache.hadoop.fs.Path(uri));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            if (!options.isEmpty() && !options.equals(Set.of(StandardOpenOption.READ))) {
                throw new ReadOnlyFileSystemException();
            }
            FileStatus status = status(path);
            try {
                return new HadoopChannel(files.open(hadoop(path).path()), status.getLen());
            } catch (FileNotFoundException e) {
                throw missing(path, e);
            }
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            if (!status(directory).isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            var entries = new ArrayList<Path>();
            try {
                for (FileStatus status : files.listStatus(hadoop(directory).path())) {
                    Path entry = new HadoopPath(HadoopFiles.this, status.getPath(), status);
                    if (filter.accept(entry)) {
                        entries.add(entry);
                    }
                }
            } catch (FileNotFoundException e) {
                throw missing(directory, e);
            }
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return entries.iterator();
                }

                @Override
                public void close() {
                    // All is read.
                }
            };
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            if (type != BasicFileAttributes.class) {
                throw new UnsupportedOperationException(type.getName());
            }
            return type.cast(new Attributes(status(path)));
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
            throw new UnsupportedOperationException("attributes by name");
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            return null;
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            status(path);
        }

        @Override
        public boolean isSameFile(Path one, Path other) {
            return one.equals(other);
        }

        @Override
        public boolean isHidden(Path path) {
            return false;
        }

        @Override
        public FileStore getFileStore(Path path) {
            throw new UnsupportedOperationException("file stores");
        }

        @Override
        public void createDirectory(Path directory, FileAttribute<?>... attributes) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void delete(Path path) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void setAttribute(Path path, String name, Object value, LinkOption... options) {
            throw new ReadOnlyFileSystemException();
        }
    }

    /** What Hadoop knows of a file. */
    private record Attributes(FileStatus status) implements BasicFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(status.getModificationTime());
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(status.getAccessTime());
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime();
        }

        @Override
        public boolean isRegularFile() {
            return status.isFile();
        }

        @Override
        public boolean isDirectory() {
            return status.isDirectory();
        }

        @Override
        public boolean isSymbolicLink() {
            return status.isSymlink();
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return status.getLen();
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }
}
