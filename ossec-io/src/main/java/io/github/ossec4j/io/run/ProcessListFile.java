package io.github.ossec4j.io.run;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Sets;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.manager.Daemon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which optional daemons are enabled, {@code bin/.process_list}: shell assignments such as {@code
 * DB_DAEMON=ossec-dbd}, the last of each name counts; an empty value disables the daemon.
 */
public final class ProcessListFile {
    private static final CharMatcher QUOTES = CharMatcher.anyOf("\"'");

    private ProcessListFile() {}

    /** Reads the file; a missing one enables nothing. The file is never executed. */
    public static Set<Daemon> read(Path file) throws IOException {
        Set<Daemon> enabled = EnumSet.noneOf(Daemon.class);
        try (LineCursor lines = LineCursor.open(file)) {
            while (lines.next()) {
                String line = new String(lines.lineBytes(), StandardCharsets.ISO_8859_1).strip();
                for (Daemon daemon : Daemon.all()) {
                    if (daemon.isOptional() && line.startsWith(daemon.switchName() + "=")) {
                        String value = QUOTES.removeFrom(
                                        line.substring(daemon.switchName().length() + 1))
                                .strip();
                        if (value.isEmpty()) {
                            enabled.remove(daemon);
                        } else {
                            enabled.add(daemon);
                        }
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return Sets.immutableEnumSet(enabled);
    }
}
