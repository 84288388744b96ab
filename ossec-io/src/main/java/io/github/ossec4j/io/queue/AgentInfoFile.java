package io.github.ossec4j.io.queue;

import com.google.common.io.BaseEncoding;
import io.github.ossec4j.io.line.AgentInfoLine;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last keep-alive of an agent, {@code queue/agent-info/<name>-<address>}: one line of system, {@code " - "} and
 * version; since OSSEC 4.0 a second one with the cipher.
 */
public final class AgentInfoFile {
    private static final BaseEncoding HEX = BaseEncoding.base16().ignoreCase();
    private static final String CRYPTO = "crypto_method:";

    private AgentInfoFile() {}

    /**
     * Reads the file.
     *
     * <p>It is rewritten at each keep-alive and may appear empty; a first line without LF is complete, because some
     * agents send none.
     *
     * @return empty for an empty file
     * @throws java.nio.file.NoSuchFileException if the agent never connected
     * @throws java.nio.file.AccessDeniedException if the file may not be read
     */
    public static Optional<AgentInfo> read(Path file) throws IOException {
        try (LineCursor lines = LineCursor.open(file)) {
            if (!lines.next() || lines.isOverlong()) {
                return Optional.empty();
            }
            byte[] bytes = lines.buffer();
            int start = lines.start();
            int end = Ascii.withoutReturn(bytes, start, lines.end());
            AgentInfoLine line = AgentInfoLine.of(bytes, start, end);
            String rest = line.version().lossless();
            int slash = rest.lastIndexOf(" / ");
            boolean shared = slash >= 0 && isMd5(rest, slash + 3);
            return Optional.of(new AgentInfo(
                    line.system(),
                    nonEmpty(shared ? rest.substring(0, slash) : rest),
                    shared ? Optional.of(rest.substring(slash + 3)) : Optional.empty(),
                    encryption(lines)));
        }
    }

    private static boolean isMd5(String text, int from) {
        return text.length() - from == 32 && HEX.canDecode(text.substring(from));
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The last line that names a known cipher counts. */
    private static Optional<AgentInfo.Encryption> encryption(LineCursor lines) throws IOException {
        Optional<AgentInfo.Encryption> found = Optional.empty();
        while (lines.next()) {
            byte[] bytes = lines.buffer();
            int from = lines.start() + CRYPTO.length();
            int end = Ascii.withoutReturn(bytes, from, lines.end());
            if (Ascii.startsWith(bytes, lines.start(), lines.end(), CRYPTO)) {
                if (Ascii.equals(bytes, from, end, "aes")) {
                    found = Optional.of(AgentInfo.Encryption.AES);
                } else if (Ascii.equals(bytes, from, end, "blowfish")) {
                    found = Optional.of(AgentInfo.Encryption.BLOWFISH);
                }
            }
        }
        return found;
    }
}
