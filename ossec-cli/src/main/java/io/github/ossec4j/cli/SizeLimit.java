package io.github.ossec4j.cli;

import io.github.ossec4j.api.search.FileSearch;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A size as {@code find} takes it: {@code +1M} is more than that, {@code -100} less, {@code 42} exactly that.
 *
 * @param least inclusive
 * @param most inclusive
 */
record SizeLimit(long least, long most) {
    private static final Map<Character, Integer> UNITS = Map.of('k', 10, 'M', 20, 'G', 30);

    FileSearch limit(FileSearch search) {
        return search.sizeAtLeast(least).sizeAtMost(most);
    }

    /** Parses {@code --size}. */
    static final class Converter implements ITypeConverter<SizeLimit> {
        @Override
        public SizeLimit convert(String text) {
            String rest = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
            int shift = rest.isEmpty() ? 0 : UNITS.getOrDefault(rest.charAt(rest.length() - 1), 0);
            String digits = shift == 0 ? rest : rest.substring(0, rest.length() - 1);
            if (digits.isEmpty()
                    || digits.length() > 9 + (shift == 0 ? 6 : 0)
                    || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new TypeConversionException("'" + text
                        + "' is not a size: a number of bytes, or of k, M or G (1024 each), after + for more or - for"
                        + " less");
            }
            long bytes = Long.parseLong(digits) << shift;
            return switch (text.charAt(0)) {
                case '+' -> new SizeLimit(bytes + 1, Long.MAX_VALUE);
                case '-' -> new SizeLimit(0, bytes - 1);
                default -> new SizeLimit(bytes, bytes);
            };
        }
    }
}
