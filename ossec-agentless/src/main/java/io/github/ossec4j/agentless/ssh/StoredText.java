package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a check that is to be stored: bounded, and without lines that change by themselves. */
final class StoredText {
    private final CheckOutput output;
    private final String host;
    private final long most;
    private final List<Pattern> volatileLines;
    private long bytes;

    /**
     * Starts the text.
     *
     * @param volatileLines what is left out beside that of the options
     */
    StoredText(CheckOutput output, String host, SshOptions options, List<Pattern> volatileLines) {
        this.output = output;
        this.host = host;
        this.most = options.maxOutputBytes();
        this.volatileLines = new ArrayList<>(volatileLines);
        this.volatileLines.addAll(options.volatileLines());
    }

    /** Hands on a line, unless it is one of those to be left out. */
    void line(RawText line) throws IOException {
        bytes += line.length() + 1;
        if (bytes > most) {
            throw new SshCheckException(
                    SshFailure.TOO_MUCH_OUTPUT, host, "the commands print more than " + most + " bytes");
        }
        if (!isVolatile(line)) {
            output.stored(line);
        }
    }

    private boolean isVolatile(RawText line) {
        if (volatileLines.isEmpty()) {
            return false;
        }
        String text = Latin1.decoded(line.bytes());
        for (Pattern pattern : volatileLines) {
            if (pattern.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }
}
