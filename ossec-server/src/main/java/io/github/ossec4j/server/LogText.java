package io.github.ossec4j.server;

/** Text of clients as the logs show it: on one line, without control characters, and not too long. */
final class LogText {
    private static final int LONGEST = 1_000;

    private LogText() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean isHarmless = c >= ' ' && c != 0x7F && c != '"' && c != '\\' && !isInvisible(c);
            if (isHarmless) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }

    /** Further control characters, and those that reorder a line. */
    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
