package io.github.ossec4j.api.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.fixtures.SyscheckDialect;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSearchTest {
    private static final Instant BEGIN = Instant.parse("2016-01-01T00:00:00Z");
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Lines of every kind, among them some that look like others from afar. */
    private static final List<String> ODD = List.of(
            "+++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd",
            "#++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/changed",
            "!++0:35309:0:0:" + SHA1.substring(8) + ":" + SHA1 + ":" + SHA256 + " !1467000001 /odd/changed",
            "+++0:33188:0:0:xxx:" + SHA1 + " !1467000000 /odd/unread",
            "+++0:33188:0:0:xxx:xxx:" + SHA256 + " !1467000000 /odd/unread: " + MD5 + ":" + SHA1,
            "+++0:33188:0:0:xxx:xxx !1467000000 /odd/none",
            "#++0:33206:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/gone",
            "!++-1 !1467000002 /odd/gone",
            "!++-1 !1467000002 /a:b:c:d:e",
            "+++5:41471:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/link",
            "+++12:33206:S-1-5-21-1004336348-1177238915-682003330-512:0:" + MD5 + ":" + SHA1
                    + " !1467000000 C:\\odd/sid",
            "+++12345678901234567:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/large",
            "+++0:33188:0:0:" + MD5 + ":" + SHA1 + " /odd/without/time",
            "+++0:33188:0:0:" + MD5 + ":" + SHA1 + " !99 /odd/short/time",
            "+++0:33188:0:0:" + MD5 + ":" + SHA1 + ":root:root:1467000000:12 !1467000000 /odd/wazuh",
            "\0\0\0\0#\0+++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/hole",
            "\0\0##++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/hole",
            "+++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/ !1467000009 /name",
            "+++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /odd/\u00e9",
            "1:2:3:4:" + MD5.substring(2) + "\n:" + SHA1,
            "",
            "\0",
            "garbage");

    @TempDir
    Path directory;

    private record Question(String name, FileSearch search, Predicate<SyscheckEntry> isFound) {
        Question with(Predicate<SyscheckEntry> other) {
            return new Question(name, search, other);
        }
    }

    private static Question attribute(String name, FileSearch search, Predicate<FileAttributes> isFound) {
        return new Question(
                name, search, entry -> entry.attributes().filter(isFound).isPresent());
    }

    /** Whatever is skipped unread, the records are those that a look at each of them finds. */
    @ParameterizedTest
    @EnumSource
    void searchFindsWhatALookAtEveryRecordFinds(SyscheckDialect dialect) throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Path file = directory.resolve("database");
        SyscheckGenerator.of(2000).seed(seed).changedShare(0.3).dialect(dialect).writeTo(file);
        List<String> lines =
                new ArrayList<>(Files.readString(file, ISO_8859_1).lines().toList());
        for (int i = 0; i < 30; i++) {
            for (String odd : ODD) {
                lines.add(random.nextInt(lines.size()), odd.replace("/odd", "/odd" + i));
            }
        }
        Files.writeString(file, String.join("\n", lines) + "\n+++0:33188:0:0:" + MD5, ISO_8859_1);
        SyscheckDatabase database = SyscheckDatabase.at(file, MalformedLineHandler.ignore());
        List<SyscheckEntry> entries = all(database.entries());
        List<SyscheckEntry> inventory = all(database.inventory());

        for (Question question : questions(entries, random)) {
            assertThat(all(question.search.withHistory().in(database)))
                    .as("history, %s, seed %d", question.name, seed)
                    .containsExactlyElementsOf(
                            entries.stream().filter(question.isFound).toList());
            assertThat(occurrences(all(question.search.in(database)).stream()))
                    .as("%s, seed %d", question.name, seed)
                    .isEqualTo(occurrences(inventory.stream().filter(question.isFound)));
        }
    }

    private static Map<SyscheckEntry, Long> occurrences(Stream<SyscheckEntry> entries) {
        return entries.collect(groupingBy(entry -> entry, counting()));
    }

    private static List<Question> questions(List<SyscheckEntry> entries, Random random) {
        SyscheckEntry some = entries.get(random.nextInt(entries.size()));
        List<String> few = hashes(entries.subList(100, 103));
        List<String> many =
                hashes(entries.stream().filter(e -> random.nextInt(4) == 0).toList());
        List<String> manyPaths = entries.stream()
                .filter(e -> random.nextInt(4) == 0)
                .map(entry -> entry.path().lossless())
                .toList();
        Set<String> longPaths =
                manyPaths.stream().filter(path -> path.length() > 20).collect(toSet());
        Set<String> allOfMany = Set.copyOf(many);
        Instant since = BEGIN.plusSeconds(86_400 * 7 + 5);
        PathPattern pattern = PathPattern.of("GATEWAY-|^/opt/|\\.conf$");
        return List.of(
                new Question("everything", FileSearch.all(), entry -> true),
                hashes("md5", List.of(MD5)),
                hashes("sha1", List.of(SHA1.toUpperCase(Locale.ROOT))),
                hashes("sha256", List.of(SHA256)),
                hashes("few", few),
                hashes("many", many),
                hashes("md5s", many.stream().filter(hash -> hash.length() == 32).toList()),
                hashes(
                        "sha1s",
                        many.stream().filter(hash -> hash.length() == 40).toList()),
                hashes("none", List.of()),
                paths("one path", manyPaths.subList(0, 1)),
                paths("paths", manyPaths),
                paths("long paths", longPaths),
                new Question(
                        "hashes or paths",
                        FileSearch.all().indicators(indicators(many, longPaths)),
                        entry -> has(entry, allOfMany)
                                || longPaths.contains(entry.path().lossless())),
                new Question(
                        "path",
                        FileSearch.all().path(some.path()),
                        entry -> entry.path().equals(some.path())),
                new Question("pattern", FileSearch.all().path(pattern), entry -> pattern.matches(entry.path())),
                new Question(
                        "since", FileSearch.all().since(since), entry -> isFrom(entry.recorded(), since, Instant.MAX)),
                new Question(
                        "until",
                        FileSearch.all().until(since),
                        entry -> isFrom(entry.recorded(), Instant.EPOCH, since)),
                attribute(
                        "owner",
                        FileSearch.all().owner("1000"),
                        state -> state.owner().equals("1000")),
                attribute(
                        "windows owner",
                        FileSearch.all().owner("S-1-5-21-1004336348-1177238915-682003330-512"),
                        state -> state.owner().startsWith("S-1-5-21-")),
                attribute(
                        "set-user-id",
                        FileSearch.all().mode(FileSearch.SET_USER_ID),
                        state -> state.mode()
                                .filter(mode -> (mode.bits() & 04000) != 0)
                                .isPresent()),
                attribute(
                        "world-writable",
                        FileSearch.all().mode(FileSearch.WORLD_WRITABLE),
                        state -> state.mode()
                                .filter(mode -> (mode.bits() & 2) != 0 && (mode.bits() & 0170000) != 0120000)
                                .isPresent()),
                attribute("large", FileSearch.all().sizeAtLeast(4096), state -> state.size() >= 4096),
                attribute("small", FileSearch.all().sizeAtMost(10), state -> state.size() <= 10),
                attribute(
                                "all of these",
                                FileSearch.all()
                                        .owner("1000")
                                        .sizeAtMost(100_000)
                                        .sizeAtLeast(10)
                                        .path(PathPattern.of("/etc")),
                                state -> false)
                        .with(entry -> entry.attributes()
                                        .filter(state -> state.owner().equals("1000")
                                                && state.size() <= 100_000
                                                && state.size() >= 10)
                                        .isPresent()
                                && PathPattern.of("/etc").matches(entry.path())));
    }

    private static Question hashes(String name, List<String> hashes) {
        Set<String> lowerCase =
                hashes.stream().map(hash -> hash.toLowerCase(Locale.ROOT)).collect(toSet());
        return new Question(name, FileSearch.all().indicators(Indicators.of(hashes)), entry -> has(entry, lowerCase));
    }

    private static Question paths(String name, Collection<String> paths) {
        Set<String> all = Set.copyOf(paths);
        return new Question(
                name,
                FileSearch.all().indicators(Indicators.of(List.copyOf(paths))),
                entry -> all.contains(entry.path().lossless()));
    }

    private static Indicators indicators(List<String> hashes, Collection<String> paths) {
        return Indicators.of(Stream.concat(hashes.stream(), paths.stream()).toList());
    }

    private static List<String> hashes(List<SyscheckEntry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.attributes().stream())
                .flatMap(state -> Stream.of(state.md5(), state.sha1(), state.sha256()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean has(SyscheckEntry entry, Set<String> hashes) {
        return entry.attributes()
                .filter(state -> Stream.of(state.md5(), state.sha1(), state.sha256())
                        .flatMap(Optional::stream)
                        .anyMatch(hashes::contains))
                .isPresent();
    }

    private static boolean isFrom(Optional<Instant> time, Instant since, Instant until) {
        return time.filter(known -> !known.isBefore(since) && known.isBefore(until))
                .isPresent();
    }

    private static List<SyscheckEntry> all(RecordStream<SyscheckEntry> records) {
        try (records) {
            return records.stream().toList();
        }
    }

    /** A file name with a line feed makes lines of its own; none of them may hide the record after it. */
    @Test
    void forgedLinesHideNoRecord() throws IOException {
        String record = "+++0:33188:0:0:" + MD5.substring(1) + "0:" + SHA1 + " !1467000000 /wanted";
        FileSearch search = FileSearch.all().indicators(indicators(List.of(SHA1), manyHashes()));
        for (int colons = 0; colons < 6; colons++) {
            for (int length = 0; length < 90; length++) {
                String forged = ":".repeat(colons) + "f".repeat(length);
                Path file = Files.writeString(directory.resolve("forged"), forged + "\n" + record + "\n", ISO_8859_1);
                assertThat(all(search.in(SyscheckDatabase.at(file, MalformedLineHandler.ignore()))))
                        .as(forged)
                        .hasSize(1);
            }
        }
    }

    private static List<String> manyHashes() {
        return Stream.iterate(1, i -> i + 1)
                .limit(100)
                .map(i -> String.format("%040x", i))
                .toList();
    }

    @Test
    void supersededStateThatNoLaterOneReplacedIsTheCurrentOne() throws IOException {
        Path file = Files.writeString(
                directory.resolve("crashed"),
                "#++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /crashed\n"
                        + "#++0:33188:0:0:" + MD5 + ":" + SHA1 + " !1467000000 /mended\n"
                        + "#!+1:33188:0:0:xxx:xxx !1467000001 /mended\n");
        SyscheckDatabase database = SyscheckDatabase.at(file, MalformedLineHandler.failing());

        assertThat(all(FileSearch.all().indicators(Indicators.of(List.of(SHA1))).in(database)))
                .extracting(entry -> entry.path().display())
                .containsExactly("/crashed");
        assertThat(all(FileSearch.all().path(RawText.of("/mended")).in(database)))
                .extracting(entry -> entry.attributes().orElseThrow().size())
                .containsExactly(1L);
    }
}
