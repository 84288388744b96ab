package io.github.ossec4j.api.rest;

import java.util.Optional;

/** What the service accepts as an id, a name, an address or a date before it starts a tool. */
final class Values {
    private Values() {}

    static boolean isId(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The number, if it consists of digits and is in this range. */
    static Optional<Integer> number(String text, int lowest, int highest) {
        if (!isId(text) || text.length() > 10) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number >= lowest && number <= highest ? Optional.of((int) number) : Optional.empty();
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "-_.\\/".indexOf(c) >= 0);
    }

    /**
     * The words {@code any} and {@code ANY}, or four groups of one to three digits and any number of short prefixes.
     */
    static boolean isAddress(String text) {
        if (text.equals("any") || text.equals("ANY")) {
            return true;
        }
        String[] parts = text.split("/", -1);
        String[] groups = parts[0].split("\\.", -1);
        boolean valid = groups.length == 4;
        for (String group : groups) {
            valid &= isId(group) && group.length() <= 3;
        }
        for (int i = 1; i < parts.length; i++) {
            valid &= isId(parts[i]) && parts[i].length() <= 2;
        }
        return valid;
    }

    static boolean isDate(String text) {
        return text.length() == 8 && isId(text);
    }
}
