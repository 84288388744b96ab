package io.github.ossec4j.spark;

import io.github.ossec4j.io.OssecHome;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The homes in an archive, unpacked to a temporary directory as far as a table needs them: the readers go back and forth in
 * files, which an archive does not allow. Only regular files are unpacked, and none outside of the directory.
 */
final class Archive implements Closeable {
    /** Databases become 3 to 20 times smaller; an archive of more was made to fill the disk. */
    private static final long HIGHEST_RATIO = 200;

    /** An archive of less may have any ratio. */
    private static final long ALWAYS_ALLOWED = 1L << 28;

    private final Piece piece;
    private final HomeTable table;
    private final Path directory;

    /** The numbers of the homes, which are the names of their directories, by their paths in the archive. */
    private final Map<String, Integer> homes = new LinkedHashMap<>();

    private long bytes;

    private Archive(Piece piece, HomeTable table, Path directory) {
        this.piece = piece;
        this.table = table;
        this.directory = directory;
    }

    /**
     * Unpacks an archive.
     *
     * @throws java.io.FileNotFoundException if it is no longer there
     * @throws IOException if it is damaged, or the disk is full
     */
    static Archive unpack(Piece piece, HomeTable table, Configuration configuration) throws IOException {
        var path = new org.apache.hadoop.fs.Path(piece.home());
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            var archive = new Archive(piece, table, Files.createTempDirectory("ossec"));
            try (ArchiveInputStream<?> entries = entries(path.getName(), in)) {
                archive.unpack(entries);
                return archive;
            } catch (IOException | RuntimeException e) {
                archive.close();
                throw new IOException(piece.home() + ": " + e.getMessage(), e);
            }
        }
    }

    private static ArchiveInputStream<?> entries(String name, InputStream in) throws IOException {
        String charset = StandardCharsets.UTF_8.name();
        return name.toLowerCase(Locale.ROOT).endsWith(".zip")
                ? new ZipArchiveInputStream(in, charset)
                : new TarArchiveInputStream(new GZIPInputStream(in), charset);
    }

    private void unpack(ArchiveInputStream<?> entries) throws IOException {
        for (@Nullable ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            boolean isFile = !entry.isDirectory()
                    && !(entry instanceof TarArchiveEntry tar
                            && (tar.isLink() || tar.isSymbolicLink() || !tar.isFile()));
            Optional<Path> target = isFile ? target(entry.getName()) : Optional.empty();
            if (target.isPresent()) {
                write(entries, target.get());
                Files.setLastModifiedTime(
                        target.get(), FileTime.from(entry.getLastModifiedDate().toInstant()));
            }
        }
    }

    /** Where a file is unpacked to; empty if the table does not need it. */
    private Optional<Path> target(String name) throws IOException {
        List<String> steps = Arrays.stream(name.split("/", -1))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .toList();
        for (int i = 0; i < steps.size(); i++) {
            String file = String.join("/", steps.subList(i, steps.size()));
            if (table.needs(file)) {
                String home = String.join("/", steps.subList(0, i));
                Path root = root(homes.computeIfAbsent(home, path -> homes.size()));
                Optional<Path> target = OssecHome.at(root).file(file);
                if (target.isPresent()) {
                    Files.createDirectories(target.get().resolveSibling(""));
                }
                return target;
            }
        }
        return Optional.empty();
    }

    private Path root(int number) {
        return directory.resolve(Integer.toString(number));
    }

    private void write(InputStream in, Path target) throws IOException {
        var buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                bytes += count;
                if (bytes > ALWAYS_ALLOWED && bytes / HIGHEST_RATIO > piece.bytes()) {
                    throw new IOException("has more than " + HIGHEST_RATIO + " bytes for each one of the archive");
                }
            }
        }
    }

    /** What there is to read. */
    List<Piece> pieces() throws IOException {
        var pieces = new ArrayList<Piece>();
        for (Map.Entry<String, Integer> home : homes.entrySet()) {
            Path root = root(home.getValue());
            String manager = Homes.manager(home.getKey(), piece.manager());
            pieces.addAll(table.pieces(new Home(root.toString(), manager, root)));
        }
        return pieces;
    }

    /** A message with the name of the archive instead of the temporary directory. */
    String named(String message) {
        for (Map.Entry<String, Integer> home : homes.entrySet()) {
            String root = root(home.getValue()).toString();
            if (message.startsWith(root)) {
                return piece.home() + "!/" + home.getKey() + message.substring(root.length());
            }
        }
        return message;
    }

    /** Deletes what was unpacked. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
