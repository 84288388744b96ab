package io.github.ossec4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ossec4j.io.keys.AgentRefusal;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordStreamTest {
    private static final Path FILE = Path.of("/var/ossec/queue/syscheck/syscheck");

    /** Gives its records, then fails. */
    private static final class Failing implements RecordStream.Source<String> {
        private final Iterator<String> records;
        private final IOException failure;
        private boolean closed;

        Failing(IOException failure, String... records) {
            this.failure = failure;
            this.records = List.of(records).iterator();
        }

        @Override
        public @Nullable String next() throws IOException {
            if (!records.hasNext()) {
                throw failure;
            }
            return records.next();
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                throw failure;
            }
            closed = true;
        }
    }

    @Test
    void recordsBeforeAFailureAreGiven() {
        Iterator<String> records = RecordStream.of(FILE, new Failing(new IOException("Input/output error"), "a", "b"))
                .iterator();

        assertThat(records.next()).isEqualTo("a");
        assertThat(records.next()).isEqualTo("b");
        ReadFailedException failure = catchThrowableOfType(ReadFailedException.class, records::hasNext);
        assertThat(failure).hasMessage(FILE + ": cannot be read or changed: Input/output error");
        assertThat(failure.file()).isEqualTo(FILE);
        assertThat(failure.errorCode()).isEmpty();
    }

    @Test
    void aStreamFailsAsTheIterationDoes() {
        var records = RecordStream.of(FILE, new Failing(new AccessDeniedException(FILE.toString()), "a"));

        assertThatThrownBy(() -> records.stream().count()).isInstanceOf(AccessRefusedException.class);
    }

    @Test
    void closingFailsAsTheIterationDoes() {
        var records = RecordStream.of(FILE, new Failing(new IOException("disk")));
        records.close();

        assertThatThrownBy(records::close).isInstanceOf(ReadFailedException.class);
    }

    @Test
    void mappedRecordsFailAndCloseAsTheirOwn() {
        var source = new Failing(new IOException("disk"), "a");
        RecordStream<Integer> lengths = RecordStream.of(FILE, source).map(String::length);
        Iterator<Integer> records = lengths.iterator();

        assertThat(records.next()).isEqualTo(1);
        assertThatThrownBy(records::next).isInstanceOf(ReadFailedException.class);
        lengths.close();
        assertThat(source.closed).isTrue();
    }

    @Test
    void afterTheLastRecordThereIsNone() {
        Iterator<String> records = RecordStream.<String>empty().iterator();

        assertThat(records.hasNext()).isFalse();
        assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void everyFailureOfAFileSystemIsAnExceptionOfThisProject() {
        assertThat(HomeFileException.of(FILE, new NoSuchFileException("/other")))
                .isInstanceOf(FileMissingException.class)
                .satisfies(e -> assertThat(e.file()).isEqualTo(Path.of("/other")));
        assertThat(HomeFileException.of(FILE, new AccessDeniedException(null)))
                .isInstanceOf(AccessRefusedException.class)
                .satisfies(e -> assertThat(e.file()).isEqualTo(FILE));
        assertThat(HomeFileException.of(FILE, new FileSystemException("/x", null, "Operation not permitted")))
                .isInstanceOf(AccessRefusedException.class);
        assertThat(HomeFileException.of(FILE, new FileSystemException("/x\0y", null, "odd")))
                .isInstanceOf(ReadFailedException.class)
                .satisfies(e -> assertThat(e.file()).isEqualTo(FILE));
        assertThat(HomeFileException.of(FILE, new java.nio.channels.ClosedByInterruptException()))
                .isInstanceOf(ReadFailedException.class)
                .hasMessageContaining("ClosedByInterruptException");
    }

    @Test
    void theNumbersOfErrorsAreThoseOfTheTools() {
        assertThat(new FileMissingException(FILE, 31, new NoSuchFileException("x")).errorCode())
                .hasValue(31);
        assertThat(new AgentRefusedException(AgentRefusal.NAME_TAKEN, "web").errorCode())
                .hasValue(75);
        assertThat(new OssecFormatException(new OssecFormatException(FILE, 3, "XML"), 51))
                .hasMessage(FILE + ":3: expected XML")
                .satisfies(e -> assertThat(e.errorCode()).hasValue(51))
                .satisfies(e -> assertThat(e.lineNumber()).isEqualTo(3));
        assertThat(new OssecFormatException(FILE, 3, "XML").errorCode()).isEmpty();
        assertThat(new OssecException("without a number").errorCode()).isEmpty();
        assertThat(new OssecException("0 is a number", 0).errorCode()).hasValue(0);
    }
}
