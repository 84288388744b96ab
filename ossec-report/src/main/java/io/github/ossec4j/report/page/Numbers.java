package io.github.ossec4j.report.page;

import java.util.Locale;

/** Numbers as a page shows them. */
public final class Numbers {
    private Numbers() {}

    /** With a comma between thousands: {@code 1,234,567}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with its noun: {@code 1 file}, {@code 1,234 files}. */
    public static String of(long number, String one, String many) {
        return grouped(number) + " " + (number == 1 ? one : many);
    }

    /** A coordinate, to two decimals: {@code 33.33}. */
    static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
