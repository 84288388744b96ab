package io.github.ossec4j.api;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The real file system, of which one call fails: the one of a given number. Channels, directories and attribute views
 * are part of it. One thread at a time.
 */
final class FaultyDisk extends FileSystemProvider {
    /** What is asked of the disk. */
    enum Call {
        OPEN_TO_READ,
        OPEN_TO_WRITE,
        READ,
        WRITE,
        SYNC,
        LOOK,
        LIST,
        MOVE,
        DELETE,
        SET_ATTRIBUTE
    }

    /** How a call fails. */
    enum Fault {
        IO_ERROR,
        NO_SPACE,
        NO_PERMISSION,
        NO_DESCRIPTOR,
        VANISHED;

        boolean canHit(Call call) {
            return switch (call) {
                case OPEN_TO_READ, LIST -> this != NO_SPACE;
                case OPEN_TO_WRITE -> this != VANISHED;
                case READ -> this == IO_ERROR;
                case WRITE, SYNC -> this == IO_ERROR || this == NO_SPACE;
                case LOOK, DELETE -> this == IO_ERROR || this == NO_PERMISSION || this == VANISHED;
                case MOVE -> this != NO_DESCRIPTOR;
                case SET_ATTRIBUTE -> this == IO_ERROR || this == NO_PERMISSION;
            };
        }

        /** As the JDK reports it: with the name of the file, which a channel does not know. */
        IOException exception(Call call, String file) {
            if (call == Call.READ || call == Call.WRITE || call == Call.SYNC) {
                return new IOException(this == NO_SPACE ? "No space left on device" : "Input/output error");
            }
            return switch (this) {
                case IO_ERROR -> new FileSystemException(file, null, "Input/output error");
                case NO_SPACE -> new FileSystemException(file, null, "No space left on device");
                case NO_PERMISSION -> new AccessDeniedException(file);
                case NO_DESCRIPTOR -> new FileSystemException(file, null, "Too many open files");
                case VANISHED -> new NoSuchFileException(file);
            };
        }
    }

    private final Disk disk = new Disk();
    private final List<Call> calls = new ArrayList<>();
    private int failing = -1;
    private Fault fault = Fault.IO_ERROR;
    private boolean readsAreShort;

    /** The same path on this disk. */
    Path at(Path real) {
        return new DiskPath(real);
    }

    /** The calls since the last {@link #fail} or {@link #failNever}. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** From now on the call of this number, counted from 0, fails. */
    void fail(int number, Fault how) {
        calls.clear();
        failing = number;
        fault = how;
    }

    /** From now on no call fails. */
    void failNever() {
        fail(-1, Fault.IO_ERROR);
    }

    /** Whether a read gives one byte at a time, as it may. */
    void readShort(boolean isShort) {
        readsAreShort = isShort;
    }

    private void call(Call call, Path file) throws IOException {
        calls.add(call);
        if (calls.size() - 1 == failing && fault.canHit(call)) {
            throw fault.exception(call, file.toString());
        }
    }

    private static Path real(Path path) {
        return path instanceof DiskPath wrapped ? wrapped.real : path;
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return disk;
    }

    @Override
    public Path getPath(URI uri) {
        return at(Path.of(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... with)
            throws IOException {
        return newFileChannel(path, options, with);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... with)
            throws IOException {
        call(opening(options), path);
        return new DiskChannel(FileChannel.open(real(path), options, with), path);
    }

    private static Call opening(Set<? extends OpenOption> options) {
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        return writes ? Call.OPEN_TO_WRITE : Call.OPEN_TO_READ;
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        call(Call.LIST, directory);
        DirectoryStream<Path> files = Files.newDirectoryStream(real(directory), file -> filter.accept(at(file)));
        return files instanceof SecureDirectoryStream<Path> secure
                ? new DiskDirectory(secure, directory)
                : unheld(files);
    }

    private DirectoryStream<Path> unheld(DirectoryStream<Path> files) {
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return wrapped(files);
            }

            @Override
            public void close() throws IOException {
                files.close();
            }
        };
    }

    private Iterator<Path> wrapped(DirectoryStream<Path> files) {
        Iterator<Path> real = files.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return real.hasNext();
            }

            @Override
            public Path next() {
                return at(real.next());
            }
        };
    }

    /** What is done relative to an open directory. */
    private final class DiskDirectory implements SecureDirectoryStream<Path> {
        private final SecureDirectoryStream<Path> files;
        private final Path directory;

        DiskDirectory(SecureDirectoryStream<Path> files, Path directory) {
            this.files = files;
            this.directory = directory;
        }

        @Override
        public Iterator<Path> iterator() {
            return wrapped(files);
        }

        @Override
        public void close() throws IOException {
            files.close();
        }

        @Override
        public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
            call(Call.LIST, path);
            return new DiskDirectory(files.newDirectoryStream(real(path), options), directory.resolve(path));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... with) throws IOException {
            call(opening(options), path);
            return new DiskChannel((FileChannel) files.newByteChannel(real(path), options, with), path);
        }

        @Override
        public void deleteFile(Path path) throws IOException {
            call(Call.DELETE, path);
            files.deleteFile(real(path));
        }

        @Override
        public void deleteDirectory(Path path) throws IOException {
            call(Call.DELETE, path);
            files.deleteDirectory(real(path));
        }

        @Override
        public void move(Path source, SecureDirectoryStream<Path> target, Path name) throws IOException {
            call(Call.MOVE, source);
            files.move(real(source), target instanceof DiskDirectory other ? other.files : target, real(name));
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(Class<V> type) {
            return failing(files.getFileAttributeView(type), type, directory);
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            return failing(files.getFileAttributeView(real(path), type, options), type, path);
        }
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... with) throws IOException {
        call(Call.OPEN_TO_WRITE, directory);
        Files.createDirectory(real(directory), with);
    }

    @Override
    public void delete(Path path) throws IOException {
        call(Call.DELETE, path);
        Files.delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        call(Call.MOVE, source);
        Files.copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        call(Call.MOVE, source);
        Files.move(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        call(Call.LOOK, one);
        return Files.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        call(Call.LOOK, path);
        return Files.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        call(Call.LOOK, path);
        real(path).getFileSystem().provider().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return failing(Files.getFileAttributeView(real(path), type, options), type, path);
    }

    @SuppressWarnings("unchecked")
    private <V extends FileAttributeView> @Nullable V failing(@Nullable V view, Class<V> type, Path path) {
        if (view == null) {
            return null;
        }
        return (V) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            call(method.getName().startsWith("set") ? Call.SET_ATTRIBUTE : Call.LOOK, path);
            try {
                return method.invoke(view, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        call(Call.LOOK, path);
        return Files.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        call(Call.LOOK, path);
        return Files.readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        call(Call.SET_ATTRIBUTE, path);
        Files.setAttribute(real(path), name, value, options);
    }

    private final class Disk extends FileSystem {
        @Override
        public FileSystemProvider provider() {
            return FaultyDisk.this;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return "/";
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return List.of(getPath("/"));
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return List.of();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return Path.of("").getFileSystem().supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return new DiskPath(Path.of(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            PathMatcher matcher = Path.of("").getFileSystem().getPathMatcher(pattern);
            return path -> matcher.matches(real(path));
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return Path.of("").getFileSystem().getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    private final class DiskPath implements Path {
        private final Path real;

        DiskPath(Path real) {
            this.real = real;
        }

        private @Nullable Path wrapped(@Nullable Path path) {
            return path == null ? null : new DiskPath(path);
        }

        @Override
        public FileSystem getFileSystem() {
            return disk;
        }

        @Override
        public boolean isAbsolute() {
            return real.isAbsolute();
        }

        @Override
        public @Nullable Path getRoot() {
            return wrapped(real.getRoot());
        }

        @Override
        public @Nullable Path getFileName() {
            return wrapped(real.getFileName());
        }

        @Override
        public @Nullable Path getParent() {
            return wrapped(real.getParent());
        }

        @Override
        public int getNameCount() {
            return real.getNameCount();
        }

        @Override
        public Path getName(int index) {
            return new DiskPath(real.getName(index));
        }

        @Override
        public Path subpath(int from, int to) {
            return new DiskPath(real.subpath(from, to));
        }

        @Override
        public boolean startsWith(Path other) {
            return real.startsWith(real(other));
        }

        @Override
        public boolean endsWith(Path other) {
            return real.endsWith(real(other));
        }

        @Override
        public Path normalize() {
            return new DiskPath(real.normalize());
        }

        @Override
        public Path resolve(Path other) {
            return new DiskPath(real.resolve(real(other)));
        }

        @Override
        public Path relativize(Path other) {
            return new DiskPath(real.relativize(real(other)));
        }

        @Override
        public URI toUri() {
            return real.toUri();
        }

        @Override
        public Path toAbsolutePath() {
            return new DiskPath(real.toAbsolutePath());
        }

        @Override
        public Path toRealPath(LinkOption... options) throws IOException {
            call(Call.LOOK, this);
            return new DiskPath(real.toRealPath(options));
        }

        @Override
        public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Path other) {
            return real.compareTo(real(other));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DiskPath path && path.real.equals(real);
        }

        @Override
        public int hashCode() {
            return real.hashCode();
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }

    /** Reads through its own array, so that no more bytes arrive than it wants. */
    private final class DiskChannel extends FileChannel {
        private final FileChannel channel;
        private final Path file;

        DiskChannel(FileChannel channel, Path file) {
            this.channel = channel;
            this.file = file;
        }

        private ByteBuffer limited(ByteBuffer target) {
            ByteBuffer some = target.duplicate();
            if (readsAreShort && some.remaining() > 1) {
                some.limit(some.position() + 1);
            }
            return some;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            call(Call.READ, file);
            int count = channel.read(limited(target));
            target.position(target.position() + Math.max(0, count));
            return count;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            call(Call.READ, file);
            int count = channel.read(limited(target), position);
            target.position(target.position() + Math.max(0, count));
            return count;
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return read(targets[offset]);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            call(Call.WRITE, file);
            return channel.write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            call(Call.WRITE, file);
            return channel.write(source, position);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return write(sources[offset]);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            call(Call.LOOK, file);
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            call(Call.WRITE, file);
            channel.truncate(size);
            return this;
        }

        @Override
        public void force(boolean withAttributes) throws IOException {
            call(Call.SYNC, file);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            call(Call.READ, file);
            return channel.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            call(Call.WRITE, file);
            return channel.transferFrom(source, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new AssertionError("files of a home are never mapped");
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
