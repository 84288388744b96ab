package io.github.ossec4j.benchmarks;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.ossec4j.agentless.diff.LineDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: how much more does it cost to compare two texts and write the difference than to read their lines, and does
 * that grow with the texts alone? All methods read files, which are in the page cache; compare results of one size.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class LineDiffBenchmark {
    /** Two texts. */
    @State(Scope.Benchmark)
    public static class Texts {
        /** Lines of the old text; about 55 bytes each. */
        @Param({"10000", "100000"})
        public int lines;

        /** How the new one came to be. */
        @Param
        public TextChange change = TextChange.EDITED;

        private Path old = Path.of("");
        private Path changed = Path.of("");

        /** Writes the texts, unless an earlier run did. */
        @Setup
        public void write() throws IOException {
            old = AgentlessData.text(lines);
            changed = AgentlessData.text(lines, change);
        }
    }

    /**
     * Two texts that differ in one line of a hundred: for methods that do the same in all cases, or do not end in the
     * others.
     */
    @State(Scope.Benchmark)
    public static class EditedTexts {
        /** Lines of the old text; about 55 bytes each. */
        @Param({"10000", "100000"})
        public int lines;

        private Path old = Path.of("");
        private Path changed = Path.of("");

        /** Writes the texts, unless an earlier run did. */
        @Setup
        public void write() throws IOException {
            old = AgentlessData.text(lines);
            changed = AgentlessData.text(lines, TextChange.EDITED);
        }
    }

    /** The floor: the lines of both texts, not compared. */
    @Benchmark
    public int readLines(EditedTexts texts) throws IOException {
        return Files.readAllLines(texts.old, StandardCharsets.ISO_8859_1).size()
                + Files.readAllLines(texts.changed, StandardCharsets.ISO_8859_1).size();
    }

    /** The normal format. */
    @Benchmark
    public byte[] normal(Texts texts) throws IOException {
        return LineDiff.between(texts.old, texts.changed).normal();
    }

    /** What Java programs do where time does not matter: java-diff-utils, given strings. */
    @Benchmark
    public List<String> idiomatic(EditedTexts texts) throws IOException {
        List<String> old = Files.readAllLines(texts.old, StandardCharsets.ISO_8859_1);
        List<String> changed = Files.readAllLines(texts.changed, StandardCharsets.ISO_8859_1);
        return UnifiedDiffUtils.generateUnifiedDiff("old", "new", old, DiffUtils.diff(old, changed), 0);
    }
}
