package io.github.ossec4j.io.syscheck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyscheckDatabaseTest {
    private static final String HASHES = ":0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path directory;

    private final Reports reports = new Reports();

    @Test
    void missingDatabaseIsTold() {
        SyscheckDatabase database = SyscheckDatabase.at(directory.resolve("none"), reports);

        assertThatThrownBy(database::entries).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(database::inventory).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> database.history(PathFilter.of(path -> true))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void failingHandlerEndsReadingWithFileAndLineButNotItsText() throws IOException {
        Path file = write(record("+++", 1, "/a") + "secret nonsense\n");

        try (var entries =
                SyscheckDatabase.at(file, MalformedLineHandler.failing()).entries()) {
            assertThatThrownBy(() -> entries.stream().count())
                    .isInstanceOf(OssecFormatException.class)
                    .hasMessageStartingWith(file + ":2: expected")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void timeThatNoInstantCanHoldIsReported() throws IOException {
        Path file = write("+++1:33188:0:0" + HASHES + " !31556889864403200 /a\n+++1:33188:0:0" + HASHES
                + " !999999999999999999 /b\n");

        assertThat(paths(SyscheckDatabase.at(file, reports).entries())).isEmpty();
        assertThat(reports.lineNumbers()).containsExactly(1L, 2L);
    }

    @Test
    void modificationTimeThatNoInstantCanHoldIsUnknown() throws IOException {
        Path file = write("+++1:33188:0:0" + HASHES + ":root:root:999999999999999999:5 !1 /a\n");

        try (var entries = SyscheckDatabase.at(file, reports).entries()) {
            SyscheckEntry entry = entries.iterator().next();
            assertThat(entry.attributes().orElseThrow().wazuh().orElseThrow().modified())
                    .isEmpty();
        }
    }

    @Test
    void recordBehindAHoleLargerThanTheLongestLineIsRead() throws IOException {
        Path file = directory.resolve("syscheck");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes("#" + record("!++", 5, "/a") + record("+++", 6, "/b"))), 5 << 20);
        }

        assertThat(paths(SyscheckDatabase.at(file, reports).inventory())).containsExactly("/a", "/b");
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void changesAreTheCurrentStatesOfPathsThatChanged() throws IOException {
        Path file = write(record("#++", 1, "/a")
                + record("!++", 2, "/a")
                + record("+++", 3, "/b")
                + record("#++", 4, "/gone")
                + "!++-1 !5 /gone\n"
                + "#++-1 !6 /back\n"
                + record("!++", 7, "/back"));

        assertThat(changes(file)).containsExactly("/a@2", "/gone@5", "/back@7");
    }

    @Test
    void aPathThatWasSetBackIsNoChange() throws IOException {
        Path file = write(
                record("#!+", 1, "/a") + record("+++", 2, "/a") + record("#++", 3, "/b") + record("!++", 4, "/c"));

        assertThat(changes(file)).containsExactly("/c@4", "/b@3"); // nothing shows what replaced /b
    }

    @Test
    void aChangeWhoseSuccessorIsAppendedMeanwhileIsThereOnce() throws IOException {
        Path file = write(record("!++", 1, "/a") + record("!++", 2, "/b") + record("!++", 3, "/c"));
        try (var changes = SyscheckDatabase.at(file, reports).changes()) {
            supersede(file, 0);
            supersede(file, record("!++", 1, "/a").length());
            append(file, record("!!+", 4, "/a") + record("+++", 5, "/b"));

            assertThat(rest(changes)).containsExactly("/c@3", "/a@4");
        }
    }

    @Test
    void aPathThatWasSetBackAndChangedAgainMeanwhileIsAChange() throws IOException {
        Path file = write(record("#++", 1, "/a") + record("+++", 2, "/a"));
        try (var changes = SyscheckDatabase.at(file, reports).changes()) {
            supersede(file, record("#++", 1, "/a").length());
            append(file, record("!++", 3, "/a"));

            assertThat(rest(changes)).containsExactly("/a@3");
        }
    }

    @Test
    void changesOfADatabaseThatIsDeletedMeanwhileAreThoseThatWereThere() throws IOException {
        Path file = write(record("#++", 1, "/a") + record("!++", 2, "/b"));
        try (var changes = SyscheckDatabase.at(file, reports).changes()) {
            Files.delete(file);

            assertThat(rest(changes)).containsExactly("/b@2", "/a@1");
        }
    }

    @Test
    void inventoryHasTheLastStateOfEachPathThatWasNotDeleted() throws IOException {
        Path file = write(record("#++", 1, "/a")
                + record("!++", 2, "/a")
                + record("+++", 3, "/b")
                + record("#++", 4, "/gone")
                + "!++-1 !5 /gone\n"
                + "#++-1 !6 /back\n"
                + record("!++", 7, "/back"));

        assertThat(inventory(file)).containsExactly("/a@2", "/b@3", "/back@7");
    }

    @Test
    void silentReplacementLeavesOneStateOfThePath() throws IOException {
        Path file = write(
                record("#!+", 1, "/a") + record("+++", 2, "/a") + record("#++", 3, "/b") + record("+++", 4, "/b"));

        assertThat(inventory(file)).containsExactly("/a@2", "/b@4");
    }

    @Test
    void supersededRecordWithoutSuccessorIsTheLastKnownState() throws IOException {
        Path file = write(record("#++", 1, "/a") + record("#++", 2, "/c") + record("+++", 3, "/b") + "#++-1 !4 /d\n");

        assertThat(inventory(file)).containsExactly("/b@3", "/a@1", "/c@2");
    }

    @Test
    void successorThatIsAppendedMeanwhileIsFound() throws IOException {
        Path file = write(record("+++", 1, "/a") + record("+++", 2, "/b"));
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            supersede(file, 0);
            append(file, record("!++", 3, "/a"));

            assertThat(rest(inventory)).containsExactly("/b@2", "/a@3");
        }
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            Iterator<SyscheckEntry> records = inventory.iterator();
            supersede(file, record("+++", 1, "/a").length());
            append(file, record("!++", 4, "/b"));
            var found = new ArrayList<String>();
            records.forEachRemaining(entry -> found.add(text(entry)));

            assertThat(found).doesNotHaveDuplicates().hasSize(2);
        }
    }

    @Test
    void successorIsFoundThroughALineThatWasIncompleteAndThatIsReportedOnce() throws IOException {
        String half = record("+++", 9, "/half");
        Path file = write(record("#++", 1, "/a") + record("+++", 2, "/b") + half.substring(0, 20));
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            append(file, half.substring(20) + "damaged\n" + record("!++", 3, "/a"));

            assertThat(rest(inventory)).containsExactly("/b@2", "/a@3");
        }
        assertThat(reports.lineNumbers()).containsExactly(3L, 4L);
    }

    @Test
    void pathThatIsSupersededTwiceMeanwhileIsThereOnceWithItsLastState() throws IOException {
        Path file = write(record("#++", 1, "/a"));
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            append(file, record("#++", 2, "/a") + record("#!+", 3, "/a") + record("!!!", 4, "/a"));

            assertThat(rest(inventory)).containsExactly("/a@4");
        }
    }

    @Test
    void pathThatIsDeletedMeanwhileIsNotThere() throws IOException {
        Path file = write(record("#++", 1, "/a"));
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            append(file, "!++-1 !2 /a\n" + record("+++", 3, "/later"));

            assertThat(rest(inventory)).isEmpty();
        }
    }

    @Test
    void databaseThatIsTruncatedAndFilledAnewBetweenTheWalksGivesNoPathTwice() throws IOException {
        Path file = write(record("#++", 1, "/a") + record("+++", 2, "/b"));
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            Iterator<SyscheckEntry> records = inventory.iterator();
            assertThat(text(records.next())).isEqualTo("/b@2");
            write(record("+++", 5, "/b") + record("+++", 6, "/a") + record("+++", 7, "/b") + record("+++", 8, "/a"));
            var found = new ArrayList<String>();
            records.forEachRemaining(entry -> found.add(entry.path().toString()));

            assertThat(found).containsExactly("/a");
        }
    }

    @Test
    void databaseThatIsDeletedBetweenTheWalksEndsTheInventoryWithWhatWasThere() throws IOException {
        Path file = write(record("#++", 1, "/a") + record("+++", 2, "/b"));
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            Files.delete(file);

            assertThat(rest(inventory)).containsExactly("/b@2", "/a@1");
        }
    }

    @Test
    void historyTellsWhatHappenedToEachPath() throws IOException {
        Path file = write(record("#++", 1, "/a") + record("#++", 2, "/b") + "#++-1 !3 /a\n" + record("!!+", 4, "/a")
                + record("!++", 5, "/b") + record("+++", 6, "/c"));

        try (var history = SyscheckDatabase.at(file, reports)
                .history(PathFilter.of(path -> !path.toString().equals("/c")))) {
            assertThat(history.stream().map(change -> change.path() + " " + change.kind()))
                    .containsExactly("/a ADDED", "/b ADDED", "/a DELETED", "/a RESTORED", "/b MODIFIED");
        }
    }

    @Test
    void historyTellsWhichAttributesDiffer() throws IOException {
        Path file = write("#++1:33188:0:0" + HASHES + " !1 /a\n!++2:33261:0:7" + HASHES + " !2 /a\n");

        try (var history = SyscheckDatabase.at(file, reports).history(PathFilter.of(path -> true))) {
            FileChange change = history.stream().skip(1).findFirst().orElseThrow();
            assertThat(change.changed())
                    .containsExactlyInAnyOrder(FileChange.Aspect.SIZE, FileChange.Aspect.MODE, FileChange.Aspect.GROUP);
        }
    }

    @Test
    void recordsAreReadOnce() throws IOException {
        try (var entries = SyscheckDatabase.at(write(""), reports).entries()) {
            assertThat(entries.iterator().hasNext()).isFalse();
            assertThatThrownBy(entries::iterator).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void readingAfterClosingFailsAndNamesTheFile() throws IOException {
        Path file = write(record("+++", 1, "/a"));
        var entries = SyscheckDatabase.at(file, reports).entries();
        Iterator<SyscheckEntry> records = entries.iterator();
        entries.close();

        assertThatThrownBy(records::hasNext)
                .isInstanceOfSatisfying(
                        ReadFailedException.class, e -> assertThat(e.file()).isEqualTo(file))
                .hasCauseInstanceOf(ClosedChannelException.class);
    }

    private static String record(String flags, int time, String path) {
        return flags + "10:33188:0:0" + HASHES + " !" + time + " " + path + "\n";
    }

    private static List<String> paths(RecordStream<SyscheckEntry> records) throws IOException {
        try (records) {
            return records.stream().map(entry -> entry.path().toString()).toList();
        }
    }

    private List<String> inventory(Path file) throws IOException {
        try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
            return rest(inventory);
        }
    }

    private List<String> changes(Path file) throws IOException {
        try (var changes = SyscheckDatabase.at(file, reports).changes()) {
            return rest(changes);
        }
    }

    private static List<String> rest(RecordStream<SyscheckEntry> records) {
        return records.stream().map(SyscheckDatabaseTest::text).toList();
    }

    private static String text(SyscheckEntry entry) {
        return entry.path() + "@" + entry.recorded().orElseThrow().getEpochSecond();
    }

    private Path write(String content) throws IOException {
        return Files.write(directory.resolve("syscheck"), bytes(content));
    }

    private static void append(Path file, String content) throws IOException {
        Files.write(file, bytes(content), StandardOpenOption.APPEND);
    }

    private static void supersede(Path file, int offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes("#")), offset);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
