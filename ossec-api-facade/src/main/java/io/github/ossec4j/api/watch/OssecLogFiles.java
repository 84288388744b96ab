package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ossec.log}. OSSEC itself never starts another one, but administrators let {@code logrotate} do so: what was not read yet
 * is in a file whose name starts alike, {@code ossec.log.1} for example.
 */
record OssecLogFiles(OssecHome home) implements LogFiles {
    private static final LogPlace START = LogPlace.startOf(LocalDate.EPOCH);

    /** Of the files that were moved away, the newest are tried. */
    private static final int MOST_MOVED = 3;

    @Override
    public List<Candidate> candidates(LogPlace place) {
        var candidates = new ArrayList<Candidate>();
        candidates.add(new Candidate(home.ossecLog(), false, Optional.empty()));
        if (place.reached().offset() > 0) {
            moved().forEach(file -> candidates.add(new Candidate(file, false, Optional.of(START))));
        }
        return candidates;
    }

    private List<Path> moved() {
        var times = new ArrayList<Map.Entry<Path, FileTime>>();
        HomeFiles.each(home.logsDirectory(), file -> {
            if (isOf(file) && !file.equals(home.ossecLog())) {
                times.add(Map.entry(file, Files.getLastModifiedTime(file)));
            }
        });
        times.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        return times.stream().limit(MOST_MOVED).map(Map.Entry::getKey).toList();
    }

    @Override
    public LogPlace end() throws IOException {
        try {
            return START.with(LineCursor.end(home.ossecLog()));
        } catch (NoSuchFileException e) {
            return START;
        }
    }

    @Override
    public List<Part> since(Instant moment) {
        return List.of(new Part(home.ossecLog(), START));
    }

    @Override
    public boolean isOf(Path file) {
        Path name = home.ossecLog().getFileName();
        return home.logsDirectory().equals(file.getParent())
                && file.getFileName().toString().startsWith(name.toString());
    }

    @Override
    public Path directory() {
        return home.logsDirectory();
    }
}
