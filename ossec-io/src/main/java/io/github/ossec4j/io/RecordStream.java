package io.github.ossec4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The records of an open file, read as they are asked for: single pass, bounded memory, to be closed.
 *
 * <p>Iterating, streaming and closing throw {@link UncheckedIOException}. One thread at a time.
 *
 * @param <T> the type of the records
 */
public final class RecordStream<T> implements Iterable<T>, AutoCloseable {
    /**
     * Where records come from.
     *
     * @param <T> the type of the records
     */
    public interface Source<T> extends Closeable {
        /** The next record; null at the end. */
        @Nullable
        T next() throws IOException;
    }

    /** No records, from no file. */
    public static <T> RecordStream<T> empty() {
        return of(new Source<>() {
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
    private boolean taken;

    private RecordStream(Source<T> source) {
        this.source = source;
    }

    /** The records of a source; closing closes it. */
    public static <T> RecordStream<T> of(Source<T> source) {
        return new RecordStream<>(source);
    }

    /**
     * The records, in the order of the file.
     *
     * @throws IllegalStateException the second time: the file is read once
     */
    @Override
    public Iterator<T> iterator() {
        if (taken) {
            throw new IllegalStateException("the records can be read once only");
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
                        throw new UncheckedIOException(e);
                    }
                    finished = ahead == null;
                }
                return ahead != null;
            }

            @Override
            public T next() {
                if (!hasNext() || ahead == null) {
                    throw new NoSuchElementException("no further record");
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
            throw new UncheckedIOException(e);
        }
    }
}
