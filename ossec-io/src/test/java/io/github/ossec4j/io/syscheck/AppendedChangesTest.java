package io.github.ossec4j.io.syscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.AppendedRecords;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.syscheck.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendedChangesTest {
    private static final String SUM = ":33188:0:0:xxx:xxx !";

    @TempDir
    Path directory;

    private Path file = Path.of("");
    private final Reports reports = new Reports();

    @BeforeEach
    void create() throws IOException {
        file = Files.createFile(directory.resolve("syscheck"));
    }

    private static String record(String flags, long size, long second, String path) {
        return flags + size + SUM + second + " " + path + "\n";
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private SyscheckDatabase database() {
        return SyscheckDatabase.at(file, reports);
    }

    private AppendedRecords<FileChange> after(FilePosition position) throws IOException {
        return database().appended(position).orElseThrow();
    }

    private static List<String> words(AppendedRecords<FileChange> appended) {
        return appended.items().stream()
                .map(AppendedRecords.Item::value)
                .map(change -> change.kind() + " " + change.path() + " "
                        + change.before()
                                .map(state -> state.size())
                                .map(Object::toString)
                                .orElse("-"))
                .toList();
    }

    @Test
    void anEmptyFileHasNothingAndContinuesWhenItIsFilled() throws IOException {
        assertThat(database().end()).isEqualTo(FilePosition.START);
        assertThat(after(FilePosition.START).items()).isEmpty();
        append(record("+++", 1, 1_700_000_000, "/a"));
        assertThat(words(after(FilePosition.START))).containsExactly("ADDED /a -");
    }

    @Test
    void theStateBeforeIsFoundBeforeThePositionAndAmongWhatWasAppended() throws IOException {
        append(record("#++", 1, 1_700_000_000, "/a")
                + record("#++", 2, 1_700_000_001, "/b")
                + record("#!+", 3, 1_700_000_002, "/a")
                + record("+++", 9, 1_700_000_002, "/c"));
        FilePosition end = database().end();
        append(record("#!!", 4, 1_700_000_003, "/a")
                + record("!++", 5, 1_700_000_004, "/b")
                + record("!!!", 6, 1_700_000_005, "/a")
                + record("+++", 7, 1_700_000_006, "/d"));
        assertThat(words(after(end))).containsExactly("MODIFIED /a 3", "MODIFIED /b 2", "MODIFIED /a 4", "ADDED /d -");
    }

    /** The mark of the record before is written first, but nobody promises that it is there. */
    @Test
    void aStateBeforeThatIsNotMarkedIsFoundAsWell() throws IOException {
        append(record("+++", 1, 1_700_000_000, "/a") + record("!++", 2, 1_700_000_001, "/a"));
        FilePosition end = database().end();
        append(record("!!+", 3, 1_700_000_002, "/a"));
        assertThat(words(after(end))).containsExactly("MODIFIED /a 2");
    }

    @Test
    void everyPositionContinuesAndIsTheSameWhicheverWayItIsFound() throws IOException {
        var random = new Random(3);
        var text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String path = "/" + "p".repeat(random.nextInt(8) == 0 ? 5000 : random.nextInt(90)) + i;
            text.append(random.nextInt(6) == 0 ? "\n" : record("+++", i, 1_700_000_000 + i, path));
        }
        append(text.toString());
        var items = after(FilePosition.START).items();
        var positions = new ArrayList<>(
                items.stream().map(AppendedRecords.Item::reached).toList());
        for (int i = 0; i < positions.size(); i++) {
            assertThat(words(after(positions.get(i))))
                    .containsExactlyElementsOf(
                            words(new AppendedRecords<>(items.subList(i + 1, items.size()), FilePosition.START, true)));
        }
        assertThat(after(FilePosition.START).reached()).isEqualTo(database().end());
    }

    @Test
    void whatDaemonsOverwriteDoesNotMatterAndAnythingElseDoes() throws IOException {
        append(record("+++", 1234567, 1_700_000_000, "/etc/some file"));
        FilePosition end = database().end();
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThat(database().appended(end).isPresent()).as("byte " + i).isEqualTo(i < 16);
        }
        Files.write(file, new byte[0]);
        assertThat(database().appended(end)).isEmpty();
    }

    @Test
    void anUnfinishedLineWaitsAndAMalformedOneIsReported() throws IOException {
        append(record("+++", 1, 1_700_000_000, "/a"));
        FilePosition end = database().end();
        append("+++2:33188");
        assertThat(database().end()).isEqualTo(end);
        assertThat(after(end)).isEqualTo(new AppendedRecords<FileChange>(List.of(), end, true));
        assertThat(reports.lines()).isEmpty();
        append("\n" + record("+++", 3, 1_700_000_000, "/b"));
        assertThat(words(after(end))).containsExactly("ADDED /b -");
        assertThat(reports.lineNumbers()).containsExactly(2L);
    }

    @Test
    void aLargeAdditionComesInParts() throws IOException {
        var text = new StringBuilder();
        int records = 60_000;
        for (int i = 0; i < records; i++) {
            text.append(record("+++", i, 1_700_000_000, "/srv/www/htdocs/file-" + i));
        }
        append(text.toString());
        FilePosition position = FilePosition.START;
        int found = 0;
        int parts = 0;
        Optional<AppendedRecords<FileChange>> part;
        do {
            part = database().appended(position);
            found += part.orElseThrow().items().size();
            position = part.get().reached();
            parts++;
        } while (!part.get().isEnd());
        assertThat(found).isEqualTo(records);
        assertThat(parts).isBetween(2, 20);
    }

    @Test
    void aMomentIsFound() throws IOException {
        append("+++1:33188:0:0:xxx:xxx /old\n" + record("+++", 1, 1_700_000_000, "/a")
                + record("+++", 2, 1_700_000_010, "/b"));
        assertThat(words(after(database().since(Instant.ofEpochSecond(1_700_000_005)))))
                .containsExactly("ADDED /b -");
        assertThat(words(after(database().since(Instant.ofEpochSecond(1_700_000_000)))))
                .containsExactly("ADDED /a -", "ADDED /b -");
        assertThat(database().since(Instant.ofEpochSecond(1_700_000_011)))
                .isEqualTo(database().end());
    }
}
