package io.github.ossec4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;

/** Reads a password: typed unseen on a terminal, else the next line of standard input. */
final class PasswordPrompt {
    private PasswordPrompt() {}

    static String read(Terminal terminal, String prompt) throws IOException {
        Console console = terminal.in() == System.in && terminal.inIsTerminal() ? System.console() : null;
        if (console == null) {
            return line(terminal.in());
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed);
    }

    /** Byte by byte, so that the next line is still there for the next question. */
    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
        }
        String line = bytes.toString(Terminal.CHARSET);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
