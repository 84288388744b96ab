package io.github.ossec4j.io.zone;

import io.github.ossec4j.io.file.RegularFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a TZif file of version 1 to 4 (RFC 8536), such as {@code /etc/localtime}, into the JDK's own rules. */
public final class TimeZoneFile {
    private static final int MAGIC = 0x545A6966; // "TZif"
    private static final int HEADER = 44;
    private static final int MAXIMUM_SIZE = 1 << 20;
    private static final int FIRST_YEAR = 1900;

    private TimeZoneFile() {}

    /**
     * Reads the rules of a zone.
     *
     * @return empty if the file is not a zone file
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<ZoneRules> read(Path file) throws IOException {
        byte[] bytes = RegularFile.begin(file, MAXIMUM_SIZE + 1);
        if (bytes.length > MAXIMUM_SIZE) {
            return Optional.empty();
        }
        try {
            return Optional.of(rules(ByteBuffer.wrap(bytes)));
        } catch (BufferUnderflowException
                | DateTimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return Optional.empty(); // OSSEC's programs treat a broken file as UTC, so this is not an error
        }
    }

    /** The rules that OSSEC's programs use: those of the file, UTC if it cannot be read or is no zone file. */
    public static ZoneRules rulesOrUtc(Path file) {
        try {
            return read(file).orElse(ZoneOffset.UTC.getRules());
        } catch (IOException e) {
            return ZoneOffset.UTC.getRules();
        }
    }

    private record Counts(
            int version, int utIndicators, int standardIndicators, int leaps, int times, int types, int chars) {
        static Counts read(ByteBuffer in) {
            int start = in.position();
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException("not a time zone file");
            }
            int version = in.get();
            in.position(start + 20);
            return new Counts(version, count(in), count(in), count(in), count(in), count(in), count(in));
        }

        /** A count, at most the length of the file, so that a broken file cannot cause a large allocation. */
        private static int count(ByteBuffer in) {
            int count = in.getInt();
            if (count < 0 || count > MAXIMUM_SIZE) {
                throw new IllegalArgumentException("no count");
            }
            return count;
        }

        int length(int timeSize) {
            return times * timeSize
                    + times
                    + types * 6
                    + chars
                    + leaps * (timeSize + 4)
                    + standardIndicators
                    + utIndicators;
        }
    }

    private static ZoneRules rules(ByteBuffer in) {
        Counts counts = Counts.read(in);
        int timeSize = 4;
        if (counts.version() >= '2') {
            in.position(HEADER + counts.length(timeSize));
            counts = Counts.read(in);
            timeSize = 8;
        }
        int data = in.position();
        var times = new long[counts.times()];
        for (int i = 0; i < times.length; i++) {
            times[i] = timeSize == 8 ? in.getLong() : in.getInt();
            if (i > 0 && times[i] <= times[i - 1]) {
                throw new IllegalArgumentException("times do not ascend");
            }
        }
        var types = new int[times.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = in.get() & 0xFF;
        }
        var offsets = new ZoneOffset[counts.types()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = ZoneOffset.ofTotalSeconds(in.getInt());
            in.getShort(); // daylight saving and abbreviation: neither changes what a clock shows
        }
        in.position(data + counts.length(timeSize));
        return rules(times, types, offsets, timeSize == 8 ? footer(in) : "");
    }

    private static String footer(ByteBuffer in) {
        if (in.remaining() < 2) {
            return "";
        }
        in.get(); // the line feed before it
        var bytes = new byte[in.remaining()];
        in.get(bytes);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static ZoneRules rules(long[] times, int[] types, ZoneOffset[] offsets, String footer) {
        ZoneOffset first = offsets[0];
        ZoneOffset current = first;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            ZoneOffset next = offsets[types[i]];
            if (times[i] >= -0xFFFFFFFFFL && !next.equals(current)) {
                transitions.add(
                        ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(times[i], 0, current), current, next));
            }
            current = next;
        }
        List<ZoneOffsetTransitionRule> recurring = footer.isEmpty() ? List.of() : new PosixZone(footer).rules();
        if (transitions.isEmpty()) {
            if (recurring.isEmpty()) {
                return ZoneRules.of(current);
            }
            // The JDK looks at recurring changes only after the last single one.
            first = recurring.get(0).getOffsetBefore();
            for (ZoneOffsetTransitionRule rule : recurring) {
                transitions.add(rule.createTransition(FIRST_YEAR));
            }
        }
        // The JDK asks for standard offsets, which nothing here shows: the first one is used for all.
        return ZoneRules.of(first, first, List.of(), transitions, recurring);
    }
}
