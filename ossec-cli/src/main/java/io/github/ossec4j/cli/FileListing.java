package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.model.syscheck.ChangeCount;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recorded states of files: all known files, or those that changed. */
enum FileListing implements Listing<SyscheckEntry> {
    /** What is known of each file. */
    KNOWN {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.text("MODE"),
                    Column.text("OWNER"),
                    Column.text("GROUP"),
                    Column.number("SIZE"),
                    Column.time("RECORDED"),
                    Column.path("PATH"));
        }

        @Override
        public Object[] row(SyscheckEntry entry, Times times) {
            Optional<FileAttributes> state = entry.attributes();
            return new Object[] {
                mode(state),
                owner(state),
                group(state),
                size(state),
                times.text(entry.recorded()),
                entry.path().display()
            };
        }
    },

    /** What became of those that changed. */
    CHANGED {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.time("RECORDED"),
                    Column.text("STATE"),
                    Column.text("MODE"),
                    Column.text("OWNER"),
                    Column.text("GROUP"),
                    Column.number("SIZE"),
                    Column.path("PATH"));
        }

        @Override
        public Object[] row(SyscheckEntry entry, Times times) {
            Optional<FileAttributes> state = entry.attributes();
            return new Object[] {
                times.text(entry.recorded()),
                entry.isDeletion() ? new Cell("deleted", Style.BAD) : state(entry.changes()),
                mode(state),
                owner(state),
                group(state),
                size(state),
                entry.path().display()
            };
        }
    };

    /** What files can be sorted by. */
    static final Map<String, Comparator<SyscheckEntry>> KEYS = Map.of(
            "path", Comparator.comparing(SyscheckEntry::path),
            "recorded", ListOrder.by(SyscheckEntry::recorded),
            "size", ListOrder.by(entry -> entry.attributes().map(FileAttributes::size)),
            "owner", ListOrder.by(entry -> entry.attributes().map(FileAttributes::owner)),
            "group", ListOrder.by(entry -> entry.attributes().map(FileAttributes::group)));

    /** The members as {@code --help} names them. */
    static final String MEMBERS =
            "JSON and CSV: path, recorded, changes, superseded, size, mode, owner, group, md5, sha1, sha256; in JSON,"
                    + " those from size on are members of attributes.";

    @Override
    public void write(Json out, SyscheckEntry entry) {
        members(out.object(), entry);
        out.endObject();
    }

    /** The members that say what a record says. */
    static void members(Json out, SyscheckEntry entry) {
        out.text("path", entry.path()).time("recorded", entry.recorded());
        Optional<Integer> changes = changes(entry);
        if (changes.isPresent()) {
            out.member("changes", changes.get());
        } else {
            out.missing("changes");
        }
        out.member("superseded", entry.isSuperseded());
        write(out, "attributes", entry.attributes());
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
                .member("mode", octal(state))
                .member("owner", DisplayText.name(state.owner()))
                .member("group", DisplayText.name(state.group()))
                .member("md5", state.md5())
                .member("sha1", state.sha1())
                .member("sha256", state.sha256())
                .endObject();
    }

    @Override
    public List<String> csvTitles() {
        return List.of(
                "path", "recorded", "changes", "superseded", "size", "mode", "owner", "group", "md5", "sha1", "sha256");
    }

    @Override
    public Object[] csvRow(SyscheckEntry entry) {
        Optional<FileAttributes> state = entry.attributes();
        return new Object[] {
            entry.path().display(),
            entry.recorded(),
            changes(entry),
            entry.isSuperseded(),
            state.map(FileAttributes::size),
            state.flatMap(FileListing::octal),
            state.map(FileAttributes::owner).map(DisplayText::name),
            state.map(FileAttributes::group).map(DisplayText::name),
            state.flatMap(FileAttributes::md5),
            state.flatMap(FileAttributes::sha1),
            state.flatMap(FileAttributes::sha256)
        };
    }

    /** 4 means four or more; empty if the record does not say. */
    private static Optional<Integer> changes(SyscheckEntry entry) {
        ChangeCount changes = entry.changes();
        return changes.exact().isPresent() || changes.maximum().isEmpty()
                ? Optional.of(changes.minimum())
                : Optional.empty();
    }

    private static Optional<String> octal(FileAttributes state) {
        return state.mode().map(mode -> Integer.toOctalString(mode.permissions()));
    }

    /** Nine letters, or {@code -}. */
    static String mode(Optional<FileAttributes> attributes) {
        return attributes.flatMap(FileAttributes::mode).map(FileMode::symbolic).orElse("-");
    }

    private static String size(Optional<FileAttributes> attributes) {
        return attributes.map(state -> Long.toString(state.size())).orElse("-");
    }

    private static String owner(Optional<FileAttributes> attributes) {
        return attributes.map(FileAttributes::owner).map(FileListing::orDash).orElse("-");
    }

    private static String group(Optional<FileAttributes> attributes) {
        return attributes.map(FileAttributes::group).map(FileListing::orDash).orElse("-");
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : DisplayText.name(text);
    }

    private static String state(ChangeCount changes) {
        if (changes.maximum().isEmpty()) {
            return ordinal(changes.minimum()) + " or later change";
        }
        int most = changes.maximum().getAsInt();
        String first = changes.minimum() == 0 ? "first seen" : "";
        return most == 0 ? first : first + (first.isEmpty() ? "" : " or ") + ordinal(most) + " change";
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 1 -> "1st";
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> number + "th";
        };
    }
}
