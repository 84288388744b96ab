package io.github.ossec4j.cli;

import io.github.ossec4j.model.RawText;
import java.nio.charset.Charset;

/** Arguments of the process, which the JVM decodes in the charset of the locale. */
final class LocaleArgument {
    private static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** What the JVM puts where the charset has nothing for the bytes. */
    private static final char LOST = '\uFFFD';

    private LocaleArgument() {}

    /**
     * The same argument.
     *
     * @throws IllegalArgumentException if it is not what was typed
     */
    static String intact(String argument) {
        if (argument.indexOf(LOST) >= 0) {
            throw new IllegalArgumentException("argument \"" + argument + "\" has bytes that the encoding " + CHARSET
                    + " of this process's locale does not know; set LC_ALL=C.UTF-8, for example");
        }
        return argument;
    }

    /**
     * The argument as {@link RawText#lossless()}, so that its bytes stay as they were typed.
     *
     * @throws IllegalArgumentException as {@link #intact}
     */
    static String lossless(String argument) {
        return CHARSET.newEncoder().canEncode(intact(argument))
                ? RawText.of(argument.getBytes(CHARSET)).lossless()
                : argument;
    }
}
