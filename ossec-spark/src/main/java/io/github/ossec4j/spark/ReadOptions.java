package io.github.ossec4j.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param table which table
 * @param paths of homes, directories of homes and archives, for Hadoop, with its wildcards
 * @param isWithHistory also files' superseded states and deletions
 * @param isHex hashes as text instead of bytes
 * @param isLossless text of monitored machines as bytes
 * @param damaged what happens to damaged lines
 * @param now against which the state of agents is decided
 * @param partitionBytes how many bytes one task reads at most, about; 0 for Spark's setting
 * @param hadoop settings of Hadoop
 */
record ReadOptions(
        HomeTable table,
        List<String> paths,
        boolean isWithHistory,
        boolean isHex,
        boolean isLossless,
        DamagedLines damaged,
        Instant now,
        long partitionBytes,
        Map<String, String> hadoop)
        implements Serializable {
    private static final String TABLE = "table";
    private static final String PATH = "path";
    private static final String PATHS = "paths";
    private static final String HISTORY = "history";
    private static final String HEX = "hex";
    private static final String LOSSLESS = "lossless";
    private static final String MODE = "mode";
    private static final String NOW = "now";
    private static final String PARTITION_BYTES = "maxpartitionbytes";

    /** The name that Spark's own readers use. */
    private static final String CORRUPT_RECORD = "_corrupt_record";

    private static final Set<String> KNOWN =
            Set.of(TABLE, PATH, PATHS, HISTORY, HEX, LOSSLESS, MODE, NOW, PARTITION_BYTES);

    /**
     * Reads the options. Names with a point are settings of Hadoop; other unknown names are refused, because a search that a
     * misspelled option limits would find too little.
     *
     * @throws IllegalArgumentException if one is missing, wrong or unknown
     */
    static ReadOptions of(CaseInsensitiveStringMap options) {
        for (String name : options.keySet()) {
            if (name.indexOf('.') < 0 && !KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("ossec has no option \"" + name + "\"; it has " + sorted(KNOWN));
            }
        }
        String now = options.get(NOW);
        return new ReadOptions(
                HomeTable.of(options.get(TABLE)),
                paths(options.get(PATH), options.get(PATHS)),
                options.getBoolean(HISTORY, false),
                options.getBoolean(HEX, false),
                options.getBoolean(LOSSLESS, false),
                DamagedLines.of(options.getOrDefault(MODE, DamagedLines.DROPMALFORMED.name())),
                now == null ? Instant.now() : instant(now),
                options.getLong(PARTITION_BYTES, 0),
                hadoop(options));
    }

    private static Map<String, String> hadoop(CaseInsensitiveStringMap options) {
        return options.asCaseSensitiveMap().entrySet().stream()
                .filter(option -> option.getKey().indexOf('.') >= 0)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static List<String> paths(@Nullable String path, @Nullable String several) {
        var paths = new ArrayList<String>();
        if (path != null) {
            paths.add(path);
        }
        if (several != null) {
            try {
                paths.addAll(List.of(new ObjectMapper().readValue(several, String[].class)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("option paths must be an array of JSON with texts", e);
            }
        }
        return List.copyOf(paths);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "option now must be a time such as 2024-05-01T00:00:00Z, was \"" + text + "\"", e);
        }
    }

    /** All columns of the table, and in the mode PERMISSIVE another one that says what is wrong with a line. */
    StructType schema() {
        var schema = new StructType();
        for (Column column : table.columns()) {
            schema = schema.add(column.field(this));
        }
        return damaged == DamagedLines.PERMISSIVE ? schema.add(CORRUPT_RECORD, DataTypes.StringType) : schema;
    }

    /** The paths as a user wrote them. */
    String location() {
        return String.join(", ", paths);
    }
}
