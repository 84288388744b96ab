package io.github.ossec4j.api.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The recorded requests that are not answered as recorded, each with its reason. */
final class GoldenLists {
    private GoldenLists() {}

    /**
     * Reads a list: one line {@code <case>#<position> <reason>} per request, {@code #} at the begin of a line for
     * comments.
     */
    static Map<String, String> read(String list) throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (InputStream in = GoldenLists.class.getResourceAsStream("/golden/" + list + ".txt")) {
            if (in == null) {
                throw new IOException("no resource golden/" + list + ".txt");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int blank = line.indexOf(' ');
                if (!line.startsWith("#") && blank > 0) {
                    reasons.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
        }
        return reasons;
    }
}
