package io.github.ossec4j.api.search;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Hashes and paths to look for, up to millions: a record is found if it has one of them. A million hashes take about 50 MB.
 *
 * <p>Immutable.
 */
public final class Indicators {
    /** What a line of a list should be. */
    private static final String EXPECTED =
            "a hash of 32, 40 or 64 hexadecimal digits, an absolute path, or a comment that starts with \"#\"";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final ByteSet NONE = new ByteSet(); // never added to

    /** How many bytes at the end of a path are looked up. */
    static final int TAIL = 16;

    private final Map<HashKind, ByteSet> hashes;
    private final Map<HashKind, WordBits> bits = new EnumMap<>(HashKind.class);
    private final ByteSet paths;
    private final WordBits tails;
    private final boolean hasShortPaths;

    private Indicators(Map<HashKind, ByteSet> hashes, ByteSet paths) {
        this.hashes = hashes;
        this.paths = paths;
        hashes.forEach((kind, members) -> {
            var kindBits = new WordBits(members.size());
            for (int i = 0; i < members.size(); i++) {
                ByteBuffer digits =
                        words(HexFormat.of().formatHex(members.member(i)).getBytes(StandardCharsets.US_ASCII));
                kindBits.add(digits.getLong(0), digits.getLong(Long.BYTES));
            }
            bits.put(kind, kindBits);
        });
        this.tails = new WordBits(paths.size());
        boolean isShort = false;
        for (int i = 0; i < paths.size(); i++) {
            byte[] path = paths.member(i);
            if (path.length < TAIL) {
                isShort = true;
            } else {
                ByteBuffer end = words(path);
                tails.add(end.getLong(path.length - TAIL), end.getLong(path.length - Long.BYTES));
            }
        }
        this.hasShortPaths = isShort;
    }

    private static ByteBuffer words(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * These hashes and paths, each as in a line of {@link #read(Path, MalformedLineHandler) a list}.
     *
     * @throws IllegalArgumentException if one of them is neither
     */
    public static Indicators of(List<String> indicators) {
        var list = new Collector();
        for (String indicator : indicators) {
            byte[] bytes = RawText.fromLossless(indicator).bytes();
            if (!list.add(bytes, bytes.length)) {
                throw new IllegalArgumentException("'" + indicator + "' is not " + EXPECTED);
            }
        }
        return list.result();
    }

    /**
     * Reads a list: one hash or path on a line. A hash is an MD5, SHA-1 or SHA-256 hash, in upper or lower case, which its
     * length tells; whatever follows it after a blank, tab, comma or semicolon is ignored, as {@code sha256sum} prints the
     * name of the file there. A path is absolute, that of a Windows system or a registry key included, and takes the whole
     * line; it is found in exactly this spelling. Empty lines, and lines that start with {@code #}, are comments.
     *
     * @param list may also be a pipe
     * @param malformed receives each other line
     * @throws IOException if the list cannot be read
     */
    public static Indicators read(Path list, MalformedLineHandler malformed) throws IOException {
        try (InputStream in = Files.newInputStream(list)) {
            return read(in, list, malformed);
        }
    }

    /**
     * As {@link #read(Path, MalformedLineHandler)}, from a stream, which remains open.
     *
     * @param name what the stream is called in reports of malformed lines
     */
    public static Indicators read(InputStream in, Path name, MalformedLineHandler malformed) throws IOException {
        var list = new Collector();
        var bytes = new BufferedInputStream(in, 1 << 16);
        long position = skipByteOrderMark(bytes);
        var line = new ByteArrayOutputStream();
        long number = 0;
        long offset = position;
        int b;
        do {
            b = bytes.read();
            position++;
            if (b >= 0 && b != '\n') {
                if (line.size() <= LineCursor.MAXIMUM_LINE) {
                    line.write(b);
                }
                continue;
            }
            number++;
            byte[] text = line.toByteArray();
            line.reset();
            int length = text.length > 0 && text[text.length - 1] == '\r' ? text.length - 1 : text.length;
            boolean isComment = length == 0 || text[0] == '#' || isBlank(text, length);
            if (!isComment && (length > LineCursor.MAXIMUM_LINE || !list.add(text, length))) {
                malformed.malformed(new MalformedLine(name, number, offset, EXPECTED));
            }
            offset = position;
        } while (b >= 0);
        return list.result();
    }

    /** As some editors put it at the start of UTF-8; how many bytes were skipped. */
    private static int skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            return BYTE_ORDER_MARK.length;
        }
        in.reset();
        return 0;
    }

    private static boolean isBlank(byte[] text, int length) {
        for (int i = 0; i < length; i++) {
            if (text[i] != ' ' && text[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** These and others. */
    public Indicators and(Indicators others) {
        if (others.size() == 0) {
            return this;
        }
        var all = new Collector();
        for (Indicators list : List.of(this, others)) {
            list.hashes.forEach((kind, members) -> {
                ByteSet target = all.hashes.computeIfAbsent(kind, k -> new ByteSet());
                members.addTo(target);
            });
            list.paths.addTo(all.paths);
        }
        return all.result();
    }

    /** How many different hashes and paths there are. */
    public int size() {
        return paths.size() + hashes.values().stream().mapToInt(ByteSet::size).sum();
    }

    ByteSet hashes(HashKind kind) {
        return hashes.getOrDefault(kind, NONE);
    }

    WordBits bits(HashKind kind) {
        WordBits kindBits = bits.get(kind);
        if (kindBits == null) {
            throw new IllegalStateException("no " + kind);
        }
        return kindBits;
    }

    ByteSet paths() {
        return paths;
    }

    boolean hasPaths() {
        return !paths.isEmpty();
    }

    /** Whether a line that ends with these words may end with one of the paths. */
    boolean mayEndPath(long last, long end) {
        return hasShortPaths || tails.mayContain(last, end) != 0;
    }

    /** All hashes as digits, and all paths as they end a line, for a search of a few. */
    List<byte[]> texts() {
        var texts = new ArrayList<byte[]>();
        hashes.values().forEach(members -> {
            for (int i = 0; i < members.size(); i++) {
                texts.add(HexFormat.of().formatHex(members.member(i)).getBytes(StandardCharsets.US_ASCII));
            }
        });
        for (int i = 0; i < paths.size(); i++) {
            texts.add(inLine(paths.member(i)));
        }
        return texts;
    }

    /** A path with what surrounds it in the line of a record. */
    static byte[] inLine(byte[] path) {
        var text = new byte[path.length + 2];
        text[0] = ' ';
        System.arraycopy(path, 0, text, 1, path.length);
        text[text.length - 1] = '\n';
        return text;
    }

    /** Gathers them. */
    private static final class Collector {
        private final Map<HashKind, ByteSet> hashes = new EnumMap<>(HashKind.class);
        private final ByteSet paths = new ByteSet();

        /** Adds a hash or a path; false if it is neither. */
        boolean add(byte[] text, int length) {
            // A backslash precedes the hash if the name of the file after it has unusual characters.
            int from = length > 0 && text[0] == '\\' ? 1 : 0;
            int to = from;
            while (to < length && Character.digit(text[to], 16) >= 0) {
                to++;
            }
            if (to == length || " \t,;".indexOf(text[to]) >= 0) {
                for (HashKind kind : HashKind.values()) {
                    if (to - from == kind.digits) {
                        String hash = new String(text, from, kind.digits, StandardCharsets.US_ASCII);
                        byte[] bytes = HexFormat.of().parseHex(hash);
                        hashes.computeIfAbsent(kind, k -> new ByteSet()).add(bytes, 0, bytes.length);
                        return true;
                    }
                }
            }
            if (isAbsolute(text, length)) {
                paths.add(text, 0, length);
                return true;
            }
            return false;
        }

        /** {@code /etc}, {@code C:\Windows}, {@code \\server}, {@code HKEY_USERS}. */
        private static boolean isAbsolute(byte[] text, int length) {
            String begin = new String(text, 0, Math.min(length, 5), StandardCharsets.ISO_8859_1);
            return begin.startsWith("/")
                    || begin.startsWith("\\")
                    || begin.equals("HKEY_")
                    || (begin.length() > 2 && begin.charAt(1) == ':' && Character.isLetter(begin.charAt(0)));
        }

        Indicators result() {
            return new Indicators(hashes, paths);
        }
    }
}
