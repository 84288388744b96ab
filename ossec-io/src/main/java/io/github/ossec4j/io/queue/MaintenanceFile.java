package io.github.ossec4j.io.queue;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.MaintenanceMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The marker of OSSEC 4.3's maintenance mode, {@code queue/syscheck/.(<name>) <address>.maint}: {@code #!maint} and
 * lines {@code enabled_at=<epoch>}, {@code pending_end=0|1}, {@code silent_updates=<count>}. The mode is on if the file
 * exists; missing or malformed lines are tolerated.
 */
public final class MaintenanceFile {
    private MaintenanceFile() {}

    /**
     * Reads the marker.
     *
     * @throws java.nio.file.NoSuchFileException if the mode is off
     */
    public static MaintenanceMode read(Path file) throws IOException {
        Instant enabledAt = Files.getLastModifiedTime(file).toInstant();
        boolean pendingEnd = false;
        long silentUpdates = 0;
        try (LineCursor lines = LineCursor.open(file)) {
            while (lines.next()) {
                String line = new String(lines.lineBytes(), StandardCharsets.ISO_8859_1);
                int equals = line.indexOf('=');
                if (equals < 0) {
                    continue;
                }
                long number = number(line.substring(equals + 1));
                switch (line.substring(0, equals)) {
                    case "enabled_at" ->
                        enabledAt = Instant.ofEpochSecond(Math.max(0, Math.min(number, Ascii.MAXIMUM_SECOND)));
                    case "pending_end" -> pendingEnd = number != 0;
                    case "silent_updates" -> silentUpdates = number;
                    default -> {
                        // A later release may add lines.
                    }
                }
            }
        }
        return new MaintenanceMode(enabledAt, silentUpdates, pendingEnd);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0; // as in OSSEC
        }
    }
}
