package io.github.ossec4j.agentless;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Arguments of programs. The JDK encodes them in the charset of the locale, and puts a question mark where that has no
 * character: a script would be called with another host.
 */
final class LocaleText {
    /** Before release 19 the JDK encodes arguments like text, from then on like names of files. */
    private static final Charset CHARSET = Runtime.version().feature() < 19
            ? Charset.defaultCharset()
            : Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private LocaleText() {}

    /**
     * The string that a program receives as the bytes of a text, given as {@link RawText#lossless()}.
     *
     * @throws IOException if the charset cannot express them
     */
    static String of(String lossless) throws IOException {
        byte[] bytes = RawText.fromLossless(lossless).bytes();
        String text = new String(bytes, CHARSET);
        if (!Arrays.equals(text.getBytes(CHARSET), bytes)) {
            throw new IOException("a host or argument has characters that cannot be passed to a script in the encoding "
                    + CHARSET + " of this process's locale; set LC_ALL=C.UTF-8, for example");
        }
        return text;
    }
}
