package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.file.HeldDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.TreeSet;

/**
 * A range of days, both inclusive, in which a log has directories.
 *
 * @param first the first day
 * @param last the last day; before the first one if there is none
 */
public record Days(LocalDate first, LocalDate last) {
    private static final Days NONE = new Days(LocalDate.EPOCH, LocalDate.EPOCH.minusDays(1));

    /**
     * The part of a range in whose years a log has directories: without it, a range without limits would be endless.
     *
     * @param directory with a directory for each year
     * @throws java.nio.file.AccessDeniedException if it may not be listed
     */
    public static Days existing(Path directory, LocalDate first, LocalDate last) throws IOException {
        var years = new TreeSet<Integer>();
        try (DirectoryStream<Path> entries = HeldDirectory.list(directory, "[0-9][0-9][0-9][0-9]")) {
            for (Path entry : entries) {
                years.add(Integer.parseInt(entry.getFileName().toString()));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return NONE; // no logs yet
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (years.isEmpty()) {
            return NONE;
        }
        LocalDate lowest = LocalDate.of(years.first(), 1, 1);
        LocalDate highest = LocalDate.of(years.last(), 12, 31);
        return new Days(first.isBefore(lowest) ? lowest : first, last.isAfter(highest) ? highest : last);
    }
}
