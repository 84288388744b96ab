package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.util.List;

/** The output of commands, both streams, as it arrives; without echo and prompt, because there is no terminal. */
final class GenericDiff {
    private final RemoteShell shell;
    private final SshCheck check;
    private final SshOptions options;
    private final CheckOutput output;

    GenericDiff(RemoteShell shell, SshCheck check, SshOptions options, CheckOutput output) {
        this.shell = shell;
        this.check = check;
        this.options = options;
        this.output = output;
    }

    void run() throws IOException {
        output.line(RawText.of("INFO: Starting."));
        output.line(RawText.of("STORE: now"));
        String end = shell.mark() + "-end";
        var script = new StringBuilder("exec 2>&1\n");
        for (String command : check.arguments()) {
            // a separate shell, so that neither "exit" nor a missing quote reaches the next command or the end mark
            script.append("sh -c ").append(ShellWords.quote(command)).append(" </dev/null\n");
        }
        shell.send(script.append("echo ").append(end).append("\nexit\n").toString());
        var stored = new StoredText(output, check.target().host(), options, List.of());
        while (true) {
            RawText line = shell.readLine("the commands");
            int text = lengthBefore(line, end);
            if (text != 0) {
                RawText kept = text < 0 ? line : RawText.of(line.bytes(), 0, text);
                stored.line(withoutReturn(kept));
            }
            if (text >= 0) {
                break;
            }
        }
        output.line(RawText.of("INFO: Finished."));
    }

    /** The number of bytes before the end mark, which follows text without a final line feed; -1 without a mark. */
    private static int lengthBefore(RawText line, String end) {
        int start = line.length() - end.length();
        for (int i = 0; start >= 0 && i < end.length(); i++) {
            if (line.byteAt(start + i) != end.charAt(i)) {
                return -1;
            }
        }
        return Math.max(-1, start);
    }

    private static RawText withoutReturn(RawText line) {
        int length = line.length();
        return length > 0 && line.byteAt(length - 1) == '\r' ? RawText.of(line.bytes(), 0, length - 1) : line;
    }
}
