package io.github.ossec4j.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** In which format a command lists records. */
final class OutputFormat {
    private static final class Choice {
        @Option(names = "--json", required = true, description = "Print JSON instead of a table, a list as an array.")
        private boolean json;

        @Option(names = "--jsonl", required = true, description = "Print a JSON object per line (JSON Lines).")
        private boolean jsonLines;

        @Option(
                names = "--csv",
                required = true,
                description = "Print comma-separated values with titles (RFC 4180). Text that a spreadsheet would take"
                        + " for a formula starts with an apostrophe.")
        private boolean csv;
    }

    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    /** Whether people want a table. */
    boolean isTable() {
        return choice == null;
    }

    /** Whether programs want one JSON value. */
    boolean isJson() {
        return choice != null && choice.json;
    }

    /** Prints one record for programs; in JSON it is no array. */
    <T> void printOne(Session session, T record, Shape<T> shape) throws IOException {
        if (isJson()) {
            try (Json json = session.json()) {
                shape.write(json, record);
            }
        } else {
            print(session, List.of(record).iterator(), shape);
        }
    }

    /** Whether programs want an object per line. */
    boolean isJsonLines() {
        return choice != null && choice.jsonLines;
    }

    /** Lists records that are at hand. */
    <T> void print(Session session, Iterable<T> records, Listing<T> listing) throws IOException {
        print(session, records, listing, Progress.NONE);
    }

    /**
     * Lists records while they are being read. The progress is no longer shown when the first one is.
     *
     * @return whether there were any
     */
    <T> boolean print(Session session, Iterable<T> records, Listing<T> listing, Progress progress) throws IOException {
        Iterator<T> entries = records.iterator();
        boolean isFound = entries.hasNext(); // which reads up to the first
        progress.firstIsFound();
        if (isTable()) {
            Times times = session.times();
            try (Table table = session.table(times, listing.columns())) {
                while (entries.hasNext()) {
                    table.row(listing.row(entries.next(), times));
                }
            }
        } else {
            print(session, entries, listing);
        }
        return isFound;
    }

    /** Lists records for programs. */
    <T> void print(Session session, Iterator<T> entries, Shape<T> shape) throws IOException {
        Choice format = Objects.requireNonNull(choice);
        if (format.csv) {
            try (Csv csv = new Csv(session.terminal().out(), shape.csvTitles())) {
                while (entries.hasNext()) {
                    csv.row(shape.csvRow(entries.next()));
                    if (mayPause(entries)) {
                        csv.flush();
                    }
                }
            }
            return;
        }
        try (Json json = format.jsonLines ? session.jsonLines() : session.json()) {
            if (format.json) {
                json.array();
            }
            while (entries.hasNext()) {
                shape.write(json, entries.next());
                if (mayPause(entries)) {
                    json.flush();
                }
            }
            if (format.json) {
                json.endArray();
            }
        }
    }

    private static boolean mayPause(Iterator<?> entries) {
        return entries instanceof Pausing pausing && !pausing.isReady();
    }

    /** Records that come in their own time: what was found before a pause is shown. */
    interface Pausing {
        /** Whether the next one, or the end, is known without waiting. */
        boolean isReady();
    }
}
