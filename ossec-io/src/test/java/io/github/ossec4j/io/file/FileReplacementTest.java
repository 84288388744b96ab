package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReplacementTest {
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--r-----");

    @TempDir
    Path directory;

    private static Path onlyFileIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    /** One step makes and opens the file: in two, whatever fails between them leaves an empty file behind. */
    @Test
    void aFileSystemWithPermissionsAndWithoutFileChannelsWillDo() throws IOException {
        Configuration posix = Configuration.unix().toBuilder()
                .setAttributeViews("posix")
                .setSupportedFeatures(Feature.LINKS, Feature.SYMBOLIC_LINKS)
                .build();
        try (FileSystem memory = Jimfs.newFileSystem(posix)) {
            Path target = Files.createDirectory(memory.getPath("/etc")).resolve("client.keys");

            try (FileReplacement replacement = FileReplacement.of(target, READ_ONLY)) {
                replacement.content().write('x');
                replacement.commit();
            }

            assertThat(onlyFileIn(memory.getPath("/etc"))).isEqualTo(target).hasContent("x");
            assertThat(Files.getPosixFilePermissions(target)).isEqualTo(READ_ONLY);
        }
    }

    @Test
    void nobodyElseMayReadTheContentBeforeItHasItsPermissions() throws IOException {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"), "no permissions here");
        try (FileReplacement replacement = FileReplacement.of(directory.resolve("client.keys"), READ_ONLY)) {
            Path own = onlyFileIn(directory);
            assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(onlyFileIn(own)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            replacement.prepare();
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatFailsWithTheNewFileIsToldOfTheOneItIsFor() throws IOException {
        Path target = Files.createDirectory(directory.resolve("client.keys"));
        Files.createFile(target.resolve("so that it cannot be replaced"));

        try (FileReplacement replacement = FileReplacement.of(target, READ_ONLY)) {
            assertThatThrownBy(replacement::commit)
                    .isInstanceOfSatisfying(
                            FileSystemException.class,
                            e -> assertThat(e.getFile()).isEqualTo(target.toString()))
                    .hasMessageNotContaining("ossec4j-new");
        }
        assertThat(onlyFileIn(directory)).isEqualTo(target);
    }

    /** Guards that content is brought to the disk, which only such a channel can do. */
    @Test
    void theChannelOfADiskIsAFileChannel() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                directory.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(channel).isInstanceOf(FileChannel.class);
        }
    }
}
