package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.FilePosition;
import java.time.LocalDate;

/**
 * How far a log has been read.
 *
 * @param day of which the file is; 1970-01-01 for {@code ossec.log}, which has only one
 * @param reached in that file
 */
record LogPlace(LocalDate day, FilePosition reached) {
    static LogPlace startOf(LocalDate day) {
        return new LogPlace(day, FilePosition.START);
    }

    LogPlace with(FilePosition position) {
        return new LogPlace(day, position);
    }
}
