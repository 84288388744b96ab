package io.github.ossec4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Levels of rules as the command line takes them: {@code 5}, {@code 5+} or {@code 2-4}.
 *
 * @param lowest inclusive
 * @param highest inclusive
 */
record LevelRange(int lowest, int highest) {
    /** How a level is written, for the help. */
    static final String FORM = "Only this level (5), this level and above (5+), or a range (2-4).";

    private static final int HIGHEST = 9999; // a rule has four digits at most

    /** Parses {@code --level}. */
    static final class Converter implements ITypeConverter<LevelRange> {
        @Override
        public LevelRange convert(String text) {
            int hyphen = text.indexOf('-');
            int lowest;
            int highest;
            if (text.endsWith("+")) {
                lowest = number(text, text.substring(0, text.length() - 1));
                highest = HIGHEST;
            } else {
                lowest = number(text, hyphen < 0 ? text : text.substring(0, hyphen));
                highest = hyphen < 0 ? lowest : number(text, text.substring(hyphen + 1));
            }
            if (lowest > highest) {
                throw notLevels(text);
            }
            return new LevelRange(lowest, highest);
        }

        private static int number(String text, String digits) {
            boolean isNumber =
                    !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!isNumber) {
                throw notLevels(text);
            }
            return Integer.parseInt(digits);
        }

        private static TypeConversionException notLevels(String text) {
            return new TypeConversionException("'" + text + "' is not a level, such as 5, 5+ or 2-4");
        }
    }
}
