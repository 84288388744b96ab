package io.github.ossec4j.io.queue;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * When agents were enrolled, {@code queue/agents-timestamp}, kept by the Wazuh fork only: {@code <id> <name> <address>
 * <yyyy-mm-dd> <hh:mm:ss>}, local time of the manager.
 */
public final class AgentsTimestampFile {
    /**
     * One enrollment.
     *
     * @param id the agent's number
     * @param name the agent's name
     * @param address as enrolled; {@code (null)} where the enrollment daemon allowed any
     * @param enrolled local time of the manager
     */
    public record Enrollment(AgentId id, String name, AgentAddress address, LocalDateTime enrolled) {}

    /** Of the file: room for half a million agents. */
    public static final int MOST_BYTES = 32 << 20;

    private AgentsTimestampFile() {}

    /**
     * Reads the file; entries may be missing and may be stale.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws OssecFormatException if it has more than {@link #MOST_BYTES} bytes
     */
    public static List<Enrollment> read(Path file, MalformedLineHandler malformed) throws IOException {
        var enrollments = new ArrayList<Enrollment>();
        try (LineCursor lines = LineCursor.open(file)) {
            if (lines.size() > MOST_BYTES) {
                throw new OssecFormatException(file, 0, "times of at most " + MOST_BYTES + " bytes");
            }
            while (lines.next()) {
                try {
                    enrollments.add(enrollment(lines));
                } catch (DateTimeException | IllegalArgumentException e) {
                    malformed.malformed(new MalformedLine(
                            file,
                            lines.lineNumber(),
                            lines.offset(),
                            "\"<id> <name> <address> <yyyy-mm-dd> <hh:mm:ss>\""));
                }
            }
        }
        return List.copyOf(enrollments);
    }

    private static Enrollment enrollment(LineCursor lines) {
        KeyLine line = KeyLine.of(lines.buffer(), lines.start(), lines.end());
        if (!lines.isTerminated() || !line.hasAddress()) {
            throw new IllegalArgumentException("fields are missing");
        }
        return new Enrollment(
                AgentId.parse(line.id().lossless()),
                line.name().lossless(),
                AgentAddress.of(line.address().lossless()),
                LocalDateTime.parse(line.key().lossless().replace(' ', 'T')));
    }
}
