package io.github.ossec4j.agentless.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import io.github.ossec4j.model.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The line differences of two texts, as {@code diff OLD NEW} computes and prints them.
 *
 * <p>The edit script is a shortest one, and equal to that of GNU diff in nearly all cases; if several are equally
 * short, another of them may be chosen. Two texts of many ten thousand lines that have little in common are compared
 * with bounded effort: then the script is correct, but may mark a few lines more than necessary (less than one in a
 * hundred with 50,000 random lines each; several times as many if a block of more than 10,000 lines has moved).
 *
 * <p>Both texts and about 50 bytes per line are kept in memory. Immutable and safe to share.
 */
public final class LineDiff {
    /** Lines of unchanged text that a unified diff shows around a change, by default. */
    public static final int DEFAULT_CONTEXT = 3;

    static final byte[] NO_NEWLINE = ascii("\n\\ No newline at end of file\n");

    private static final int LARGEST_FILE = Integer.MAX_VALUE - 64;

    private final Lines old;
    private final Lines changed;
    private final List<Hunk> hunks;

    private LineDiff(byte[] oldText, byte[] newText) {
        this.old = new Lines(oldText);
        this.changed = new Lines(newText);
        var numbers = new LineNumbers(old, changed);
        var found = new ArrayList<Hunk>();
        for (AbstractDelta<Integer> delta : DiffUtils.diff(
                        numbers.oldNumbers(), numbers.newNumbers(), new BoundedMyers(), null)
                .getDeltas()) {
            found.add(new Hunk(
                    delta.getSource().getPosition(),
                    delta.getSource().size(),
                    delta.getTarget().getPosition(),
                    delta.getTarget().size()));
        }
        this.hunks = List.copyOf(found);
    }

    /** Compares two texts. The arrays become part of the result and must not be written to afterwards. */
    public static LineDiff between(byte[] oldText, byte[] newText) {
        return new LineDiff(oldText, newText);
    }

    /**
     * Reads and compares two files.
     *
     * @throws IOException if one cannot be read, or is larger than 2 GiB
     */
    public static LineDiff between(Path oldFile, Path newFile) throws IOException {
        return new LineDiff(read(oldFile), read(newFile));
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + " is larger than 2 GiB, which cannot be compared line by line");
        }
        return Files.readAllBytes(file);
    }

    /** The changed places in order; none if the texts are equal. */
    public List<Hunk> hunks() {
        return hunks;
    }

    /** The lines of the old text that a change deletes, without their line feeds. */
    public List<RawText> oldLines(Hunk hunk) {
        return old.texts(hunk.oldStart(), hunk.oldEnd());
    }

    /** The lines of the new text that a change inserts, without their line feeds. */
    public List<RawText> newLines(Hunk hunk) {
        return changed.texts(hunk.newStart(), hunk.newEnd());
    }

    /** Whether the texts are equal. */
    public boolean isEmpty() {
        return hunks.isEmpty();
    }

    /** Number of deleted plus number of inserted lines. */
    public long changedLines() {
        long sum = 0;
        for (Hunk hunk : hunks) {
            sum += hunk.oldCount() + hunk.newCount();
        }
        return sum;
    }

    /** Whether {@code diff} would call one of the texts binary: a NUL byte among the first 32 KiB. */
    public boolean isBinary() {
        return old.looksBinary() || changed.looksBinary();
    }

    /** The normal format, complete, as bytes. */
    public byte[] normal() {
        var out = new ByteArrayOutputStream();
        try {
            writeNormal(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Writes the normal format: {@code 2,3c2} and the like, then lines after {@code < } and {@code > }. Nothing is
     * written if the texts are equal. Binary texts are written as they are.
     */
    public void writeNormal(OutputStream out) throws IOException {
        for (Hunk hunk : hunks) {
            char verb = hunk.oldCount() == 0 ? 'a' : hunk.newCount() == 0 ? 'd' : 'c';
            out.write(ascii(
                    range(hunk.oldStart(), hunk.oldCount()) + verb + range(hunk.newStart(), hunk.newCount()) + '\n'));
            for (int i = hunk.oldStart(); i < hunk.oldEnd(); i++) {
                out.write('<');
                out.write(' ');
                old.write(i, out);
            }
            if (verb == 'c') {
                out.write(ascii("---\n"));
            }
            for (int i = hunk.newStart(); i < hunk.newEnd(); i++) {
                out.write('>');
                out.write(' ');
                changed.write(i, out);
            }
        }
    }

    /**
     * Writes the unified format, with headers that contain the names but no times. Nothing is written if the texts are
     * equal. Meanwhile, a second copy of both texts is in memory.
     *
     * @param context number of unchanged lines to show around a change, 0 or more
     */
    public void writeUnified(OutputStream out, String oldName, String newName, int context) throws IOException {
        if (context < 0) {
            throw new IllegalArgumentException("context must be 0 or more, was " + context);
        }
        List<String> oldLines = old.texts();
        List<String> newLines = changed.texts();
        var patch = new Patch<String>();
        for (Hunk hunk : hunks) {
            patch.addDelta(new ChangeDelta<>(
                    new Chunk<>(hunk.oldStart(), oldLines.subList(hunk.oldStart(), hunk.oldEnd())),
                    new Chunk<>(hunk.newStart(), newLines.subList(hunk.newStart(), hunk.newEnd()))));
        }
        for (String line :
                UnifiedDiffUtils.generateUnifiedDiff(header(oldName), header(newName), oldLines, patch, context)) {
            // A count of one is not written by diff. No other line starts with this: they have their own mark.
            String written = line.startsWith("@@") ? line.replaceAll(",1(?= )", "") : line;
            out.write((written + '\n').getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** One char per byte; a name with white space is ended by a tab, or {@code patch} would take its first word. */
    private static String header(String name) {
        boolean spaced = name.chars().anyMatch(Character::isWhitespace);
        byte[] bytes = (spaced ? name + '\t' : name).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String range(int start, int count) {
        return count > 1 ? (start + 1) + "," + (start + count) : Integer.toString(start + count);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
