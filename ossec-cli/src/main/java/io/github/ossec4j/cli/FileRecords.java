package io.github.ossec4j.cli;

import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.syscheck.ChangeCount;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.util.Optional;

/** How states of files are shown. */
final class FileRecords {
    private FileRecords() {}

    /** Nine letters, or {@code -}. */
    static String mode(Optional<FileAttributes> attributes) {
        return attributes.flatMap(FileAttributes::mode).map(FileMode::symbolic).orElse("-");
    }

    static String size(Optional<FileAttributes> attributes) {
        return attributes.map(state -> Long.toString(state.size())).orElse("-");
    }

    static String owner(Optional<FileAttributes> attributes) {
        return attributes.map(FileAttributes::owner).map(FileRecords::orDash).orElse("-");
    }

    static String group(Optional<FileAttributes> attributes) {
        return attributes.map(FileAttributes::group).map(FileRecords::orDash).orElse("-");
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : DisplayText.name(text);
    }

    /** Recorded states as an array, which ends the output. */
    static void writeAll(Json json, RecordStream<SyscheckEntry> entries, Progress progress) throws IOException {
        try (Json out = json) {
            out.array();
            for (SyscheckEntry entry : entries) {
                progress.step();
                write(out, entry);
            }
            out.endArray();
        }
    }

    /** A recorded state as an object. */
    private static void write(Json out, SyscheckEntry entry) {
        out.object().text("path", entry.path()).time("recorded", entry.recorded());
        ChangeCount changes = entry.changes();
        if (changes.exact().isPresent() || changes.maximum().isEmpty()) {
            out.member("changes", changes.minimum()); // 4 means four or more
        } else {
            out.missing("changes");
        }
        out.member("superseded", entry.isSuperseded());
        write(out, "attributes", entry.attributes());
        out.endObject();
    }

    /** A state of a file as a member; null if it was deleted. */
    static void write(Json out, String name, Optional<FileAttributes> attributes) {
        if (attributes.isEmpty()) {
            out.missing(name);
            return;
        }
        FileAttributes state = attributes.get();
        out.object(name)
                .member("size", state.size())
                .member("mode", state.mode().map(mode -> Integer.toOctalString(mode.permissions())))
                .member("owner", DisplayText.name(state.owner()))
                .member("group", DisplayText.name(state.group()))
                .member("md5", state.md5())
                .member("sha1", state.sha1())
                .member("sha256", state.sha256())
                .endObject();
    }
}
