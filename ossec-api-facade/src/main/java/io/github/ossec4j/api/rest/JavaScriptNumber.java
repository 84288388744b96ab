package io.github.ossec4j.api.rest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as JavaScript writes them: the service passes all of them through 64-bit floating point. */
final class JavaScriptNumber {
    private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(53);
    private static final BigDecimal LARGEST_PLAIN = new BigDecimal("1e21");
    private static final BigDecimal SMALLEST_PLAIN = new BigDecimal("1e-6");

    /** No number needs more digits. */
    private static final int MOST_DIGITS = 17;

    private JavaScriptNumber() {}

    static String of(BigInteger number) {
        return number.abs().compareTo(SAFE) <= 0 ? number.toString() : of(number.doubleValue());
    }

    static String of(double number) {
        if (number == 0) {
            return "0"; // also for -0
        }
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            return "null"; // as JSON.stringify writes what JSON cannot
        }
        BigDecimal digits = shortest(number).stripTrailingZeros();
        BigDecimal size = digits.abs();
        if (size.compareTo(LARGEST_PLAIN) < 0 && size.compareTo(SMALLEST_PLAIN) >= 0) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = digits.precision() - digits.scale() - 1;
        return (number < 0 ? "-" : "")
                + unscaled.charAt(0)
                + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
                + (exponent < 0 ? "e" : "e+")
                + exponent;
    }

    /** The shortest digits that identify this number; {@link Double#toString} before Java 19 sometimes has too many. */
    private static BigDecimal shortest(double number) {
        var exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
