package io.github.ossec4j.api.rest;

/** What the service lets pass as an id, a name or a date before it asks a tool. */
final class Values {
    private Values() {}

    static boolean isId(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "-_.\\/".indexOf(c) >= 0);
    }

    static boolean isDate(String text) {
        return text.length() == 8 && isId(text);
    }
}
