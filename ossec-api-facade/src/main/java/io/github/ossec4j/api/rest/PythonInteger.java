package io.github.ossec4j.api.rest;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers as the original's scripts read them: with white space around them, and even after the sign. */
final class PythonInteger {
    /** No number of JavaScript has more digits. */
    private static final int MOST_DIGITS = 308;

    private static final Pattern FORM = Pattern.compile(
            "\\s*+([-+]?)\\s*+([0-9]{1," + MOST_DIGITS + "}+)\\s*+"); // this white space is that of ASCII

    private PythonInteger() {}

    /** The number; empty if the text is none, or has more digits than any of JavaScript's. */
    static Optional<BigInteger> parse(String text) {
        Matcher number = FORM.matcher(text);
        return number.matches() ? Optional.of(new BigInteger(number.group(1) + number.group(2))) : Optional.empty();
    }
}
