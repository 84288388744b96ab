package io.github.ossec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.fixtures.SampleHome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home gives the same rows wherever it is. */
class StorageTest {
    private static final List<String> TABLES =
            Arrays.stream(HomeTable.values()).map(HomeTable::optionName).toList();

    @TempDir
    private static Path directory = Path.of("");

    private static Path homes = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        homes = directory.resolve("homes");
        SampleHome.writeTo(homes.resolve("north"), GoldenHomes.NOW);
        try (Stream<Path> files = Files.walk(homes);
                OutputStream tar = Files.newOutputStream(
                        Files.createDirectories(directory.resolve("tar")).resolve("backup.tar.gz"));
                OutputStream zip = Files.newOutputStream(
                        Files.createDirectories(directory.resolve("zip")).resolve("north.zip"));
                var inTar = new TarArchiveOutputStream(new GZIPOutputStream(tar), "UTF-8");
                var inZip = new ZipArchiveOutputStream(zip)) {
            inTar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(
                        inTar,
                        new TarArchiveEntry(
                                file.toFile(), homes.relativize(file).toString()),
                        file);
                String inVar = "var/ossec/" + homes.resolve("north").relativize(file);
                add(inZip, new ZipArchiveEntry(file.toFile(), inVar), file);
            }
            inTar.putArchiveEntry(new TarArchiveEntry("north/../../queue/syscheck/syscheck"));
            inTar.closeArchiveEntry();
        }
    }

    private static <E extends ArchiveEntry> void add(ArchiveOutputStream<E> archive, E entry, Path file)
            throws IOException {
        archive.putArchiveEntry(entry);
        Files.copy(file, archive);
        archive.closeArchiveEntry();
    }

    private static List<String> rows(String table, String path) {
        Dataset<Row> rows =
                LocalSpark.table(table, path, Map.of("now", GoldenHomes.NOW.toString(), "mode", "FAILFAST"));
        return rows.collectAsList().stream().map(Shown::row).sorted().toList();
    }

    @Test
    void otherFileSystemsHaveTheSameRows() {
        for (String table : TABLES) {
            assertThat(rows(table, "remote:" + homes))
                    .as(table)
                    .containsExactlyElementsOf(rows(table, homes.toString()));
        }
    }

    @Test
    void archivesHaveTheSameRows() throws IOException {
        for (String table : TABLES) {
            List<String> expected = rows(table, homes.toString());
            assertThat(expected).as(table).isNotEmpty();
            assertThat(seconds(rows(table, directory.resolve("zip").toString())))
                    .as(table)
                    .isEqualTo(seconds(expected));
            assertThat(seconds(rows(table, "remote:" + directory.resolve("tar/backup.tar.gz"))))
                    .as(table)
                    .isEqualTo(seconds(expected));
        }
        assertThat(unpacked()).isEmpty();
    }

    /** Archives keep times of files in whole seconds, and zip in local time, to two seconds. */
    private static List<String> seconds(List<String> rows) {
        return rows.stream()
                .map(row -> row.replaceAll(":[0-9]{2}(\\.[0-9]+)?Z", "Z"))
                .toList();
    }

    private static List<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("ossec[0-9]+"))
                    .toList();
        }
    }

    @Test
    void damageIsReportedWithTheNameOfTheArchive() throws IOException {
        Path archive = directory.resolve("damaged.zip");
        try (var zip = new ZipArchiveOutputStream(Files.newOutputStream(archive))) {
            zip.putArchiveEntry(new ZipArchiveEntry("east/queue/syscheck/syscheck"));
            zip.write("damaged\n".getBytes(StandardCharsets.US_ASCII));
            zip.closeArchiveEntry();
        }
        Row row = LocalSpark.table("files", archive.toString(), Map.of("mode", "PERMISSIVE"))
                .first();
        assertThat(row.getString(0)).isEqualTo("east");
        assertThat(row.<String>getAs("_corrupt_record"))
                .contains("damaged.zip!/east/queue/syscheck/syscheck:1: expected three flags");
    }

    @Test
    void aTruncatedArchiveFailsTheJob() throws IOException {
        Path archive = directory.resolve("truncated.tgz");
        byte[] whole = Files.readAllBytes(directory.resolve("tar/backup.tar.gz"));
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        Dataset<Row> files = LocalSpark.table("files", archive);
        assertThatThrownBy(files::count).hasStackTraceContaining("truncated.tgz");
        assertThat(unpacked()).isEmpty();
    }

    @Test
    void managersAreNamedByTheLastDirectoryThatSaysSomething() {
        var names = new ArrayList<String>();
        for (String path : List.of("/srv/north", "/srv/north/var/ossec", "north/./var/ossec", "", "var/ossec")) {
            names.add(Homes.manager(path, "otherwise"));
        }
        assertThat(names).containsExactly("north", "north", "north", "otherwise", "otherwise");
    }
}
