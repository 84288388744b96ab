package io.github.ossec4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An alert as one would write it without a thought of speed; an empty line ends it. */
record PlainAlert(
        Instant time,
        long number,
        boolean isMailed,
        List<String> groups,
        String location,
        int rule,
        int level,
        String description,
        Map<String, String> fields,
        List<String> log) {
    private static final Pattern HEADER = Pattern.compile("\\*\\* Alert (\\d+)\\.(\\d+):( mail )? - (.*)");
    private static final Pattern DATE = Pattern.compile("\\d{4} \\w{3} \\d{2} \\d{2}:\\d{2}:\\d{2} (.*)");
    private static final Pattern RULE = Pattern.compile("Rule: (\\d+) \\(level (\\d+)\\) -> '(.*)'");
    private static final Pattern FIELD =
            Pattern.compile("(Src IP|Src Location|Src Port|Dst IP|Dst Location|Dst Port|User): (.*)");

    static void read(BufferedReader lines, Consumer<PlainAlert> consumer) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                consumer.accept(read(header, lines));
            }
        }
    }

    private static PlainAlert read(Matcher header, BufferedReader lines) throws IOException {
        Matcher date = DATE.matcher(lines.readLine());
        Matcher rule = RULE.matcher(lines.readLine());
        if (!date.matches() || !rule.matches()) {
            throw new IOException("not an alert");
        }
        Map<String, String> fields = new HashMap<>();
        var log = new ArrayList<String>();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            Matcher field = FIELD.matcher(line);
            if (log.isEmpty() && field.matches()) {
                fields.put(field.group(1), field.group(2));
            } else {
                log.add(line);
            }
        }
        return new PlainAlert(
                Instant.ofEpochSecond(Long.parseLong(header.group(1))),
                Long.parseLong(header.group(2)),
                header.group(3) != null,
                List.of(header.group(4).split(",", -1)),
                date.group(1),
                Integer.parseInt(rule.group(1)),
                Integer.parseInt(rule.group(2)),
                rule.group(3),
                fields,
                log);
    }
}
