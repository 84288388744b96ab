package io.github.ossec4j.benchmarks;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Looks at every field of every record: numbers as numbers, hashes as bytes, paths as ranges. */
final class FieldScan {
    private FieldScan() {}

    /** The whole database. */
    static long of(Path database) {
        return of(database, 0, Long.MAX_VALUE);
    }

    /** The lines that start from one offset, inclusive, to another, exclusive. */
    static long of(Path database, long from, long to) {
        long sum = 0;
        var hash = new byte[32];
        try (var cursor = SyscheckCursor.open(database, from, to, MalformedLineHandler.failing())) {
            while (cursor.next()) {
                sum += cursor.changes().minimum() == 0 ? 1 : 2;
                sum += cursor.epochSecond() + cursor.pathEnd() - cursor.pathStart();
                if (!cursor.isDeletion()) {
                    sum += cursor.fileSize() + cursor.modeBits() + cursor.ownerNumber() + cursor.groupNumber();
                    if (cursor.md5(hash, 0)) {
                        sum += hash[0] + hash[15];
                    }
                    if (cursor.sha1(hash, 0)) {
                        sum += hash[0] + hash[19];
                    }
                    if (cursor.sha256(hash, 0)) {
                        sum += hash[0] + hash[31];
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }
}
