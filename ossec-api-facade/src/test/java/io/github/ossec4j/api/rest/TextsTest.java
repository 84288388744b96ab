package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the original's languages write and read numbers, times and texts. */
class TextsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "1.0, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "100, 100",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e21, 1.5e+21",
        "-1.5e300, -1.5e+300",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.25e-7, 1.25e-7",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "1152921504606846976, 1152921504606847000",
        "2e23, 2e+23",
        "9007199254740993, 9007199254740992",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "0.30000000000000004, 0.30000000000000004",
        "Infinity, null",
        "-Infinity, null",
        "NaN, null"
    })
    void numbersAreWrittenAsJavaScriptDoes(double number, String text) {
        assertThat(JavaScriptNumber.of(number)).isEqualTo(text);
    }

    @Test
    void wholeNumbersAreExactUpToTheLimitOfFloatingPoint() {
        assertThat(JavaScriptNumber.of(new BigInteger("9007199254740992"))).isEqualTo("9007199254740992");
        assertThat(JavaScriptNumber.of(new BigInteger("-9007199254740991"))).isEqualTo("-9007199254740991");
        assertThat(JavaScriptNumber.of(new BigInteger("18446744073709551615"))).isEqualTo("18446744073709552000");
        assertThat(JavaScriptNumber.of(BigInteger.TEN.pow(400))).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'   ', 0",
        "-, 0",
        "+, 0",
        "12, 12",
        "' 12', 12",
        "'\t\n\u000b\f\r12', 12",
        "-12x9, -12",
        "+7, 7",
        "'- 7', 0",
        "--7, 0",
        "007, 7",
        "0x10, 0",
        "x, 0",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "-99999999999999999999, -9223372036854775808",
        "99999999999999999999x, 9223372036854775807"
    })
    void numbersAreFoundInTextAsCDoes(String text, long number) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(LenientLong.parse(bytes, 0, bytes.length)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "'\t\n 12\f\r\u000b', 12",
        "+12, 12",
        "' - 007 ', -7",
        "-\t5, -5",
        "18446744073709551616, 18446744073709551616"
    })
    void wholeNumbersAreReadAsPythonDoes(String text, String number) {
        assertThat(PythonInteger.parse(text)).contains(new BigInteger(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-", "- ", "--5", "+-5", "5 6", "5x", "0x1", "1_0", "1.0", "1L", "5\u001c", "5\u00a0", "5\0"
            })
    void otherTextsAreNoWholeNumbers(String text) {
        assertThat(PythonInteger.parse(text)).isEmpty();
    }

    @Test
    void aWholeNumberHasAtMostAsManyDigitsAsThoseOfJavaScript() {
        assertThat(PythonInteger.parse("-" + "9".repeat(308))).isPresent();
        assertThat(PythonInteger.parse("9".repeat(309))).isEmpty();
    }

    @Test
    void aNumberEndsWhereItsTextEnds() {
        byte[] bytes = "x1234".getBytes(StandardCharsets.US_ASCII);

        assertThat(LenientLong.parse(bytes, 1, 3)).isEqualTo(12);
        assertThat(LenientLong.parse(bytes, 5, 5)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970 Jan 01 00:00:00, Thu Jan  1 00:00:00 1970",
        "1460451903, 2016 Apr 12 09:05:03, Tue Apr 12 09:05:03 2016",
        "951827696, 2000 Feb 29 12:34:56, Tue Feb 29 12:34:56 2000",
        "-1, 1969 Dec 31 23:59:59, Wed Dec 31 23:59:59 1969",
        "4294967296, 2106 Feb 07 06:28:16, Sun Feb  7 06:28:16 2106"
    })
    void timesAreWrittenAsCDoes(long second, String date, String ctime) {
        var text = new TimeText(ZoneOffset.UTC.getRules());

        assertThat(text.date(second)).isEqualTo(date);
        assertThat(text.ctime(second)).isEqualTo(ctime);
        assertThat(text.ctime(Optional.of(Instant.ofEpochSecond(second)))).isEqualTo(ctime);
    }

    @Test
    void timesAreThoseOfTheZone() {
        var text = new TimeText(ZoneId.of("Europe/Berlin").getRules());

        assertThat(text.date(1_459_040_399)).isEqualTo("2016 Mar 27 01:59:59");
        assertThat(text.date(1_459_040_400)).isEqualTo("2016 Mar 27 03:00:00");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800L, 253_402_300_800L})
    void timesFarAwayStayWritable(long second) {
        for (String zone : List.of("Z", "-18:00", "+18:00", "America/New_York")) {
            assertThat(new TimeText(ZoneId.of(zone).getRules()).ctime(second)).isNotEmpty();
        }
    }

    @Test
    void noTimeIsUnknown() {
        assertThat(new TimeText(ZoneOffset.UTC.getRules()).ctime(Optional.empty()))
                .isEqualTo("Unknown");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "plain|['plain']",
                "``|['']",
                "it's|[\"it's\"]",
                "say \"x\"|['say \"x\"']",
                "it's \"x\"|['it\\'s \"x\"']",
                "back\\slash|['back\\\\slash']",
                "tab\there|['tab\\there']",
                "\u00e9|['\\xc3\\xa9']",
                "\udce9|['\\xe9']",
                "a\u0001\u007f|['a\\x01\\x7f']"
            })
    void textsAreWrittenAsPythonDoes(String text, String list) {
        assertThat(PythonText.list(List.of(text))).isEqualTo(list);
    }

    @Test
    void listsAreWrittenAsPythonDoes() {
        assertThat(PythonText.list(List.of())).isEqualTo("[]");
        assertThat(PythonText.list(List.of("a", "b"))).isEqualTo("['a', 'b']");
        assertThat(PythonText.list(List.of("cr\r"))).isEqualTo("['cr\\r']");
    }

    @ParameterizedTest
    @CsvSource({
        "any, true",
        "ANY, true",
        "Any, false",
        "'', false",
        "192.0.2.1, true",
        "999.999.999.999, true",
        "192.0.2.1/24, true",
        "192.0.2.1/24/24, true",
        "192.0.2.1/, false",
        "192.0.2.1/128, false",
        "192.0.2, false",
        "192.0.2.1., false",
        "192..2.1, false",
        "1234.0.2.1, false",
        "2001:db8::1, false",
        "192.0.2.\u0661, false"
    })
    void addressesPassByTheirShapeAlone(String text, boolean passes) {
        assertThat(Values.isAddress(text)).isEqualTo(passes);
    }

    @Test
    void idsNamesAndDatesPassByTheirCharactersAlone() {
        assertThat(Values.isId("0001")).isTrue();
        assertThat(List.of("", "-1", "1 ", "\u0661")).noneMatch(Values::isId);
        assertThat(List.of("a", "..", "a/b", "a\\b", "A-z_0.9")).allMatch(Values::isName);
        assertThat(List.of("", "a b", "\u00e4", "a\n", "a:b")).noneMatch(Values::isName);
        assertThat(Values.isDate("99999999")).isTrue();
        assertThat(List.of("", "2016041", "201604123", "2016-4-1")).noneMatch(Values::isDate);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "12.0, 12", "1e2, 100", "true, true", "null, null", "12.5, 12.5"})
    void aNameThatIsNoTextIsWrittenAsJavaScriptDoes(String json, String name) {
        RestRequest request = RestRequest.builder("POST", "/agents")
                .body("application/json", "{\"name\":" + json + "}")
                .build();

        assertThat(AgentBody.read(request).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.9, 192.0.2.9", "::ffff:192.0.2.9, 192.0.2.9", "2001:db8::9, 2001:db8::9"})
    void withoutAnAddressItIsTheCallers(String caller, String address) {
        RestRequest request = RestRequest.builder("POST", "/agents")
                .body("application/x-www-form-urlencoded", "name=web&ip=")
                .remoteAddress(caller)
                .build();

        assertThat(AgentBody.read(request).address().text()).isEqualTo(address);
    }

    @Test
    void theWordAnyIsWrittenInSmallLetters() {
        RestRequest request = RestRequest.builder("POST", "/agents")
                .body("application/x-www-form-urlencoded", "name=web&ip=ANY")
                .build();

        assertThat(AgentBody.read(request).address().text()).isEqualTo("any");
    }
}
