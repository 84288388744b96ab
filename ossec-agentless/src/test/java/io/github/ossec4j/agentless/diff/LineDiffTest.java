package io.github.ossec4j.agentless.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDiffTest {
    private static final boolean THOROUGH = Boolean.getBoolean("ossec4j.thorough");
    private static final int SEEDS = THOROUGH ? 3_000 : 300;
    /** In full, unrelated texts of this size take all that a comparison may cost. */
    private static final int LINES = THOROUGH ? 50_000 : 5_000;

    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static LineDiff diff(String old, String changed) {
        return LineDiff.between(bytes(old), bytes(changed));
    }

    private static String unified(LineDiff diff, int context) throws IOException {
        var out = new ByteArrayOutputStream();
        diff.writeUnified(out, "old name", "new", context);
        return text(out.toByteArray());
    }

    /** A text of few different lines and its edited form; every fourth has no LF at its end. */
    private static List<String> pair(long seed) {
        var random = new Random(seed);
        int alphabet = 1 + random.nextInt(12);
        var old = new ArrayList<String>();
        for (int i = random.nextInt(60); i > 0; i--) {
            old.add("line " + random.nextInt(alphabet));
        }
        var changed = new ArrayList<>(old);
        for (int i = random.nextInt(20); i > 0; i--) {
            int at = random.nextInt(changed.size() + 1);
            if (random.nextBoolean() && at < changed.size()) {
                changed.remove(at);
            } else {
                changed.add(at, "line " + random.nextInt(alphabet + 1));
            }
        }
        return List.of(join(old, random), join(changed, random));
    }

    private static String join(List<String> lines, Random random) {
        String text = String.join("\n", lines);
        return text.isEmpty() || random.nextInt(4) == 0 ? text : text + "\n";
    }

    /** Does what the hunks say, by the simplest means. */
    private static String applied(LineDiff diff, String old, String changed) {
        List<String> from = lines(old);
        List<String> to = lines(changed);
        var result = new StringBuilder();
        int at = 0;
        for (Hunk hunk : diff.hunks()) {
            from.subList(at, hunk.oldStart()).forEach(result::append);
            to.subList(hunk.newStart(), hunk.newStart() + hunk.newCount()).forEach(result::append);
            at = hunk.oldStart() + hunk.oldCount();
        }
        from.subList(at, from.size()).forEach(result::append);
        return result.toString();
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }

    /** Changed lines of a shortest edit script, by the table of the longest common subsequence. */
    private static int shortest(String old, String changed) {
        List<String> a = lines(old);
        List<String> b = lines(changed);
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return a.size() + b.size() - 2 * common[0][0];
    }

    @Test
    void hunksLeadFromOldToNewInFewestChanges() {
        for (long seed = 0; seed < SEEDS; seed++) {
            String old = pair(seed).get(0);
            String changed = pair(seed).get(1);
            LineDiff diff = diff(old, changed);
            assertThat(applied(diff, old, changed)).as("seed %d", seed).isEqualTo(changed);
            assertThat(diff.changedLines()).as("seed %d", seed).isEqualTo(shortest(old, changed));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void cappedComparisonIsCorrect(int cap) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            int[] a = random.ints(random.nextInt(60), 0, 6).toArray();
            int[] b = random.ints(random.nextInt(60), 0, 6).toArray();
            var compared = new MiddleSnake(a, b, cap, random.nextInt(3) * 60L).run();
            assertThat(kept(a, compared.deleted())).as("seed %d", seed).isEqualTo(kept(b, compared.inserted()));
        }
    }

    private static List<Integer> kept(int[] numbers, boolean[] marks) {
        var kept = new ArrayList<Integer>();
        for (int i = 0; i < numbers.length; i++) {
            if (!marks[i]) {
                kept.add(numbers[i]);
            }
        }
        return kept;
    }

    /** Heap and stack of the tests are small, so this also shows that neither grows with the dissimilarity. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 20_000, 1000, 50, 2})
    @Timeout(60)
    void unrelatedTextsTakeSeconds(int alphabet) {
        var random = new Random(alphabet);
        var old = new StringBuilder();
        var changed = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            old.append("line ").append(random.nextInt(alphabet)).append('\n');
            changed.append("line ").append(random.nextInt(alphabet)).append('\n');
        }
        LineDiff diff = diff(old.toString(), changed.toString());
        assertThat(applied(diff, old.toString(), changed.toString())).isEqualTo(changed.toString());
    }

    /** Beyond the cap the script need not be a shortest one. */
    @Test
    void cappedComparisonMarksHardlyMoreThanGnuDiff() throws Exception {
        Path tool = Path.of("/usr/bin/diff");
        assumeThat(tool).as("diff is needed").satisfies(Files::isExecutable);
        var random = new Random(8);
        Path old = directory.resolve("a");
        Path changed = directory.resolve("b");
        for (Path file : List.of(old, changed)) {
            var text = new StringBuilder();
            random.ints(LINES, 0, 1000).forEach(number -> text.append(number).append('\n'));
            Files.writeString(file, text);
        }
        long marked = output(tool.toString(), old, changed)
                .lines()
                .filter(line -> line.startsWith("<") || line.startsWith(">"))
                .count();
        assertThat(LineDiff.between(old, changed).changedLines()).isLessThan(marked + marked / 100);
    }

    /** The split that finds it costs more than the cap allows. */
    @Test
    void largeBlockThatMovedIsFound() {
        int block = 3000;
        var random = new Random(5);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 80_000; i++) {
            lines.add(random.nextInt(4) == 0 ? "!\n" : "line " + random.nextInt(50_000) + "\n");
        }
        String old = String.join("", lines);
        Collections.rotate(lines.subList(10_000, 60_000), block);
        String changed = String.join("", lines);
        LineDiff diff = diff(old, changed);
        assertThat(applied(diff, old, changed)).isEqualTo(changed);
        assertThat(diff.changedLines()).isLessThanOrEqualTo(2L * block);
    }

    @Test
    void patchMakesNewOfOld() throws Exception {
        Path patch = Path.of("/usr/bin/patch");
        assumeThat(patch).as("patch is needed").satisfies(Files::isExecutable);
        for (long seed = 0; seed < 60; seed++) {
            String old = pair(seed).get(0);
            String changed = pair(seed).get(1);
            LineDiff diff = diff(old, changed);
            if (!diff.isEmpty()) {
                for (String form : List.of(text(diff.normal()), unified(diff, 0), unified(diff, 3))) {
                    assertThat(patched(patch, old, form))
                            .as("seed %d%n%s", seed, form)
                            .isEqualTo(changed);
                }
            }
        }
    }

    private String patched(Path patch, String old, String diff) throws IOException, InterruptedException {
        Path file = directory.resolve("file");
        Files.write(file, bytes(old));
        Path input = directory.resolve("diff");
        Files.write(input, bytes(diff));
        Process process = new ProcessBuilder(patch.toString(), "-s", "-f", "--no-backup-if-mismatch", file.toString())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String said = text(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return Files.exists(file) ? text(Files.readAllBytes(file)) : ""; // patch removes what has become empty
    }

    @Test
    void unifiedFormatIsThatOfDiff() throws Exception {
        Path tool = Path.of("/usr/bin/diff");
        assumeThat(tool).as("diff is needed").satisfies(Files::isExecutable);
        int equal = 0;
        int normalEqual = 0;
        for (long seed = 0; seed < 60; seed++) {
            Path old = Files.write(directory.resolve("a"), bytes(pair(seed).get(0)));
            Path changed = Files.write(directory.resolve("b"), bytes(pair(seed).get(1)));
            LineDiff diff = LineDiff.between(old, changed);
            String shown = output(tool.toString(), "-U2", "--label", "old name", "--label", "new", old, changed);
            equal += unified(diff, 2).replace("old name\t\n", "old name\n").equals(shown) ? 1 : 0;
            String plain = output(tool.toString(), old, changed);
            normalEqual += text(diff.normal()).equals(plain) ? 1 : 0;
            long marked = plain.lines()
                    .filter(line -> line.startsWith("<") || line.startsWith(">"))
                    .count();
            assertThat(diff.changedLines()).as("seed %d", seed).isLessThanOrEqualTo(marked);
        }
        // Where several scripts are equally short another one may be chosen; that is the exception.
        assertThat(equal).isGreaterThan(55);
        assertThat(normalEqual).isGreaterThan(55);
    }

    private static String output(Object... command) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        for (Object word : command) {
            words.add(word.toString());
        }
        Process process = new ProcessBuilder(words).start();
        String shown = text(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isLessThan(2);
        return shown;
    }

    @Test
    void equalTextsGiveNothing() throws IOException {
        LineDiff diff = diff("a\nb", "a\nb");
        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.normal()).isEmpty();
        assertThat(unified(diff, 3)).isEmpty();
    }

    @Test
    void missingLineFeedAtTheEndIsAChange() {
        assertThat(text(diff("a\nb\n", "a\nb").normal()))
                .isEqualTo("2c2\n< b\n---\n> b\n\\ No newline at end of file\n");
    }

    @Test
    void nulMakesTextBinary() {
        assertThat(diff("a\0b", "c").isBinary()).isTrue();
        assertThat(diff("\u00ff\u0001", "c").isBinary()).isFalse();
    }
}
