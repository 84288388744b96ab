package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Aspect;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What happened to files, step by step. */
final class HistoryListing implements Listing<FileChange> {
    /** What changes can be sorted by. */
    static final Map<String, Comparator<FileChange>> KEYS = Map.of(
            "path", Comparator.comparing(FileChange::path),
            "at", ListOrder.by(FileChange::at),
            "kind", Comparator.comparing(FileChange::kind));

    @Override
    public List<Column> columns() {
        return List.of(Column.time("TIME"), Column.text("WHAT"), Column.prose("DIFFERENCE"), Column.path("PATH"));
    }

    @Override
    public Object[] row(FileChange change, Times times) {
        return new Object[] {
            times.text(change.at()),
            new Cell(
                    DisplayText.word(change.kind()),
                    switch (change.kind()) {
                        case ADDED -> Style.GOOD;
                        case MODIFIED, RESTORED -> Style.DOUBTFUL;
                        case DELETED -> Style.BAD;
                    }),
            difference(change),
            change.path().display()
        };
    }

    /** Such as {@code size 10 -> 12, mode rw-r--r-- -> rw-------, md5, sha1}. */
    static String difference(FileChange change) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return "-";
        }
        FileAttributes before = change.before().get();
        FileAttributes after = change.after().get();
        var text = new StringBuilder();
        for (Aspect aspect : new TreeSet<>(change.changed())) {
            text.append(text.isEmpty() ? "" : ", ").append(DisplayText.word(aspect));
            switch (aspect) {
                case SIZE -> step(text, Long.toString(before.size()), Long.toString(after.size()));
                case MODE -> step(text, FileListing.mode(change.before()), FileListing.mode(change.after()));
                case OWNER -> step(text, DisplayText.name(before.owner()), DisplayText.name(after.owner()));
                case GROUP -> step(text, DisplayText.name(before.group()), DisplayText.name(after.group()));
                case MD5, SHA1, SHA256 -> {} // hashes are not for people; --json has them
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    private static void step(StringBuilder text, String before, String after) {
        text.append(' ').append(before).append(" -> ").append(after);
    }

    @Override
    public void write(Json out, FileChange change) {
        members(out.object().text("path", change.path()).time("at", change.at()), change)
                .endObject();
    }

    /** The members that say what happened. */
    static Json members(Json out, FileChange change) {
        out.member("kind", DisplayText.word(change.kind())).array("changed");
        for (Aspect aspect : new TreeSet<>(change.changed())) {
            out.item(DisplayText.word(aspect));
        }
        out.endArray();
        FileListing.write(out, "before", change.before());
        FileListing.write(out, "after", change.after());
        return out;
    }

    @Override
    public List<String> csvTitles() {
        return List.of("path", "at", "kind", "changed", "sizeBefore", "sizeAfter", "sha1Before", "sha1After");
    }

    @Override
    public Object[] csvRow(FileChange change) {
        Optional<FileAttributes> before = change.before();
        Optional<FileAttributes> after = change.after();
        return new Object[] {
            change.path().display(),
            change.at(),
            DisplayText.word(change.kind()),
            new TreeSet<>(change.changed()).stream().map(DisplayText::word).collect(Collectors.joining(" ")),
            before.map(FileAttributes::size),
            after.map(FileAttributes::size),
            before.flatMap(FileAttributes::sha1),
            after.flatMap(FileAttributes::sha1)
        };
    }
}
