package io.github.ossec4j.io.queue;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The counter with which remoted detects replayed messages of an agent, {@code queue/rids/<id>}: {@code
 * <global>:<local>:}, overwritten in place, possibly followed by leftovers of longer values.
 */
public final class ReplayCounterFile {
    /**
     * A counter; the file lags behind the daemon by up to 128 messages.
     *
     * @param global counts wraps of the local one
     * @param local counts messages
     */
    public record ReplayCounter(long global, long local) {}

    private ReplayCounterFile() {}

    /**
     * Reads the file.
     *
     * @return empty for an empty file, which is how remoted creates it, and for one without a counter
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<ReplayCounter> read(Path file) throws IOException {
        try (LineCursor lines = LineCursor.open(file)) {
            if (!lines.next()) {
                return Optional.empty();
            }
            byte[] bytes = lines.buffer();
            int first = Ascii.indexOf(bytes, lines.start(), lines.end(), ':');
            int second = first < lines.end() ? Ascii.indexOf(bytes, first + 1, lines.end(), ':') : first;
            long global = Ascii.unsigned(bytes, lines.start(), first);
            long local = Ascii.unsigned(bytes, Math.min(first + 1, second), second);
            return global < 0 || local < 0 ? Optional.empty() : Optional.of(new ReplayCounter(global, local));
        }
    }
}
