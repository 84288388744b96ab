package io.github.ossec4j.agentless;

import io.github.ossec4j.io.line.ChecksumText;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileAttributes;
import java.util.Optional;

/**
 * The text of a {@code FWD} line: a checksum text as in integrity databases, {@code SIZE:MODE:UID:GID:MD5:SHA1} for
 * example, or {@code -1} for a deleted file, followed by a blank and the path.
 *
 * <p>Up to four octal digits of a mode are permissions, as the check of Linux hosts sends them; anything else is the
 * decimal number that the check of BSD hosts and OSSEC's agents send.
 *
 * @param path everything after the first blank; empty if there is none
 * @param attributes empty if the file was deleted, or the text has neither form
 * @param isDeletion whether the file was deleted
 */
public record IntegrityRecord(RawText path, Optional<FileAttributes> attributes, boolean isDeletion) {
    /** Parses a text; never fails, see {@link #isMalformed()}. */
    public static IntegrityRecord parse(RawText text) {
        byte[] bytes = text.bytes();
        int blank = 0;
        while (blank < bytes.length && bytes[blank] != ' ') {
            blank++;
        }
        RawText path = RawText.of(bytes, Math.min(bytes.length, blank + 1), bytes.length);
        var sum = new ChecksumText();
        sum.divide(bytes, 0, blank);
        boolean known = !path.isEmpty() && sum.isWellFormed();
        return new IntegrityRecord(
                path, known ? Optional.of(sum.attributes()) : Optional.empty(), !path.isEmpty() && sum.isDeletion());
    }

    /** Whether the text has neither attributes nor a deletion. */
    public boolean isMalformed() {
        return attributes.isEmpty() && !isDeletion;
    }
}
