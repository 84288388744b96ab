package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.text.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sums that {@code ossec-monitord} makes of the daily logs when a day is over: digests of the uncompressed log, and of the
 * sum of the day before. The format is described in {@code docs/formats/logs.md}.
 */
public final class SumFiles {
    private static final String HASHES = """
            MD5 {2}\\((?<%1$s>[^)\\n]*)\\) = (?<%1$smd5>[0-9a-f]{32}|none)
            SHA1 \\(\\k<%1$s>\\) = (?<%1$ssha1>[0-9a-f]{40}|none)

            """;

    private static final Pattern FORM = Pattern.compile("Current checksum:\n" + String.format(HASHES, "log")
            + "Chained checksum:\n" + String.format(HASHES, "previous"));

    private static final String NONE = "none";
    private static final int MOST_BYTES = 1 << 12;
    private static final int BLOCK = 1 << 16;

    private SumFiles() {}

    /** The digests of a file. */
    private record Digests(String md5, String sha1) {
        boolean isNone() {
            return md5.equals(NONE) && sha1.equals(NONE);
        }
    }

    /**
     * Verifies the sums of some days, of all logs. Reads the logs completely, with bounded memory.
     *
     * @param first the first day
     * @param last the last day, inclusive
     * @throws java.nio.file.AccessDeniedException if the directory of a log may not be listed
     */
    public static SumReport verify(OssecHome home, LocalDate first, LocalDate last) throws IOException {
        var checks = new ArrayList<SumCheck>();
        var unsigned = new ArrayList<SumReport.Unsigned>();
        for (DailyLog log : DailyLog.values()) {
            var without = new ArrayList<SumReport.Unsigned>();
            Days days = Days.existing(log.directory(home), first, last);
            for (LocalDate day = days.first(); !day.isAfter(days.last()); day = day.plusDays(1)) {
                Optional<SumCheck> check = check(home, log, day);
                if (check.isPresent()) {
                    checks.add(check.get());
                    unsigned.addAll(without);
                    without.clear();
                } else if (Files.exists(log.file(home, day)) || Files.exists(log.compressed(home, day))) {
                    without.add(new SumReport.Unsigned(log, day));
                }
            }
        }
        return new SumReport(checks, unsigned);
    }

    private static Optional<SumCheck> check(OssecHome home, DailyLog log, LocalDate day) {
        Path file = log.sum(home, day);
        String text;
        try {
            text = new String(RegularFile.whole(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            text = "";
        }
        Matcher sum = FORM.matcher(text);
        if (!sum.matches() || !sum.group("log").equals(log.nameInSums(day))) {
            return Optional.of(unreadable(log, day, file));
        }
        Optional<LocalDate> named = log.dayOfSum(sum.group("previous"));
        if (named.isEmpty()) {
            return Optional.of(unreadable(log, day, file));
        }
        LocalDate previous = named.get();
        return Optional.of(new SumCheck(
                log,
                day,
                file,
                content(home, log, day, new Digests(sum.group("logmd5"), sum.group("logsha1"))),
                previous.equals(day)
                        ? SumCheck.Chain.ITSELF
                        : chain(
                                log.sum(home, previous),
                                new Digests(sum.group("previousmd5"), sum.group("previoussha1"))),
                Optional.of(previous)));
    }

    private static SumCheck unreadable(DailyLog log, LocalDate day, Path file) {
        return new SumCheck(log, day, file, SumCheck.Content.UNREADABLE, SumCheck.Chain.UNREADABLE, Optional.empty());
    }

    private static SumCheck.Content content(OssecHome home, DailyLog log, LocalDate day, Digests recorded) {
        try {
            @Nullable Digests now = digests(log.file(home, day));
            if (now == null) {
                now = digests(log.compressed(home, day));
            }
            if (recorded.isNone()) {
                return now == null ? SumCheck.Content.ABSENT_WHEN_SIGNED : SumCheck.Content.APPEARED_LATER;
            }
            if (now == null) {
                return SumCheck.Content.MISSING;
            }
            return now.equals(recorded) ? SumCheck.Content.OK : SumCheck.Content.CHANGED;
        } catch (IOException e) {
            return SumCheck.Content.UNREADABLE;
        }
    }

    private static SumCheck.Chain chain(Path previous, Digests recorded) {
        try {
            @Nullable Digests now = digests(previous);
            if (recorded.isNone()) {
                return now == null ? SumCheck.Chain.START : SumCheck.Chain.APPEARED_LATER;
            }
            if (now == null) {
                return SumCheck.Chain.MISSING;
            }
            return now.equals(recorded) ? SumCheck.Chain.OK : SumCheck.Chain.CHANGED;
        } catch (IOException e) {
            return SumCheck.Chain.UNREADABLE;
        }
    }

    /** The digests of a file, uncompressed; null if there is none. */
    private static @Nullable Digests digests(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            MessageDigest md5 = digest("MD5");
            MessageDigest sha1 = digest("SHA-1");
            var block = new byte[BLOCK];
            for (int read = source.read(block, 0, BLOCK); read > 0; read = source.read(block, 0, BLOCK)) {
                md5.update(block, 0, read);
                sha1.update(block, 0, read);
            }
            return new Digests(
                    HexFormat.of().formatHex(md5.digest()), HexFormat.of().formatHex(sha1.digest()));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has both
        }
    }
}
