package io.github.ossec4j.api.rest;

/**
 * Parses numbers as the C library does: optional white space, an optional sign, digits; the rest is ignored, and no
 * digits are 0. Beyond 64 bits the value saturates.
 */
final class LenientLong {
    private LenientLong() {}

    static long parse(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r'))) {
            i++;
        }
        boolean negative = i < to && bytes[i] == '-';
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            i++;
        }
        long value = 0;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            int digit = bytes[i++] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}
