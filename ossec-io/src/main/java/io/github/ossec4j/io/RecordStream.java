package io.github.ossec4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The records of an open file, read on demand: single pass, bounded memory, must be closed.
 *
 * <pre>{@code
 * Path file = Path.of("/var/ossec/queue/syscheck/syscheck");
 * SyscheckDatabase database = SyscheckDatabase.at(file, line -> System.err.println(line.message()));
 * try (RecordStream<SyscheckEntry> changes = database.changes()) {
 *     changes.stream().filter(SyscheckEntry::isDeletion).forEach(entry -> System.out.println(entry.path()));
 * }
 * }</pre>
 *
 * <p>Iterating, streaming and closing throw a {@link HomeFileException} if the file cannot be read to its end. One
 * thread at a time.
 *
 * @param <T> the type of the records
 */
public final class RecordStream<T> implements Iterable<T>, AutoCloseable {
    /** What reads a file from its start to its end. */
    public interface Cursor extends Closeable {
        /** How many bytes of the file have been read; with {@link #size()} a measure of progress. */
        long position();

        /** The size of the file when it was opened. */
        long size();
    }

    /**
     * Reads records, one after another.
     *
     * @param <T> the type of the records
     */
    @FunctionalInterface
    public interface Next<T> {
        /** The next record; null at the end. */
        @Nullable
        T next() throws IOException;
    }

    /**
     * The source of records.
     *
     * @param <T> the type of the records
     */
    public interface Source<T> extends Next<T>, Closeable {
        /** How many bytes of the file have been read; 0 if unknown. May be called by any thread, for an estimate. */
        default long positionBytes() {
            return 0;
        }

        /** How many bytes will be read in all; 0 if unknown. */
        default long sizeBytes() {
            return 0;
        }
    }

    /** No records, from no file. */
    public static <T> RecordStream<T> empty() {
        return of(Path.of(""), new Source<>() {
            @Override
            public @Nullable T next() {
                return null;
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        });
    }

    private final Source<T> source;
    private final Path file;
    private boolean taken;

    private RecordStream(Path file, Source<T> source) {
        this.source = source;
        this.file = file;
    }

    /** The records of a source, which reads this file; closing closes it. */
    public static <T> RecordStream<T> of(Path file, Source<T> source) {
        return new RecordStream<>(file, source);
    }

    /** The records that {@code next} takes from a cursor over this file; closing closes the cursor. */
    public static <T> RecordStream<T> over(Path file, Cursor cursor, Next<T> next) {
        return of(file, new Source<>() {
            @Override
            public @Nullable T next() throws IOException {
                return next.next();
            }

            @Override
            public long positionBytes() {
                return cursor.position();
            }

            @Override
            public long sizeBytes() {
                return cursor.size();
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        });
    }

    /**
     * How many bytes of the file have been read, of {@link #sizeBytes()}, to show the progress; 0 if unknown. May be
     * called by any thread, while another one reads.
     */
    public long positionBytes() {
        return source.positionBytes();
    }

    /** The size of the file when it was opened; 0 if unknown. */
    public long sizeBytes() {
        return source.sizeBytes();
    }

    /** The results of a function for each of these records; closing closes these. */
    public <R> RecordStream<R> map(Function<? super T, ? extends R> function) {
        Iterator<T> records = iterator();
        return derived(() -> records.hasNext() ? function.apply(records.next()) : null);
    }

    /** Those of these records that are wanted; closing closes these. */
    public RecordStream<T> filter(Predicate<? super T> wanted) {
        Iterator<T> records = iterator();
        return derived(() -> {
            while (records.hasNext()) {
                T next = records.next();
                if (wanted.test(next)) {
                    return next;
                }
            }
            return null;
        });
    }

    private <R> RecordStream<R> derived(Next<R> next) {
        return over(
                file,
                new Cursor() {
                    @Override
                    public long position() {
                        return source.positionBytes();
                    }

                    @Override
                    public long size() {
                        return source.sizeBytes();
                    }

                    @Override
                    public void close() {
                        RecordStream.this.close();
                    }
                },
                next);
    }

    /**
     * The records, in the order of the file.
     *
     * @throws IllegalStateException the second time: the file is read only once
     */
    @Override
    public Iterator<T> iterator() {
        if (taken) {
            throw new IllegalStateException("the records can be read only once");
        }
        taken = true;
        return new Iterator<>() {
            private @Nullable T ahead;
            private boolean finished;

            @Override
            public boolean hasNext() {
                if (ahead == null && !finished) {
                    try {
                        ahead = source.next();
                    } catch (IOException e) {
                        throw HomeFileException.of(file, e);
                    }
                    finished = ahead == null;
                }
                return ahead != null;
            }

            @Override
            public T next() {
                if (!hasNext() || ahead == null) {
                    throw new NoSuchElementException("no more records");
                }
                T next = ahead;
                ahead = null;
                return next;
            }
        };
    }

    /** The records as a sequential stream; closing it closes the file. */
    public Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false)
                .onClose(this::close);
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw HomeFileException.of(file, e);
        }
    }
}
