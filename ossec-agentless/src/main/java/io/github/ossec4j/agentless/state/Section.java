package io.github.ossec4j.agentless.state;

import io.github.ossec4j.agentless.diff.LineDiff;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * New content of one device: written to {@code new-entry}, compared with {@code last-entry}, and put in its place.
 *
 * <p>{@code last-entry} exists at every moment and is whole at every moment: the former one gets its second name
 * {@code state.N} before the new one is moved over it. Whatever is not committed is deleted by {@link #close()}; what a
 * crash leaves of it is overwritten by the next run. One thread at a time.
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

    private static final String STATE = "state.";
    private static final String DIFF = "diff.";

    private final Path directory;
    private final Path newEntry;
    private final Path lastEntry;
    private final Path newDiff;
    private final Clock clock;
    private final OptionalInt maxStates;
    private final int maxDiffBytes;
    private final Runnable onClose;
    private final FileChannel channel;
    private final OutputStream out;
    private @Nullable LineDiff diff;
    private @Nullable Comparison comparison;
    private boolean isCommitted;

    Section(Path directory, Clock clock, OptionalInt maxStates, int maxDiffBytes, Runnable onClose) throws IOException {
        this.directory = directory;
        this.newEntry = directory.resolve("new-entry");
        this.lastEntry = directory.resolve("last-entry");
        this.newDiff = directory.resolve("new-diff");
        this.clock = clock;
        this.maxStates = maxStates;
        this.maxDiffBytes = maxDiffBytes;
        this.onClose = onClose;
        if (Files.isDirectory(newEntry)) {
            throw new IOException(newEntry + " is a directory, where a file is to be written");
        }
        // Not truncated but made anew, so that whoever still has the old file open does no harm.
        Files.deleteIfExists(newEntry);
        this.channel = FileChannel.open(newEntry, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 32 * 1024);
    }

    /** Drops what was written so far. */
    public void restart() throws IOException {
        out.flush();
        channel.truncate(0);
    }

    /** Writes a line and LF. */
    public void line(byte[] text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /** Ends the content and compares it. If it has changed, {@link #diffFile()} holds the difference afterwards. */
    public Comparison compare() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Files.setLastModifiedTime(newEntry, FileTime.from(clock.instant()));
        Comparison found;
        if (!Files.exists(lastEntry)) {
            found = Comparison.FIRST;
        } else if (!Files.isRegularFile(lastEntry)) {
            throw new IOException(lastEntry + " is not a file");
        } else if (Files.mismatch(lastEntry, newEntry) < 0) {
            found = Comparison.UNCHANGED;
        } else {
            writeDiff();
            found = Comparison.CHANGED;
        }
        comparison = found;
        return found;
    }

    /** The difference in normal format, under the name it has until {@link #commit()}. */
    public Path diffFile() {
        return newDiff;
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
            case FIRST -> move(newEntry, lastEntry);
            case UNCHANGED -> Files.delete(newEntry);
            case CHANGED -> {
                state = keepLastEntry();
                kept = free(DIFF, Files.getLastModifiedTime(newEntry));
                move(newDiff, kept);
                move(newEntry, lastEntry); // last: whatever fails before it leaves the stored content as it was
            }
        }
        isCommitted = true;
        syncDirectory();
        if (comparison == Comparison.CHANGED && maxStates.isPresent()) {
            prune(maxStates.getAsInt());
        }
        return new Replaced(kept, state);
    }

    /** Ends the section; without {@link #commit()} as if it had never been. */
    @Override
    public void close() {
        try {
            channel.close();
            if (!isCommitted) {
                Files.deleteIfExists(newEntry);
                Files.deleteIfExists(newDiff);
            }
        } catch (IOException e) {
            // The content is dropped anyway, and what is left of it the next run overwrites.
        } finally {
            onClose.run();
        }
    }

    private void writeDiff() throws IOException {
        try (FileChannel file = FileChannel.open(
                        newDiff,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                var buffered = new BufferedOutputStream(Channels.newOutputStream(file), 32 * 1024)) {
            if (Files.size(lastEntry) + Files.size(newEntry) <= maxDiffBytes) {
                diff = LineDiff.between(lastEntry, newEntry);
                diff.writeNormal(buffered);
            } else {
                BlockDiff.write(lastEntry, newEntry, buffered);
            }
            buffered.flush();
            file.force(true);
        }
    }

    /** Gives the stored content a second name, the time it was stored at. */
    private Path keepLastEntry() throws IOException {
        FileTime time = Files.getLastModifiedTime(lastEntry);
        Path wished = directory.resolve(STATE + seconds(time));
        if (Files.exists(wished) && Files.isSameFile(wished, lastEntry)) {
            return wished; // a crash came between this step and the next
        }
        Path state = free(STATE, time);
        try {
            Files.createLink(state, lastEntry);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // FAT and CIFS have no hard links, and Linux may refuse them to those who do not own the file.
            Files.copy(lastEntry, state, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
        return state;
    }

    /** The name for a time in seconds, or the next one that is free: two changes within a second are two files. */
    private Path free(String prefix, FileTime time) {
        long number = seconds(time);
        while (Files.exists(directory.resolve(prefix + number))) {
            number++;
        }
        return directory.resolve(prefix + number);
    }

    private static long seconds(FileTime time) {
        return time.toInstant().getEpochSecond();
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void syncDirectory() {
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            // Not every system can open a directory; the moves are then as durable as it makes them.
        }
    }

    private void prune(int keep) {
        try {
            prune(STATE, keep);
            prune(DIFF, keep);
        } catch (IOException e) {
            // The new content is stored; the next change prunes again.
        }
    }

    private void prune(String prefix, int keep) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, prefix + "*")) {
            for (Path file : files) {
                long number = number(file.getFileName().toString().substring(prefix.length()));
                if (number >= 0) {
                    numbers.add(number);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Collections.sort(numbers);
        for (Long number : numbers.subList(0, Math.max(0, numbers.size() - keep))) {
            Files.deleteIfExists(directory.resolve(prefix + number));
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
