package io.github.ossec4j.agentless.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineNumbersTest {
    private static final String[] PIECES = {"\0", "\u00ff", "\r", " ", "!", "interface", "permit ip any", "12345678"};

    private static Lines lines(String latin1) {
        return new Lines(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<Integer> numbers(String old, String changed) {
        var numbers = new LineNumbers(lines(old), lines(changed));
        List<Integer> all = new ArrayList<>(numbers.oldNumbers());
        all.addAll(numbers.newNumbers());
        return all;
    }

    /** The index of each line's first occurrence, counted through both texts, by the simplest means. */
    private static List<Integer> plainly(String old, String changed) {
        Map<String, Integer> first = new HashMap<>();
        List<Integer> numbers = new ArrayList<>();
        for (String text : List.of(old, changed)) {
            int from = 0;
            while (from < text.length()) {
                int feed = text.indexOf('\n', from);
                int end = feed < 0 ? text.length() : feed + 1;
                int index = numbers.size();
                numbers.add(first.computeIfAbsent(text.substring(from, end), line -> index));
                from = end;
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"1,2", "3,4", "60,3", "2000,2"})
    void numberIsTheIndexOfTheFirstOccurrence(int most, int pieces) {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            List<String> old = new ArrayList<>();
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                old.add(line(random, pieces));
            }
            List<String> changed = new ArrayList<>(old);
            for (int i = random.nextInt(12); i > 0; i--) {
                edit(changed, random, pieces);
            }
            String before = text(old, random);
            String after = text(changed, random);
            assertThat(numbers(before, after)).as("seed %d", seed).isEqualTo(plainly(before, after));
        }
    }

    private static String line(Random random, int pieces) {
        var line = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            line.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return line.toString();
    }

    /** Puts a line in, takes one away, or repeats some elsewhere. */
    private static void edit(List<String> lines, Random random, int pieces) {
        int at = random.nextInt(lines.size() + 1);
        if (at == lines.size() || random.nextInt(3) == 0) {
            lines.add(at, line(random, pieces));
        } else if (random.nextBoolean()) {
            lines.remove(at);
        } else {
            lines.addAll(random.nextInt(at + 1), List.copyOf(lines.subList(at, Math.min(lines.size(), at + 20))));
        }
    }

    private static String text(List<String> lines, Random random) {
        String text = String.join("\n", lines);
        return lines.isEmpty() || random.nextInt(4) == 0 ? text : text + "\n";
    }

    /** Lines that differ in their NULs alone must not all fall on one place of the table. */
    @Test
    void hashTellsLinesOfNulsApart() {
        var text = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            text.append("\0".repeat(i)).append('\n');
        }
        Lines lines = lines(text.toString());
        assertThat(IntStream.range(0, 64).mapToObj(line -> lines.hash(line, 7)).distinct())
                .hasSize(64);
    }
}
