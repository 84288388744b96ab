package io.github.ossec4j.io.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the parts of lines are, in a range that other bytes surround. */
class LinesTest {
    private static final String BEFORE = "! -";

    private static byte[] bytes(String line) {
        return (BEFORE + line + "! - more").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int end(String line) {
        return BEFORE.length() + line.length();
    }

    private static String part(String line, int from, int to) {
        return new String(bytes(line), from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static KeyLine key(String line) {
        return KeyLine.of(bytes(line.replace('0', '\0').replace('O', '0')), BEFORE.length(), end(line));
    }

    /** Fields of a key file; {@code 0} stands for a zero byte, {@code O} for the digit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 web any k e y | 1 | web | any | k e y | true | 2",
                "1 web any | 1 | web | any | '' | false | 2",
                "'1 web any ' | 1 | web | any | '' | true | 2",
                "1 web | 1 | web | '' | '' | false | 2",
                "1 | 1 | '' | '' | '' | false | 1",
                "'1 ' | 1 | '' | '' | '' | false | 2",
                "'' | '' | '' | '' | '' | false | 0",
                "1 web any ke0y | 1 | web | any | ke | true | 2",
                "1 we0b any key | 1 | we | '' | '' | false | 2",
                "1 !web any key | 1 | !web | any | key | false | 2",
                "1 #web any key | 1 | #web | any | key | false | 2",
                "#1 web any key | #1 | web | any | key | false | 3"
            })
    void aKeyLineIsDividedAtThreeBlanks(
            String line, String id, String name, String address, String key, boolean living, int nameOffset) {
        KeyLine found = key(line);
        assertThat(found.id().lossless()).isEqualTo(id);
        assertThat(found.name().lossless()).isEqualTo(name);
        assertThat(found.address().lossless()).isEqualTo(address);
        assertThat(found.key().lossless()).isEqualTo(key);
        assertThat(found.isLiving()).isEqualTo(living);
        assertThat(found.nameOffset()).isEqualTo(nameOffset);
        assertThat(found.line().lossless()).isEqualTo(line.contains("0") ? line.substring(0, line.indexOf('0')) : line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 web any key | true | true | true | false | false",
                "1 web any | true | true | false | false | false",
                "1 web | true | false | false | false | false",
                "1 | false | false | false | false | false",
                "# web any key | false | true | true | true | false",
                "'' | false | false | false | true | false",
                "1 !w | true | false | false | false | true",
                "'1 !' | true | false | false | false | true",
                "1 #w a k | true | true | true | false | true",
                "'1 ' | true | false | false | false | false"
            })
    void aKeyLineTellsWhatItHas(
            String line, boolean hasId, boolean hasName, boolean hasAddress, boolean comment, boolean removed) {
        KeyLine found = key(line);
        assertThat(found.hasId()).isEqualTo(hasId);
        assertThat(found.hasName()).isEqualTo(hasName);
        assertThat(found.hasAddress()).isEqualTo(hasAddress);
        assertThat(found.isComment()).isEqualTo(comment);
        assertThat(found.isRemoved()).isEqualTo(removed);
    }

    @ParameterizedTest
    @CsvSource({"1 a, 1", "12345678 a, 12345678", "123456789 a, -1", "x a, -1", "-1 a, -1", "'', -1"})
    void anIdHasUpToEightDigits(String line, int number) {
        assertThat(KeyLine.of(RawText.of(line)).number()).isEqualTo(number);
        assertThat(key(line.replace('0', 'O')).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"64, '', true", "63, '', false", "65, '', false", "63, g, false", "64, '\r', false", "0, '', false"})
    void aWholeKeyHas64HexadecimalDigits(int digits, String more, boolean whole) {
        KeyLine line = KeyLine.of(RawText.of("1 a any " + "f".repeat(digits) + more));
        assertThat(line.hasWholeKey()).isEqualTo(whole);
        assertThat(line.key().lossless()).isEqualTo("f".repeat(digits) + more.strip());
        assertThat(KeyLine.of(RawText.of("1 a " + "f".repeat(64))).hasWholeKey())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!12!34 some text | 12 | 34 | some text | true",
                "!12!34 | 12 | 34 | '' | false",
                "'!12!34 ' | 12 | 34 | '' | true",
                "!12 34!5 x | 12 34 | 5 | x | true",
                "!12 34 | 12 34 | '' | '' | false",
                "! | '' | '' | '' | false",
                "'' | '' | '' | '' | false",
                "!!  | '' | '' | '' | false"
            })
    void aPolicyLineIsDividedAtItsMarks(String line, String lastSeen, String firstSeen, String text, boolean hasText) {
        var found = new RootcheckLine();
        found.find(bytes(line), BEFORE.length(), end(line));
        assertThat(part(line, found.lastSeen(), found.lastSeenEnd())).isEqualTo(lastSeen);
        assertThat(part(line, found.firstSeen(), found.firstSeenEnd())).isEqualTo(firstSeen);
        assertThat(part(line, found.text(), end(line))).isEqualTo(text);
        assertThat(found.hasText()).isEqualTo(hasText);
    }

    @ParameterizedTest
    @CsvSource({"a check scan b, true", "check scan, true", "check sca, false", "heck scan, false", "'', false"})
    void scanMarksAreFoundAmongLines(String lines, boolean found) {
        byte[] bytes = bytes(lines);
        assertThat(RootcheckLine.SCAN_MARKS.mayFind(bytes, BEFORE.length(), end(lines)))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+++1:2 !3 /a b | 1:2 | '!3 /a b'",
                "+++1:2!3 /a | 1:2!3 | '!3 /a'",
                "+++1:2 | 1:2 | ''",
                "++ | '' | ''",
                "'' | '' | ''",
                "'! !1 !2' | 1 | '!2'"
            })
    void anIntegrityLineHasThreeAnchors(String line, String sum, String fromMark) {
        var found = new SyscheckLine();
        byte[] bytes = bytes(line);
        found.find(bytes, BEFORE.length(), end(line));
        assertThat(found.bytes()).isSameAs(bytes);
        assertThat(found.start()).isEqualTo(BEFORE.length());
        assertThat(found.end()).isEqualTo(end(line));
        assertThat(part(line, found.sumStart(), Math.max(found.sumStart(), found.blank())))
                .isEqualTo(sum);
        assertThat(part(line, found.mark(), found.end())).isEqualTo(fromMark);
        assertThat(found.blankFrom(found.end())).isEqualTo(found.end());
        assertThat(found.blankFrom(found.start())).isBetween(found.start(), found.end());
    }

    /** {@code 0} stands for a zero byte. */
    @ParameterizedTest
    @CsvSource({
        "a0, a0",
        "'', ''",
        "0, ''",
        "00a, a",
        "0#a, #a",
        "0#0#a, #a",
        "#0a, a",
        "##a, ##a",
        "00##, ##",
        "0a0, a0"
    })
    void aHoleEndsBehindItsLastZero(String line, String rest) {
        byte[] bytes = bytes(line.replace('0', '\0'));
        int start = SyscheckLine.afterHole(bytes, BEFORE.length(), end(line));
        assertThat(part(line, start, end(line))).isEqualTo(rest);
        // What is before and behind belongs to others.
        assertThat(SyscheckLine.afterHole(new byte[3], 1, 2)).isEqualTo(2);
        assertThat(SyscheckLine.afterHole(new byte[3], 1, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Linux a - OSSEC - b | Linux a | OSSEC - b",
                "Linux | Linux | ''",
                "' - ' | '' | ''",
                "'Linux - ' | Linux | ''",
                "Linux -a | Linux -a | ''"
            })
    void aKeepAliveIsDividedAtItsFirstSeparator(String line, String system, String version) {
        AgentInfoLine found = AgentInfoLine.of(bytes(line), BEFORE.length(), end(line));
        assertThat(found.system().lossless()).isEqualTo(system);
        assertThat(found.version().lossless()).isEqualTo(version);
        assertThat(AgentInfoLine.of(bytes(line), BEFORE.length() - 1, end(line))
                        .system()
                        .lossless())
                .isEqualTo("-" + system);
        assertThat(AgentInfoLine.of(" - x".getBytes(StandardCharsets.US_ASCII), 0, 4)
                        .version()
                        .lossless())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1-2-3-4; rule; 1,2,3,4",
                "1-2-3-; rule; 1,2,3,",
                "---; rule; ,,,",
                "1--2--3--4--5; hour; 1,2,3,4,5",
                "1--2--3--4--; hour; 1,2,3,4,",
                "1--2--3--4---5; hour; 1,2,3,4,-5",
                "1--2--3--4--5--6; none; 1,2,3,4,5,6",
                "1--2--3--4--5--6--7; none; 1,2,3,4,5,6--7",
                "1-2-3; none; 1-2-3",
                "1-2-3-4-5; none; 1-2-3-4-5",
                "1--2-3-4; none; 1,2-3-4",
                "text; none; text",
                "''; none; ''"
            })
    void aLineOfTotalsHasFourPartsOrFive(String line, String kind, String parts) {
        var found = new TotalsLine();
        found.find(bytes(line), BEFORE.length(), end(line));
        List<String> list = new ArrayList<>();
        for (int i = 0; i < found.parts(); i++) {
            list.add(part(line, found.start(i), found.end(i)));
        }
        assertThat(String.join(",", list)).isEqualTo(parts);
        assertThat(found.isRule()).isEqualTo(kind.equals("rule"));
        assertThat(found.isHour()).isEqualTo(kind.equals("hour"));
        found.find("1-2-3--".getBytes(StandardCharsets.US_ASCII), 0, 5);
        assertThat(found.isRule()).isFalse();
    }
}
