package io.github.ossec4j.benchmarks;

import java.time.Instant;
import java.util.Optional;

/** An integrity record as one would write it without a thought of speed. */
record PlainEntry(String flags, Optional<Attributes> attributes, Instant recorded, String path) {
    /** What an agent reports of a file. */
    record Attributes(long size, int mode, String owner, String group, String md5, String sha1) {
        static Attributes parse(String sum) {
            String[] fields = sum.split(":", -1);
            return new Attributes(
                    Long.parseLong(fields[0]), Integer.parseInt(fields[1]), fields[2], fields[3], fields[4], fields[5]);
        }
    }

    private static final int FLAGS = 3;

    static PlainEntry parse(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        String sum = line.substring(FLAGS, first);
        return new PlainEntry(
                line.substring(0, FLAGS),
                sum.equals("-1") ? Optional.empty() : Optional.of(Attributes.parse(sum)),
                Instant.ofEpochSecond(Long.parseLong(line.substring(first + 2, second))),
                line.substring(second + 1));
    }
}
