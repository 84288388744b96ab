package io.github.ossec4j.io.text;

import java.util.List;

/** The names of months as OSSEC writes them, and not as the JDK does: its releases differ, and it takes long to look them up. */
public final class MonthNames {
    private static final List<String> NAMES =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private MonthNames() {}

    /** The name of a month, 1 to 12. */
    public static String of(int month) {
        return NAMES.get(month - 1);
    }

    /** The month whose name is at this index; 0 if none is. */
    public static int at(byte[] bytes, int from, int to) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (Ascii.startsWith(bytes, from, to, NAMES.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }
}
