package io.github.ossec4j.io.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCursorTest {
    private static final int[] SIZES = {1, 2, 7, 1 << 16};

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void linesAreTheBytesBeforeLineFeeds(int size) throws IOException {
        assertThat(lines("a\n\nbc\nlonger than seven\n", size)).containsExactly("a", "", "bc", "longer than seven");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void emptyFileHasNoLine(int size) throws IOException {
        try (LineCursor cursor = cursor(file(""), size)) {
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.position()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void lastLineWithoutLineFeedIsHandedOutAsUnterminated(int size) throws IOException {
        try (LineCursor cursor = cursor(file("whole\nhalf"), size)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.isTerminated()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor)).isEqualTo("half");
            assertThat(cursor.isTerminated()).isFalse();
            assertThat(cursor.position()).isEqualTo(10);
            assertThat(cursor.completePosition()).isEqualTo(6);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.completePosition()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void carriageReturnsZerosAndOtherBytesBelongToTheLine(int size) throws IOException {
        assertThat(lines("a\r\n\0b\0\n\u00e9\u00ff\u0080\n", size))
                .containsExactly("a\r", "\0b\0", "\u00e9\u00ff\u0080");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void lineOfTenThousandBytesIsOneLine(int size) throws IOException {
        String longLine = "x".repeat(10_000);
        assertThat(lines("a\n" + longLine + "\nb\n", size)).containsExactly("a", longLine, "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void numbersAndOffsetsTellWhereALineStands(int size) throws IOException {
        try (LineCursor cursor = cursor(file("ab\n\ncdefghijk\n"), size)) {
            var found = new ArrayList<String>();
            while (cursor.next()) {
                found.add(cursor.lineNumber() + "@" + cursor.offset() + "-" + cursor.position());
            }
            assertThat(found).containsExactly("1@0-3", "2@3-4", "3@4-14");
            assertThat(cursor.size()).isEqualTo(14);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void overlongLineIsPassedOverAndTheFollowingLinesAreIntact(int size) throws IOException {
        Path file = file("a\n" + "x".repeat(11) + "\nfits-in-10\n" + "y".repeat(1000) + "\n\nz\n");
        try (LineCursor cursor = LineCursor.open(file, size, 10, 1)) {
            var found = new ArrayList<String>();
            while (cursor.next()) {
                assertThat(cursor.isTerminated()).isTrue();
                found.add(cursor.lineNumber() + "@" + cursor.offset() + ":"
                        + (cursor.isOverlong() ? "overlong" + text(cursor) : text(cursor)));
            }
            assertThat(found)
                    .containsExactly(
                            "1@0:a", "2@2:overlong", "3@14:fits-in-10", "4@25:overlong", "5@1026:", "6@1027:z");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void overlongLastLineWithoutLineFeedIsTheLast(int size) throws IOException {
        try (LineCursor cursor = LineCursor.open(file("a\n" + "x".repeat(500)), size, 10, 1)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.isOverlong()).isTrue();
            assertThat(cursor.isTerminated()).isFalse();
            assertThat(cursor.completePosition()).isEqualTo(2);
            assertThat(cursor.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void lineThatIsTooLongForItsLeadingZerosIsHandedOutWithTheLastOfThem(int size) throws IOException {
        String content = "a\n" + "\0".repeat(300) + "record\n" + "\0".repeat(3) + "short\n" + "\0".repeat(300)
                + "x".repeat(11) + "\nb\n" + "\0".repeat(20) + "\n";
        try (LineCursor cursor = LineCursor.open(file(content), size, 10, 1)) {
            var found = new ArrayList<String>();
            while (cursor.next()) {
                found.add(cursor.offset() + ":" + (cursor.isOverlong() ? "overlong" : text(cursor)));
            }
            assertThat(found)
                    .containsExactly("0:a", "2:\0record", "309:\0\0\0short", "318:overlong", "630:b", "632:\0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void whatIsAppendedMeanwhileIsNotRead(int size) throws IOException {
        Path file = file("first\nsecond\n");
        try (LineCursor cursor = cursor(file, size)) {
            assertThat(cursor.next()).isTrue();
            Files.writeString(file, "third\n", StandardOpenOption.APPEND);
            assertThat(rest(cursor)).containsExactly("second");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void lineThatIsCompletedMeanwhileWasIncompleteWhenReadingBegan(int size) throws IOException {
        Path file = file("first\nsec");
        try (LineCursor cursor = cursor(file, size)) {
            assertThat(cursor.next()).isTrue();
            Files.writeString(file, "ond\n", StandardOpenOption.APPEND);
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor)).isEqualTo("sec");
            assertThat(cursor.isTerminated()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void truncationEndsTheWalkWithoutAnException(int size) throws IOException {
        Path file = file("first\n" + "second line\n".repeat(20));
        try (LineCursor cursor = cursor(file, size)) {
            assertThat(cursor.next()).isTrue();
            truncate(file);
            while (cursor.next()) {
                assertThat(cursor.isTerminated()).isFalse();
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    /** The former end does not bound the reading then, and what is appended may supersede what has been read. */
    @Test
    void whatIsAppendedAfterATruncationIsNotRead() throws IOException {
        Path file = file("an old line\n".repeat(10));
        try (LineCursor cursor = LineCursor.open(file, 1 << 16, 100, 32)) {
            Files.writeString(file, "a new line, which is longer\n");
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor)).startsWith("a new line");

            Files.writeString(file, "appended\n", StandardOpenOption.APPEND);

            assertThat(cursor.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void fileThatWasTruncatedAndFilledAnewYieldsNoTailOfALine(int size) throws IOException {
        Path file = file("12345\n" + "old line\n".repeat(20));
        try (LineCursor cursor = cursor(file, size)) {
            assertThat(cursor.next()).isTrue();
            truncate(file);
            Files.writeString(file, "another line, longer than those before\n".repeat(20), StandardOpenOption.APPEND);
            for (String line : rest(cursor)) {
                assertThat(List.of("old line", "another line, longer than those before"))
                        .contains(line);
            }
        }
    }

    @Test
    void fileOfEquallyLongLinesThatWasFilledAnewEndsTheWalkIfItIsOnlyAppendedTo() throws IOException {
        Path file = file("+++a record of a file that is only old\n".repeat(20));
        try (LineCursor cursor = LineCursor.open(file, 7, 100, 32)) {
            assertThat(cursor.next()).isTrue();
            truncate(file);
            Files.writeString(file, "+++a record of a file that is only new\n".repeat(20), StandardOpenOption.APPEND);
            assertThat(rest(cursor)).allMatch(line -> line.endsWith("old")).hasSizeLessThan(3);
        }
    }

    @Test
    void flagsAndTimesThatAreOverwrittenInPlaceDoNotEndTheWalk() throws IOException {
        String line = "!1456714400!1456214400 System Audit: a finding\n";
        Path file = file(line.repeat(20));
        try (LineCursor cursor = LineCursor.open(file, 7, 100, 32)) {
            assertThat(cursor.next()).isTrue();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int i = 0; i < 20; i++) {
                    channel.write(ByteBuffer.wrap("!1999999999".getBytes(ISO_8859_1)), (long) i * line.length());
                }
            }
            assertThat(rest(cursor)).hasSize(19);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void deletedFileIsReadToItsEnd(int size) throws IOException {
        Path file = file("first\nsecond\nthird\n");
        try (LineCursor cursor = cursor(file, size)) {
            assertThat(cursor.next()).isTrue();
            Files.delete(file);
            assertThat(rest(cursor)).containsExactly("second", "third");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void replacedFileIsReadToItsEnd(int size) throws IOException {
        Path file = file("first\nsecond\nthird\n");
        Path other = Files.writeString(directory.resolve("other"), "another\nfile\n");
        try (LineCursor cursor = cursor(file, size)) {
            assertThat(cursor.next()).isTrue();
            Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(rest(cursor)).containsExactly("second", "third");
        }
    }

    @Test
    void laterWalkGoesOnBehindTheLastCompleteLine() throws IOException {
        Path file = file("one\ntwo\nthr");
        Files.writeString(file, "ee\nfour\n", StandardOpenOption.APPEND);
        try (LineCursor cursor = LineCursor.openAppendedAt(file, 8, 2)) {
            assertThat(cursor.position()).isEqualTo(8);
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor)).isEqualTo("three");
            assertThat(cursor.lineNumber()).isEqualTo(3);
            assertThat(cursor.offset()).isEqualTo(8);
            assertThat(rest(cursor)).containsExactly("four");
            assertThat(cursor.completePosition()).isEqualTo(19);
        }
    }

    @Test
    void laterWalkFromTheBeginIsAWalk() throws IOException {
        try (LineCursor cursor = LineCursor.openAppendedAt(file("one\ntwo\n"), 0, 0)) {
            assertThat(rest(cursor)).containsExactly("one", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 7, 8, 9, 1000})
    void laterWalkFindsNothingWhereNoLineBeginsOrTheFileEnds(long offset) throws IOException {
        try (LineCursor cursor = LineCursor.openAppendedAt(file("one\ntwo\n"), offset, 1)) {
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.completePosition()).isEqualTo(offset);
        }
    }

    @Test
    void missingFileIsTold() {
        assertThatThrownBy(() -> LineCursor.open(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void directoryIsNotReadable() {
        assertThatThrownBy(() -> {
                    try (LineCursor cursor = LineCursor.open(directory)) {
                        cursor.next();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void anyBufferSizeGivesTheSameLinesInAnyFileSystem() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path inMemory = memory.getPath("/file");
            for (int round = 0; round < 150; round++) {
                var bytes = new byte[random.nextInt(120)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] =
                            (byte) (random.nextInt(8) == 0 ? '\n' : random.nextInt(4) == 0 ? 0 : random.nextInt(256));
                }
                Path file = Files.write(directory.resolve("soup"), bytes);
                Files.write(inMemory, bytes);
                for (int maximum : new int[] {3, 12, 1000}) {
                    List<String> expected = described(file, 1 << 16, maximum);
                    assertThat(expected).as("seed %d round %d", seed, round).hasSize(count(bytes));
                    for (int size : SIZES) {
                        assertThat(described(file, size, maximum))
                                .as("seed %d round %d size %d maximum %d", seed, round, size, maximum)
                                .isEqualTo(expected);
                        assertThat(described(inMemory, size, maximum)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void linesThatArePassedOverAreCountedWithAnyBufferSize() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            var content = new StringBuilder();
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                content.append("+-".charAt(random.nextInt(2)));
                content.append("x".repeat(random.nextInt(20)));
                content.append(random.nextBoolean() ? "a path of some length\n" : "\n");
            }
            Path file = file(content.toString());
            for (int size : SIZES) {
                List<String> all = described(file, size, 30);
                try (LineCursor cursor = LineCursor.open(file, size, 30, 32)) {
                    assertThat(unpassed(cursor, () -> cursor.passBeginningWith('+')))
                            .as("seed %d round %d size %d", seed, round, size)
                            .containsAll(all.stream()
                                    .filter(line -> line.contains("true") && line.contains("-x"))
                                    .toList())
                            .isSubsetOf(all)
                            .doesNotHaveDuplicates();
                }
                byte[] tail = "a path of some length".getBytes(ISO_8859_1);
                try (LineCursor cursor = LineCursor.open(file, size, 30, 32)) {
                    assertThat(unpassed(cursor, () -> cursor.passNotEndingWith(tail)))
                            .as("seed %d round %d size %d", seed, round, size)
                            .containsAll(all.stream()
                                    .filter(line -> line.endsWith("a path of some length"))
                                    .toList())
                            .isSubsetOf(all)
                            .doesNotHaveDuplicates();
                }
                try (LineCursor cursor = LineCursor.open(file, size, 30, 32)) {
                    assertThat(unpassed(
                                    cursor,
                                    () -> cursor.passUnless(
                                            (bytes, from, to) -> Ascii.find(bytes, from, to, "xxxxxxxxx") >= 0)))
                            .as("seed %d round %d size %d", seed, round, size)
                            .containsAll(all.stream()
                                    .filter(line -> line.contains("xxxxxxxxx"))
                                    .toList())
                            .isSubsetOf(all)
                            .doesNotHaveDuplicates();
                }
                try (LineCursor cursor = LineCursor.open(file, size, 30, 32)) {
                    assertThat(unpassed(cursor, () -> passBlocks(cursor, "xxxxxxxxx")))
                            .as("seed %d round %d size %d", seed, round, size)
                            .containsAll(all.stream()
                                    .filter(line -> line.contains("xxxxxxxxx"))
                                    .toList())
                            .isSubsetOf(all)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    private static void passBlocks(LineCursor cursor, String wanted) {
        try {
            cursor.passBlocksUnless((block, from, to) -> {
                var bytes = new byte[to - from];
                block.get(from, bytes);
                assertThat(bytes[bytes.length - 1]).as("the end of a line").isEqualTo((byte) '\n');
                return Ascii.find(bytes, 0, bytes.length, wanted) >= 0;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void blocksArePassedOverBeforeTheyAreCopied() throws IOException {
        String longLine = "l".repeat(100_000);
        Path file = file("nothing\n".repeat(30_000) + "something\n" + "nothing\n".repeat(30_000) + longLine + "\n"
                + "nothing\n".repeat(30_000) + "something\n" + "nothing\n".repeat(10_000) + "last");
        var lines = new ArrayList<String>();
        try (LineCursor cursor = LineCursor.openAppended(file)) {
            passBlocks(cursor, "something");
            while (cursor.next()) {
                lines.add(cursor.lineNumber() + text(cursor) + cursor.isTerminated());
                passBlocks(cursor, "something");
            }
            assertThat(cursor.position()).isEqualTo(cursor.size());
        }
        assertThat(lines)
                .contains("30001somethingtrue", "60002" + longLine + "true", "90003somethingtrue", "100004lastfalse")
                .hasSizeLessThan(5000);
    }

    @Test
    void blocksOfAFileThatWasFilledAnewEndTheWalk() throws IOException {
        Path file = file("nothing\n".repeat(30_000) + "something\n" + "nothing\n".repeat(30_000) + "something\n");
        try (LineCursor cursor = LineCursor.openAppended(file)) {
            passBlocks(cursor, "something");
            assertThat(cursor.next()).isTrue();
            file("another\n".repeat(60_000) + "something\n".repeat(2));
            var lines = new ArrayList<String>();
            do {
                lines.add(text(cursor));
                passBlocks(cursor, "something");
            } while (cursor.next());
            assertThat(lines).contains("something").doesNotContain("another");
        }
    }

    @Test
    void searchPassesOverManyLinesAtOnce() throws IOException {
        Path file = file("nothing\n".repeat(5000) + "something\n" + "nothing\n".repeat(5000) + "something\n" + "last");
        var lines = new ArrayList<String>();
        var calls = new AtomicInteger();
        try (LineCursor cursor = LineCursor.open(file)) {
            LineCursor.Search search = (bytes, from, to) -> {
                calls.incrementAndGet();
                return Ascii.find(bytes, from, to, "something") >= 0;
            };
            cursor.passUnless(search);
            while (cursor.next()) {
                lines.add(cursor.lineNumber() + text(cursor));
                cursor.passUnless(search);
            }
            assertThat(cursor.lineNumber()).isEqualTo(10_003);
        }
        assertThat(lines)
                .contains("5001something", "10002something", "10003last")
                .hasSizeLessThan(2500);
        assertThat(calls.get()).isLessThan(20);
    }

    @Test
    void linesThatWereNotCountedAndAreGoneAreNoError() throws IOException {
        Path file = file("nothing\n".repeat(5000) + "something\n");
        try (LineCursor cursor = LineCursor.open(file)) {
            while (cursor.next() && !text(cursor).equals("something")) {
                cursor.passUnless((bytes, from, to) -> Ascii.find(bytes, from, to, "something") >= 0);
            }
            assertThat(text(cursor)).isEqualTo("something");
            truncate(file);
            assertThatCode(cursor::lineNumber).doesNotThrowAnyException();
        }
    }

    private static List<String> unpassed(LineCursor cursor, Runnable pass) throws IOException {
        var lines = new ArrayList<String>();
        pass.run();
        while (cursor.next()) {
            lines.add(described(cursor));
            pass.run();
        }
        assertThat(cursor.position()).isEqualTo(cursor.size());
        assertThat(cursor.completePosition()).isEqualTo(cursor.size());
        return lines;
    }

    private static String described(LineCursor cursor) throws IOException {
        return cursor.lineNumber() + "@" + cursor.offset() + "-" + cursor.position() + cursor.isTerminated()
                + cursor.isOverlong() + text(cursor);
    }

    private static int count(byte[] bytes) {
        int lines = bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static List<String> described(Path file, int size, int maximum) throws IOException {
        var lines = new ArrayList<String>();
        try (LineCursor cursor = LineCursor.open(file, size, maximum, size % 2 == 0 ? 1 : 32)) {
            while (cursor.next()) {
                lines.add(described(cursor));
            }
        }
        return lines;
    }

    private List<String> lines(String content, int size) throws IOException {
        try (LineCursor cursor = cursor(file(content), size)) {
            return rest(cursor);
        }
    }

    private static List<String> rest(LineCursor cursor) throws IOException {
        var lines = new ArrayList<String>();
        while (cursor.next()) {
            if (cursor.isTerminated()) {
                lines.add(text(cursor));
            }
        }
        return lines;
    }

    private static String text(LineCursor cursor) {
        return new String(cursor.lineBytes(), ISO_8859_1);
    }

    private static LineCursor cursor(Path file, int size) throws IOException {
        return LineCursor.open(file, size, 1 << 20, 1);
    }

    private Path file(String latin1) throws IOException {
        return Files.write(directory.resolve("file"), latin1.getBytes(ISO_8859_1));
    }

    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
