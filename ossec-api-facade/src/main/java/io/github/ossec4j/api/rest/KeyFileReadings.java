package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code client.keys} as three of the original's tools read it, each in its own way. Ids are text: {@code 1} does not find
 * {@code 001}.
 */
final class KeyFileReadings {
    /** An agent by the text of its fields. */
    record Entry(RawText id, RawText name, RawText address) {
        String nameInFiles() {
            return name.lossless();
        }

        AgentAddress addressInFiles() {
            return AgentAddress.of(address.lossless());
        }
    }

    private final List<byte[]> lines;

    private KeyFileReadings(List<byte[]> lines) {
        this.lines = lines;
    }

    /** Reads the file; without one, or where a directory has its name, there is no agent. */
    static KeyFileReadings of(Ossec ossec) throws IOException {
        Path file = ossec.home().clientKeys();
        if (Files.isDirectory(file)) {
            return new KeyFileReadings(List.of());
        }
        try {
            ClientKeysFile content = ClientKeysFile.read(file, ossec.malformedLines());
            var lines = new ArrayList<byte[]>();
            for (ClientKeysLine line : content.lines()) {
                lines.add(untilZero(line.raw().bytes()));
            }
            if (!content.endsWithLineFeed()) {
                lines.remove(lines.size() - 1); // still being written
            }
            return new KeyFileReadings(lines);
        } catch (NoSuchFileException e) {
            return new KeyFileReadings(List.of());
        }
    }

    private static byte[] untilZero(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                return java.util.Arrays.copyOf(line, i);
            }
        }
        return line;
    }

    /** Whom the list names: every living line of four fields, whatever its id; a leading blank makes an empty one. */
    List<Entry> listed() {
        var entries = new ArrayList<Entry>();
        for (byte[] line : lines) {
            if (line.length > 0 && line[0] != '#') {
                entry(line).ifPresent(entries::add);
            }
        }
        return entries;
    }

    /** Who has this id, among lines that start with neither a comment nor a blank; the first one counts. */
    Optional<Entry> living(String id) {
        for (byte[] line : lines) {
            if (line.length > 0 && line[0] != '#' && line[0] != ' ') {
                Optional<Entry> entry = entry(line);
                if (entry.isPresent() && entry.get().id().equals(RawText.of(id))) {
                    return entry;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Entry> entry(byte[] line) {
        int idEnd = blank(line, 0);
        int nameEnd = blank(line, idEnd + 1);
        int addressEnd = blank(line, nameEnd + 1);
        if (addressEnd >= line.length || line[idEnd + 1] == '#' || line[idEnd + 1] == '!') {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                RawText.of(line, 0, idEnd),
                RawText.of(line, idEnd + 1, nameEnd),
                RawText.of(line, nameEnd + 1, addressEnd)));
    }

    private static int blank(byte[] line, int from) {
        int i = from;
        while (i < line.length && line[i] != ' ') {
            i++;
        }
        return i;
    }

    /**
     * The key of an agent in Base64: the first line of this id, whole or not. A removed agent's key is served (quirk Q6) in
     * homes of the Wazuh fork, where it is still there; in those of OSSEC only a fragment of it would be.
     *
     * @param flavor asked only for removed agents: to tell it, many files may have to be opened
     */
    Optional<String> exported(String id, Supplier<Flavor> flavor) {
        byte[] wanted = RawText.of(id).bytes();
        for (byte[] line : lines) {
            int idEnd = blank(line, 0);
            if (line.length > 0
                    && line[0] != '#'
                    && idEnd < line.length
                    && java.util.Arrays.equals(line, 0, idEnd, wanted, 0, wanted.length)) {
                boolean removed = idEnd + 1 < line.length && (line[idEnd + 1] == '!' || line[idEnd + 1] == '#');
                if (!removed || flavor.get() == Flavor.WAZUH) {
                    return Optional.of(Base64.getEncoder().encodeToString(trimmed(line)));
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] trimmed(byte[] line) {
        int end = 0;
        while (end < line.length && line[end] != '\r') {
            end++;
        }
        while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
            end--;
        }
        return java.util.Arrays.copyOf(line, end);
    }
}
