package io.github.ossec4j.agentless.state;

import io.github.ossec4j.agentless.diff.LineDiff;
import io.github.ossec4j.io.file.FileLocking;
import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.file.OwnDirectory;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * New content of one device, compared with {@code last-entry}, and put in its place.
 *
 * <p>{@code last-entry} exists at every moment and is whole at every moment: the former one gets its second name
 * {@code state.N} before the new one is moved over it. Until then everything is in a directory of our own, where nobody
 * can exchange it; {@link #close()} deletes what is not committed, and the next run what a crash leaves. One thread at a
 * time.
 */
public final class Section implements AutoCloseable {
    /** What the new content is, compared with the stored one. */
    public enum Comparison {
        /** Nothing is stored. */
        FIRST,
        /** The same is stored. */
        UNCHANGED,
        /** Something else is stored. */
        CHANGED
    }

    /** What a commit has left: the file with the difference and the one with the former content. */
    public record Replaced(Path diff, Path previousState) {}

    static final String LOCK = ".lock";

    private static final String LAST_ENTRY = "last-entry";
    private static final String STATE = "state.";
    private static final String DIFF = "diff.";
    private static final int LARGEST_TEXT = Integer.MAX_VALUE - 64;

    private final HeldDirectory directory;
    private final FileLocking lock;
    private final Clock clock;
    private final OptionalInt maxStates;
    private final int maxDiffBytes;
    private final Path lastEntry;
    private final OwnDirectory own;
    private final OutputStream out;
    private @Nullable SeekableByteChannel previous;
    private @Nullable SeekableByteChannel difference;
    private @Nullable LineDiff diff;
    private @Nullable Comparison comparison;

    private Section(HeldDirectory directory, FileLocking lock, Clock clock, OptionalInt maxStates, int maxDiffBytes)
            throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.clock = clock;
        this.maxStates = maxStates;
        this.maxDiffBytes = maxDiffBytes;
        this.lastEntry = directory.name(LAST_ENTRY);
        deleteLeftovers();
        this.own = OwnDirectory.in(directory, lastEntry);
        this.out = new BufferedOutputStream(Channels.newOutputStream(own.content()), 32 * 1024);
    }

    /** Directory and lock are closed with the section, the lock also if there is none. */
    static Section begin(
            HeldDirectory directory, FileLocking lock, Clock clock, OptionalInt maxStates, int maxDiffBytes)
            throws IOException {
        try {
            return new Section(directory, lock, clock, maxStates, maxDiffBytes);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What runs left that were killed: ours, and the original's, which writes into the directory itself. */
    private void deleteLeftovers() throws IOException {
        OwnDirectory.deleteLeftovers(directory, lastEntry);
        OwnDirectory.deleteAbandoned(directory);
        for (String name : List.of("new-entry", "new-diff")) {
            Path file = directory.name(name);
            if (directory.exists(file)) {
                if (directory.attributes(file).isDirectory()) {
                    throw new IOException(
                            directory.path().resolve(file) + " is a directory, where a file is to be written");
                }
                directory.deleteFile(file);
            }
        }
    }

    /** Drops what was written so far. */
    public void restart() throws IOException {
        out.flush();
        own.content().truncate(0);
    }

    /** Writes a line and LF. */
    public void line(byte[] text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /** Ends the content and compares it. If it has changed, {@link #difference()} reads how. */
    public Comparison compare() throws IOException {
        out.flush();
        Comparison found;
        if (!findPrevious()) {
            found = Comparison.FIRST;
        } else if (BlockDiff.mismatch(old(), own.content()) < 0) {
            found = Comparison.UNCHANGED;
        } else {
            writeDiff();
            found = Comparison.CHANGED;
        }
        own.setModified(OwnDirectory.CONTENT, FileTime.from(clock.instant()));
        comparison = found;
        return found;
    }

    private SeekableByteChannel old() {
        return Objects.requireNonNull(previous);
    }

    /**
     * Gives the stored content a name in our own directory, where it cannot be exchanged any more, and opens it; false if
     * nothing is stored.
     */
    private boolean findPrevious() throws IOException {
        try {
            BasicFileAttributes found = directory.attributes(lastEntry);
            if (!found.isRegularFile()) {
                throw notAFile();
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        Path path = own.path(OwnDirectory.PREVIOUS);
        try {
            Files.createLink(path, directory.path().resolve(lastEntry));
        } catch (UnsupportedOperationException | FileSystemException e) {
            // FAT and CIFS have no hard links, and Linux may refuse them to those who do not own the file.
            copyPrevious();
            return true;
        }
        BasicFileAttributes pinned = own.attributes(OwnDirectory.PREVIOUS);
        if (!pinned.isRegularFile()) {
            throw notAFile();
        }
        requireNoOtherName(path, pinned);
        previous = own.reading(OwnDirectory.PREVIOUS);
        return true;
    }

    private IOException notAFile() {
        return new IOException(directory.path().resolve(lastEntry) + " is not a file");
    }

    /** A file of somebody else that was given this name would be shown in the difference. */
    private void requireNoOtherName(Path path, BasicFileAttributes pinned) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            int names = isKept(pinned) ? 3 : 2; // that in the state's directory, and ours
            if ((int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > names) {
                throw new IOException(directory.path().resolve(lastEntry) + " has a second name, and is not used");
            }
        }
    }

    /** Whether a crash came after the content had got its name as an earlier one. */
    private boolean isKept(BasicFileAttributes pinned) throws IOException {
        Path state = directory.name(STATE + seconds(pinned));
        return directory.exists(state)
                && Objects.equals(directory.attributes(state).fileKey(), pinned.fileKey());
    }

    private void copyPrevious() throws IOException {
        SeekableByteChannel copy = own.create(OwnDirectory.PREVIOUS);
        previous = copy;
        try (SeekableByteChannel stored = directory.reading(lastEntry)) {
            ByteBuffer block = ByteBuffer.allocate(64 * 1024);
            while (stored.read(block.clear()) >= 0) {
                block.flip();
                while (block.hasRemaining()) {
                    copy.write(block);
                }
            }
        }
        own.setModified(OwnDirectory.PREVIOUS, directory.attributes(lastEntry).lastModifiedTime());
        directory.give(own, OwnDirectory.PREVIOUS, StateStore.MODE);
    }

    private void writeDiff() throws IOException {
        SeekableByteChannel file = own.create(OwnDirectory.DIFFERENCE);
        difference = file;
        var buffered = new BufferedOutputStream(Channels.newOutputStream(file), 32 * 1024);
        if (old().size() + own.content().size() <= Math.min(maxDiffBytes, LARGEST_TEXT)) {
            diff = LineDiff.between(BlockDiff.all(old()), BlockDiff.all(own.content()));
            diff.writeNormal(buffered);
        } else {
            BlockDiff.write(old(), own.content(), buffered);
        }
        buffered.flush();
    }

    /** The difference in normal format, to be read once; only after a comparison with a change. */
    public InputStream difference() throws IOException {
        return Channels.newInputStream(Objects.requireNonNull(difference).position(0));
    }

    /** The difference, if the content was small enough for that and has changed. */
    public Optional<LineDiff> diff() {
        return Optional.ofNullable(diff);
    }

    /** Makes the new content the stored one. Without a change both paths of the result are those of {@code last-entry}. */
    public Replaced commit() throws IOException {
        if (comparison == null) {
            throw new IllegalStateException("commit before compare");
        }
        Path state = lastEntry;
        Path kept = lastEntry;
        switch (comparison) {
            case FIRST -> store();
            case UNCHANGED -> {}
            case CHANGED -> {
                state = keepPrevious();
                kept = free(DIFF, own.attributes(OwnDirectory.CONTENT));
                put(Objects.requireNonNull(difference), OwnDirectory.DIFFERENCE, kept);
                store(); // last: whatever fails before it leaves the stored content as it was
            }
        }
        directory.sync();
        if (comparison == Comparison.CHANGED && maxStates.isPresent()) {
            prune(maxStates.getAsInt());
        }
        return new Replaced(directory.path().resolve(kept), directory.path().resolve(state));
    }

    private void store() throws IOException {
        put(own.content(), OwnDirectory.CONTENT, lastEntry);
    }

    private void put(SeekableByteChannel channel, String file, Path name) throws IOException {
        OwnDirectory.finish(channel);
        directory.give(own, file, StateStore.MODE);
        own.move(file, directory, name);
    }

    /** Gives the stored content a second name, the time it was stored at. */
    private Path keepPrevious() throws IOException {
        BasicFileAttributes stored = own.attributes(OwnDirectory.PREVIOUS);
        if (isKept(stored)) {
            return directory.name(STATE + seconds(stored));
        }
        Path state = free(STATE, stored);
        own.move(OwnDirectory.PREVIOUS, directory, state);
        return state;
    }

    /** The name for a time in seconds, or the next one that is free: two changes within a second are two files. */
    private Path free(String prefix, BasicFileAttributes file) throws IOException {
        long number = seconds(file);
        while (directory.exists(directory.name(prefix + number))) {
            number++;
        }
        return directory.name(prefix + number);
    }

    private static long seconds(BasicFileAttributes file) {
        return file.lastModifiedTime().toInstant().getEpochSecond();
    }

    /** Ends the section; without {@link #commit()} as if it had never been. */
    @Override
    public void close() {
        close(difference);
        close(previous);
        close(own);
        close(lock);
        close(directory);
    }

    private static void close(@Nullable Closeable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (IOException e) {
            // The content is dropped anyway, and what is left of it the next run deletes.
        }
    }

    private void prune(int keep) {
        try {
            List<Path> names = directory.names();
            prune(names, STATE, keep);
            prune(names, DIFF, keep);
        } catch (IOException e) {
            // The new content is stored; the next change prunes again.
        }
    }

    private void prune(List<Path> names, String prefix, int keep) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Path name : names) {
            if (name.toString().startsWith(prefix)) {
                long number = number(name.toString().substring(prefix.length()));
                if (number >= 0) {
                    numbers.add(number);
                }
            }
        }
        Collections.sort(numbers);
        for (Long number : numbers.subList(0, Math.max(0, numbers.size() - keep))) {
            directory.deleteFile(directory.name(prefix + number));
        }
    }

    /** A number written without leading zeros, or -1 for other names. */
    private static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return Long.toString(value).equals(text) ? value : -1;
    }
}
