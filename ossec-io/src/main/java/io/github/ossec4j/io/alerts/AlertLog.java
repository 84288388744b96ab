package io.github.ossec4j.io.alerts;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The alerts of one {@code alerts.log} or daily file, compressed or not, streamed.
 *
 * <p>All methods open the file again and read what it contains at that moment; memory use does not grow with it.
 */
public final class AlertLog {
    private final Path file;
    private final MalformedLineHandler malformed;

    private AlertLog(Path file, MalformedLineHandler malformed) {
        this.file = file;
        this.malformed = malformed;
    }

    /** Binds to a file; nothing is read. */
    public static AlertLog at(Path file, MalformedLineHandler malformed) {
        return new AlertLog(file, malformed);
    }

    /**
     * Every alert, in the order of the file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public RecordStream<Alert> alerts() throws IOException {
        return alerts(AlertFilter.ALL);
    }

    /**
     * The alerts that a filter accepts, in the order of the file. Others are not decoded further than the filter needs.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public RecordStream<Alert> alerts(AlertFilter filter) throws IOException {
        AlertCursor cursor = AlertCursor.open(file, malformed);
        return RecordStream.over(file, cursor, () -> cursor.nextMatching(filter) ? cursor.alert() : null);
    }
}
