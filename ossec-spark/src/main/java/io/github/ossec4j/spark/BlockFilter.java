package io.github.ossec4j.spark;

import io.github.ossec4j.io.text.SampledSearch;
import io.github.ossec4j.spark.Condition.TextIn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Looks for the hashes or paths that a condition demands in many lines at once, before these are taken apart. Lines that
 * cannot have one of them are skipped.
 */
final class BlockFilter {
    /** More texts than this are looked up record by record. */
    private static final int MOST_TEXTS = 16;

    private static final char REPLACEMENT = '\uFFFD';

    private final List<SampledSearch> searches;

    private BlockFilter(List<SampledSearch> searches) {
        this.searches = searches;
    }

    /** The filter for a condition on the table of files; empty if it demands no text that could be searched for. */
    static Optional<BlockFilter> of(Condition condition, ReadOptions options) {
        var searches = new ArrayList<SampledSearch>();
        for (Condition part : condition.conjuncts()) {
            if (part instanceof TextIn in && FileRecords.isInLine(in.column())) {
                texts(in, options).map(SampledSearch::new).ifPresent(searches::add);
            }
        }
        return searches.isEmpty() ? Optional.empty() : Optional.of(new BlockFilter(searches));
    }

    private static Optional<List<byte[]>> texts(TextIn in, ReadOptions options) {
        var texts = new ArrayList<byte[]>();
        for (UTF8String wanted : in.texts()) {
            byte[] text = FileRecords.isPath(in.column())
                    ? inLine(wanted.getBytes())
                    : digits(wanted.getBytes(), options.isHex());
            boolean isReplaced = !options.isLossless() && wanted.toString().indexOf(REPLACEMENT) >= 0;
            if (isReplaced || text.length < SampledSearch.SHORTEST || hasZero(text) || texts.size() == MOST_TEXTS) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    private static byte[] digits(byte[] hash, boolean isHex) {
        String digits = isHex
                ? new String(hash, StandardCharsets.US_ASCII)
                : HexFormat.of().formatHex(hash);
        return digits.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    /** A path with what surrounds it in the line of a record. */
    private static byte[] inLine(byte[] path) {
        var text = new byte[path.length + 2];
        text[0] = ' ';
        System.arraycopy(path, 0, text, 1, path.length);
        text[text.length - 1] = '\n';
        return text;
    }

    private static boolean hasZero(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** False only if no record in these lines meets the condition. */
    boolean mayFind(ByteBuffer lines, int from, int to) {
        for (SampledSearch search : searches) {
            if (!search.mayFind(lines, from, to)) {
                return false;
            }
        }
        return true;
    }
}
