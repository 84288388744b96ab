package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseClearingTest {
    @TempDir
    Path directory;

    @Test
    void aTruncatedFileIsTheSameFile() throws IOException {
        Path file = Files.writeString(directory.resolve("db"), "content");
        Object before = Files.readAttributes(file, "fileKey").get("fileKey");

        var clearing = new DatabaseClearing().truncate(file).orThrow();

        assertThat(file).isEmptyFile();
        assertThat(Files.readAttributes(file, "fileKey").get("fileKey")).isEqualTo(before);
        assertThat(clearing.truncated()).isEqualTo(1);
        assertThat(clearing.deleted()).isZero();
    }

    @Test
    void aMissingDatabaseIsCreatedEmpty() throws IOException {
        new DatabaseClearing().truncate(directory.resolve("db")).orThrow();

        assertThat(directory.resolve("db")).isEmptyFile();
    }

    @Test
    void whatADaemonAppendsAfterwardsIsOnTheDisk() throws IOException {
        Path queue = Files.createDirectories(directory.resolve("queue/syscheck"));
        Path database = Files.writeString(queue.resolve("syscheck"), "old\n");
        try (var daemon = Files.newOutputStream(database, StandardOpenOption.APPEND)) {
            new DatabaseClearing().managerSyscheck(OssecHome.at(directory)).orThrow();
            daemon.write("new\n".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(database).hasContent("new\n");
    }

    @Test
    void aDirectoryThatIsALinkIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path file = Files.writeString(outside.resolve("db"), "kept");
        Path link = Files.createSymbolicLink(directory.resolve("syscheck"), outside);

        assertThatThrownBy(() -> new DatabaseClearing().clearDirectory(link).orThrow())
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("symbolic link");
        assertThatThrownBy(() ->
                        new DatabaseClearing().truncate(link.resolve("db")).orThrow())
                .isInstanceOf(FileSystemException.class);

        assertThat(file).hasContent("kept");
    }

    /** Whoever owns the directory must not be given another's file by exchanging the new database for a link. */
    @Test
    void aLinkExchangedForTheNewDatabaseGivesNothingAway() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "root's");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        Path databases = Files.createDirectory(directory.resolve("databases"));
        Path database = databases.resolve("db");
        var done = new AtomicBoolean();
        Thread neighbor = new Thread(() -> {
            while (!done.get()) {
                exchange(database, victim);
            }
        });
        neighbor.start();
        for (int i = 0; i < 300; i++) {
            new DatabaseClearing().truncate(database);
        }
        done.set(true);
        neighbor.join();

        assertThat(victim).hasContent("root's");
        assertThat(Files.getPosixFilePermissions(victim)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static void exchange(Path database, Path victim) {
        try {
            Path link = Files.createSymbolicLink(database.resolveSibling("link"), victim);
            Files.move(link, database, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(database);
        } catch (IOException e) {
            // the clearing was faster
        }
    }

    @Test
    void whatAKilledProcessLeftIsDeletedOnceItIsOldAndWhatOthersKeepStays() throws IOException {
        Path old = ownDirectory(".db.1.ossec4j-new", "content");
        Path young = ownDirectory(".db.2.ossec4j-new", "content");
        Path foreign = ownDirectory(".db.3.ossec4j-new", "notes");
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(120));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(foreign, longAgo);

        new DatabaseClearing().truncate(directory.resolve("db")).orThrow();

        assertThat(directory.resolve("db")).isEmptyFile();
        assertThat(old).doesNotExist();
        assertThat(young.resolve("content")).exists();
        assertThat(foreign.resolve("notes")).exists();
        Files.setLastModifiedTime(young, longAgo);
        new DatabaseClearing().clearDirectory(directory).orThrow();
        assertThat(young).doesNotExist();
        assertThat(foreign.resolve("notes")).exists();
    }

    private Path ownDirectory(String name, String file) throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        Files.writeString(own.resolve(file), "half");
        return own;
    }

    @Test
    void aMissingMarkerIsNoFailure() throws IOException {
        assertThat(new DatabaseClearing()
                        .delete(directory.resolve("db"))
                        .orThrow()
                        .deleted())
                .isZero();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "kept");
        Path databases = Files.createDirectory(directory.resolve("databases"));
        Path link = Files.createSymbolicLink(databases.resolve("link"), outside);
        Path hidden = Files.createSymbolicLink(databases.resolve(".link"), outside);

        new DatabaseClearing().clearDirectory(databases).orThrow();
        assertThatThrownBy(() -> new DatabaseClearing().truncate(link).orThrow())
                .isInstanceOf(IOException.class);

        assertThat(outside).hasContent("kept");
        assertThat(link).isSymbolicLink();
        assertThat(hidden).isSymbolicLink();
    }

    @Test
    void aDeletedLinkLeavesWhereItLed() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "kept");
        Path link = Files.createSymbolicLink(directory.resolve("link"), outside);

        assertThat(new DatabaseClearing().delete(link).orThrow().deleted()).isEqualTo(1);

        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(outside).hasContent("kept");
    }

    @Test
    void directoriesAreLeftAlone() throws IOException {
        Path empty = Files.createDirectory(directory.resolve(".marker.cpt"));
        Path nested = Files.createDirectory(directory.resolve("nested"));
        Files.writeString(nested.resolve("file"), "kept");

        var clearing = new DatabaseClearing()
                .delete(empty)
                .delete(nested)
                .clearDirectory(directory)
                .orThrow();

        assertThat(empty).isDirectory();
        assertThat(nested.resolve("file")).hasContent("kept");
        assertThat(clearing.deleted()).isZero();
    }

    @Test
    void afterAFailureTheRestIsClearedAndTheFirstFailureIsThrown() throws IOException {
        Path missing = directory.resolve("missing/db");
        Path file = Files.writeString(directory.resolve("db"), "content");

        assertThatThrownBy(() -> new DatabaseClearing()
                        .truncate(missing)
                        .truncate(directory)
                        .truncate(file)
                        .orThrow())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing");
        assertThat(file).isEmptyFile();
    }

    @Test
    void databasesInAZipFileAreClearedToo() throws IOException {
        Path zip = directory.resolve("home.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = Files.writeString(files.getPath("/db"), "content");

            assertThat(new DatabaseClearing().truncate(file).orThrow().truncated())
                    .isEqualTo(1);
            assertThat(Files.size(file)).isZero();
        }
    }
}
