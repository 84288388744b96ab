package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.SourceLines;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.ResponseLine;
import io.github.ossec4j.model.logs.ResponseLine.Action;
import io.github.ossec4j.model.logs.ResponseLine.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The lines of {@code logs/active-responses.log}, which scripts write:
 *
 * <pre>
 * Mon Oct 17 14:00:01 UTC 2016 /var/ossec/active-response/bin/firewall-drop.sh add - 198.51.100.7 1476712812.4711 5720
 * </pre>
 */
public final class ActiveResponsesLog {
    private static final String NOBODY = "-";
    private static final String NO_ADDRESS = "null";

    private ActiveResponsesLog() {}

    /**
     * The lines in the order of the file, read on demand; empty ones are skipped.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static RecordStream<ResponseLine> read(Path file, MalformedLineHandler malformed) throws IOException {
        SourceLines lines = SourceLines.open(file, malformed);
        return RecordStream.over(file, lines, () -> {
            while (lines.next()) {
                int end = Ascii.withoutReturn(lines.buffer(), lines.start(), lines.end());
                if (end > lines.start()) {
                    return line(lines.buffer(), lines.start(), end);
                }
            }
            return null;
        });
    }

    private static ResponseLine line(byte[] bytes, int from, int to) {
        return new ResponseLine(RawText.of(bytes, from, to), run(bytes, from, to));
    }

    /** A path and one of two words, after a date in any language. */
    private static Optional<Run> run(byte[] bytes, int from, int to) {
        int script = from;
        while (script < to) {
            var words = new Words(bytes, script, to);
            RawText path = words.next();
            Optional<Action> action = action(words.next());
            if (path.startsWith("/") && action.isPresent()) {
                return Optional.of(new Run(
                        RawText.of(bytes, from, Math.max(from, script - 1)),
                        path,
                        action.get(),
                        subject(words.next()),
                        subject(words.next()),
                        Optional.of(words.next().lossless()).filter(ActiveResponsesLog::isId),
                        rule(words.next())));
            }
            script += path.length() + 1;
        }
        return Optional.empty();
    }

    private static Optional<Action> action(RawText word) {
        for (Action action : Action.values()) {
            if (word.equals(RawText.of(action.name().toLowerCase(Locale.ROOT)))) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    private static Optional<RawText> subject(RawText word) {
        boolean isNone = word.isEmpty() || word.equals(RawText.of(NOBODY)) || word.equals(RawText.of(NO_ADDRESS));
        return isNone ? Optional.empty() : Optional.of(word);
    }

    private static OptionalInt rule(RawText word) {
        long number = Ascii.unsigned(word.bytes(), 0, word.length());
        return number < 0 || number > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    /** Words that single blanks separate. */
    private static final class Words {
        private final byte[] bytes;
        private final int to;
        private int at;

        Words(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        /** Empty after the last one. */
        RawText next() {
            int start = Math.min(at, to);
            int end = Ascii.indexOf(bytes, start, to, ' ');
            at = end + 1;
            return RawText.of(bytes, start, end);
        }
    }

    /** Digits, a dot, digits: not the words of somebody who runs a script by hand. */
    private static boolean isId(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int dot = text.indexOf('.');
        return dot > 0 && Ascii.unsigned(bytes, 0, dot) >= 0 && Ascii.unsigned(bytes, dot + 1, bytes.length) >= 0;
    }
}
