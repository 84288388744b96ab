package io.github.ossec4j.spark;

import io.github.ossec4j.fixtures.SampleHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The homes of the recorded requests, and the sample home, below one directory. */
final class GoldenHomes {
    static final Instant NOW = Instant.parse("2016-10-18T12:00:00Z");

    private static final Path RECORDED = Path.of("../ossec-api-facade/src/test/resources/golden");
    private static final String HOME = "/home/";

    private GoldenHomes() {}

    static void writeTo(Path directory) throws IOException {
        for (String set : new String[] {"rest", "rest43"}) {
            try (var zip = new ZipInputStream(Files.newInputStream(RECORDED.resolve(set + ".zip")))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    int at = entry.getName().indexOf(HOME);
                    if (at > 0 && !entry.isDirectory()) {
                        String name = entry.getName().substring(0, at).replace('/', '-');
                        Path file =
                                directory.resolve(name).resolve(entry.getName().substring(at + HOME.length()));
                        Files.createDirectories(file.getParent());
                        Files.copy(zip, file);
                        Files.setLastModifiedTime(file, FileTime.from(NOW));
                    }
                }
            }
        }
        SampleHome.writeTo(directory.resolve("sample"), NOW);
    }
}
