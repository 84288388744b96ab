package io.github.ossec4j.io.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZoneFileTest {
    private static final Path ZONES = Path.of("/usr/share/zoneinfo");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "Europe/Berlin",
                "Europe/Dublin",
                "Australia/Lord_Howe",
                "Australia/Sydney",
                "Asia/Kolkata",
                "America/Sao_Paulo",
                "America/Santiago",
                "Asia/Jerusalem",
                "Pacific/Apia",
                "Pacific/Auckland",
                "Antarctica/Troll",
                "UTC"
            })
    void rulesOfAZoneAgreeWithThoseOfTheJdk(String zone) throws IOException {
        Path file = ZONES.resolve(zone);
        assumeTrue(Files.isRegularFile(file), "no zone files on this machine");

        assertSameOffsets(zone, rules(file), 1970, 2060);
    }

    /** The text at the end of a file alone must do for a file that stops early, as those of {@code zic -b slim} do. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 'EST5EDT,M3.2.0,M11.1.0'",
        "Europe/Berlin, 'CET-1CEST,M3.5.0,M10.5.0/3'",
        "Europe/Dublin, 'IST-1GMT0,M10.5.0,M3.5.0/1'",
        "Australia/Lord_Howe, '<+1030>-10:30<+11>-11,M10.1.0,M4.1.0'",
        "Australia/Sydney, 'AEST-10AEDT,M10.1.0,M4.1.0/3'",
        "Pacific/Auckland, 'NZST-12NZDT,M9.5.0,M4.1.0/3'",
        "Asia/Jerusalem, 'IST-2IDT,M3.4.4/26,M10.5.0'",
        "America/Scoresbysund, '<-02>2<-01>,M3.5.0/-1,M10.5.0/0'",
        "Asia/Kolkata, 'IST-5:30'",
        "Asia/Kathmandu, '<+0545>-5:45'"
    })
    void rulesOfTheLastLineAgreeWithThoseOfTheJdk(String zone, String footer) throws IOException {
        Path file = write(zoneFile(new long[0], new int[0], new int[] {ruleOffset(footer)}, footer));

        assertSameOffsets(zone, rules(file), 2026, 2060);
    }

    @Test
    void changesBeforeTheWeekdayOfTheLastWeekFallOnTheDayBeforeIt() throws IOException {
        // The last Sunday of March 2029 is the 25th: an hour before it is Saturday the 24th, not the last Saturday.
        ZoneRules rules =
                rules(write(zoneFile(new long[0], new int[0], new int[] {-7200}, "<-02>2<-01>,M3.5.0/-1,M10.5.0/0")));

        assertThat(rules.nextTransition(Instant.parse("2029-01-01T00:00:00Z")).getInstant())
                .isEqualTo(Instant.parse("2029-03-25T01:00:00Z"));
    }

    @Test
    void numberedDaysOfTheYearDoNotCountLeapDays() throws IOException {
        ZoneRules rules =
                rules(write(zoneFile(new long[0], new int[0], new int[] {12600}, "IRST-3:30IRDT,J80/0,J264/0")));

        assertThat(rules.nextTransition(Instant.parse("2028-01-01T00:00:00Z")).getDateTimeBefore())
                .hasToString("2028-03-21T00:00");
        assertThat(rules.nextTransition(Instant.parse("2027-06-01T00:00:00Z")).getDateTimeBefore())
                .hasToString("2027-09-21T00:00");
    }

    @Test
    void zoneThatChangesOnDaysThatCountLeapDaysKeepsItsLastOffset() throws IOException {
        ZoneRules rules = rules(write(zoneFile(new long[0], new int[0], new int[] {3600}, "AAA-1BBB,59,300")));

        assertThat(rules.getOffset(Instant.parse("2030-07-01T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(1));
    }

    @Test
    void offsetsBeforeTheFirstChangeAreThoseOfTheFirstType() throws IOException {
        ZoneRules rules = rules(write(zoneFile(new long[] {0, 1000}, new int[] {1, 0}, new int[] {3600, 7200}, "")));

        assertThat(rules.getOffset(Instant.ofEpochSecond(-1))).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(rules.getOffset(Instant.ofEpochSecond(0))).isEqualTo(ZoneOffset.ofHours(2));
        assertThat(rules.getOffset(Instant.ofEpochSecond(1000))).isEqualTo(ZoneOffset.ofHours(1));
    }

    @Test
    void missingFileIsTold() {
        assertThatThrownBy(() -> TimeZoneFile.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fileThatIsNoZoneFileHasNoRules() throws IOException {
        for (String content : List.of("", "TZif", "TZif2", "Europe/Berlin\n", "TZif" + "\uffff".repeat(100))) {
            assertThat(TimeZoneFile.read(write(content.getBytes(StandardCharsets.UTF_8))))
                    .isEmpty();
        }
    }

    @Test
    void countsThatAreNegativeOrHugeNeedNoMemory() throws IOException {
        byte[] whole = zoneFile(new long[] {0}, new int[] {0}, new int[] {0}, "UTC0");
        for (int header : new int[] {0, 44 + 6}) {
            for (int count = 0; count < 6; count++) {
                for (int high : new int[] {0x7F, 0xFF, 0x80}) {
                    byte[] broken = whole.clone();
                    broken[header + 20 + count * 4] = (byte) high;
                    assertThat(TimeZoneFile.read(write(broken))).isEmpty();
                }
            }
        }
    }

    @Test
    void damagedZoneFileNeverThrows() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] whole = zoneFile(
                new long[] {0, 1000, 2000}, new int[] {1, 0, 1}, new int[] {3600, 7200}, "CET-1CEST,M3.5.0,M10.5.0/3");
        int rounds = Boolean.getBoolean("ossec4j.thorough") ? 10_000 : 200;
        for (int round = 0; round < rounds; round++) {
            byte[] broken = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            broken = random.nextInt(4) == 0 ? Arrays.copyOf(broken, random.nextInt(broken.length)) : broken;
            Path file = write(broken);
            assertThat(TimeZoneFile.read(file)
                            .map(rules -> rules.getOffset(Instant.ofEpochSecond(random.nextLong() >> 30)))
                            .isPresent())
                    .as("seed %d round %d", seed, round)
                    .isIn(true, false);
        }
    }

    /** Compares before and after each change of one of them, and each day in between. */
    private static void assertSameOffsets(String zone, ZoneRules rules, int fromYear, int toYear) {
        ZoneRules expected = ZoneId.of(zone).getRules();
        Instant start = Instant.parse(fromYear + "-01-01T00:00:00Z");
        Instant end = Instant.parse(toYear + "-01-01T00:00:00Z");
        Stream<Instant> days = Stream.iterate(start, day -> day.isBefore(end), day -> day.plus(1, ChronoUnit.DAYS));
        Stream<Instant> changes = Stream.of(rules, expected)
                .flatMap(either -> Stream.iterate(
                        either.nextTransition(start),
                        change -> change != null && change.getInstant().isBefore(end),
                        change -> either.nextTransition(change.getInstant())))
                .flatMap(change -> Stream.of(change.getInstant().minusSeconds(1), change.getInstant()));
        assertThat(Stream.concat(days, changes)
                        .filter(at -> !at.isBefore(start))
                        .filter(at -> !rules.getOffset(at).equals(expected.getOffset(at))))
                .as("instants at which %s differs", zone)
                .isEmpty();
    }

    private static ZoneRules rules(Path file) throws IOException {
        return TimeZoneFile.read(file).orElseThrow();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("localtime"), bytes);
    }

    private static int ruleOffset(String footer) {
        return footer.startsWith("IST-5:30") ? 19800 : footer.startsWith("<+0545>") ? 20700 : 0;
    }

    /** A file of version 2 with an empty block of version 1. */
    private static byte[] zoneFile(long[] times, int[] types, int[] offsets, String footer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        header(out, 0, 1);
        out.writeInt(0);
        out.writeShort(0);
        header(out, times.length, offsets.length);
        for (long time : times) {
            out.writeLong(time);
        }
        for (int type : types) {
            out.writeByte(type);
        }
        for (int offset : offsets) {
            out.writeInt(offset);
            out.writeShort(0);
        }
        out.writeBytes("\n" + footer + "\n");
        return bytes.toByteArray();
    }

    private static void header(DataOutputStream out, int times, int types) throws IOException {
        out.writeBytes("TZif2");
        out.write(new byte[15]);
        for (int count : new int[] {0, 0, 0, times, types, 0}) {
            out.writeInt(count);
        }
    }
}
