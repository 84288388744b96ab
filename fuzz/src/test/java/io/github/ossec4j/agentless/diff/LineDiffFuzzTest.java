package io.github.ossec4j.agentless.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A patch made of our difference leads from the old text to the new one. */
class LineDiffFuzzTest {
    private static final char BETWEEN = '\u00ff';
    private static final String NO_LINE_FEED = "\\ No newline at end of file\n";
    private static final Pattern RANGES = Pattern.compile("@@ -([0-9]+)(?:,([0-9]+))? \\+([0-9]+)(?:,([0-9]+))? @@\n");
    private static final Pattern CHANGE = Pattern.compile("([0-9]+)(?:,([0-9]+))?([acd])([0-9]+)(?:,([0-9]+))?\n");

    static Stream<Arguments> seeds() {
        return Input.texts(
                "",
                "a\nb\nc\n" + BETWEEN + "a\nc\nd\n",
                "a\nb" + BETWEEN + "a\nb\n",
                BETWEEN + "new",
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n" + BETWEEN + "0\n1\n2\n3\n4\n5\n6\n7\n8\n",
                "x\nx\nx\n\n" + BETWEEN + "x\n\nx\n");
    }

    @MethodSource("seeds")
    @Fuzzed
    void patch(byte[] content) throws IOException {
        String both = Input.text(content);
        int middle = both.indexOf(BETWEEN);
        String old = middle < 0 ? both : both.substring(0, middle);
        String changed = middle < 0 ? "" : both.substring(middle + 1);
        LineDiff diff = LineDiff.between(Input.bytes(old), Input.bytes(changed));
        assertThat(diff.isEmpty()).isEqualTo(old.equals(changed));
        assertThat(appliedNormal(old, Input.text(diff.normal()))).isEqualTo(changed);
        for (int context : new int[] {0, 3}) {
            var out = new ByteArrayOutputStream();
            diff.writeUnified(out, "old", "new", context);
            assertThat(appliedUnified(old, Input.text(out.toByteArray()))).isEqualTo(changed);
        }
    }

    private static String appliedUnified(String old, String patch) {
        List<String> from = lines(old);
        List<String> steps = lines(patch);
        var result = new StringBuilder();
        int at = 0;
        int step = 2; // the names
        while (step < steps.size()) {
            Matcher ranges = RANGES.matcher(steps.get(step++));
            assertThat(ranges.matches()).as("line %d of the patch", step).isTrue();
            int oldCount = number(ranges.group(2), 1);
            int newCount = number(ranges.group(4), 1);
            int start = Integer.parseInt(ranges.group(1)) - (oldCount == 0 ? 0 : 1);
            for (; at < start; at++) {
                result.append(from.get(at));
            }
            while (oldCount > 0 || newCount > 0) {
                String line = steps.get(step++);
                String text = line.substring(1);
                if (step < steps.size() && steps.get(step).equals(NO_LINE_FEED)) {
                    text = text.substring(0, text.length() - 1);
                    step++;
                }
                if (line.charAt(0) != '+') {
                    assertThat(text).isEqualTo(from.get(at++));
                    oldCount--;
                }
                if (line.charAt(0) != '-') {
                    result.append(text);
                    newCount--;
                }
            }
            assertThat(oldCount + newCount).isZero();
        }
        from.subList(at, from.size()).forEach(result::append);
        return result.toString();
    }

    private static String appliedNormal(String old, String patch) {
        List<String> from = lines(old);
        List<String> steps = lines(patch);
        var result = new StringBuilder();
        int at = 0;
        int step = 0;
        while (step < steps.size()) {
            Matcher change = CHANGE.matcher(steps.get(step++));
            assertThat(change.matches()).as("line %d of the patch", step).isTrue();
            char verb = change.group(3).charAt(0);
            int first = Integer.parseInt(change.group(1));
            int removed = verb == 'a' ? 0 : number(change.group(2), first) - first + 1;
            for (int start = verb == 'a' ? first : first - 1; at < start; at++) {
                result.append(from.get(at));
            }
            for (int i = 0; i < removed; i++) {
                String line = steps.get(step++);
                assertThat(line).startsWith("< ");
                String text = line.substring(2);
                if (step < steps.size() && steps.get(step).equals(NO_LINE_FEED)) {
                    text = text.substring(0, text.length() - 1);
                    step++;
                }
                assertThat(text).isEqualTo(from.get(at++));
            }
            if (verb == 'c') {
                assertThat(steps.get(step++)).isEqualTo("---\n");
            }
            int firstNew = Integer.parseInt(change.group(4));
            int added = verb == 'd' ? 0 : number(change.group(5), firstNew) - firstNew + 1;
            for (int i = 0; i < added; i++) {
                String line = steps.get(step++);
                assertThat(line).startsWith("> ");
                String text = line.substring(2);
                if (step < steps.size() && steps.get(step).equals(NO_LINE_FEED)) {
                    text = text.substring(0, text.length() - 1);
                    step++;
                }
                result.append(text);
            }
        }
        from.subList(at, from.size()).forEach(result::append);
        return result.toString();
    }

    private static int number(String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** With their line feeds. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int feed = text.indexOf('\n', from);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }
}
