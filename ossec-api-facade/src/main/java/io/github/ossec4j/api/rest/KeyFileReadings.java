package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Flavor;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code client.keys} as the original's tools read it. Ids are text: {@code 1} does not find {@code 001}, and damaged
 * entries are agents, too.
 */
final class KeyFileReadings {
    private final ClientKeysFile keys;

    private KeyFileReadings(ClientKeysFile keys) {
        this.keys = keys;
    }

    /** Reads the file; without one, or where a directory has its name, there is no agent. */
    static KeyFileReadings of(Ossec ossec) throws IOException {
        Path file = ossec.home().clientKeys();
        try {
            return new KeyFileReadings(
                    Files.isDirectory(file)
                            ? ClientKeysFile.empty()
                            : ClientKeysFile.read(file, ossec.malformedLines()));
        } catch (NoSuchFileException e) {
            return new KeyFileReadings(ClientKeysFile.empty());
        }
    }

    /** Whom the list names: every living line of four fields, whatever its id; a leading blank makes an empty one. */
    List<ClientKeysLine.Living> listed() {
        return keys.lines().stream()
                .filter(ClientKeysLine.Living.class::isInstance)
                .map(ClientKeysLine.Living.class::cast)
                .toList();
    }

    /** Who has this id; the first one counts. */
    Optional<ClientKeysLine.Living> living(String id) {
        return listed().stream().filter(line -> line.idText().equals(id)).findFirst();
    }

    /**
     * The key of an agent in Base64: the first line of this id, whole or not. A removed agent's key is served (quirk Q6) in
     * homes of the Wazuh fork, where it is still there; in those of OSSEC only a fragment of it would be.
     *
     * @param flavor asked only for removed agents: to find it out, many files may have to be opened
     */
    Optional<String> exported(String id, Supplier<Flavor> flavor) {
        RawText wanted = RawText.of(id);
        for (ClientKeysLine line : keys.lines()) {
            KeyLine fields = KeyLine.of(line.raw());
            if (fields.hasId()
                    && fields.id().equals(wanted)
                    && !keys.isUnfinished(line)
                    && (!fields.isRemoved() || flavor.get() == Flavor.WAZUH)) {
                return Optional.of(
                        Base64.getEncoder().encodeToString(trimmed(fields.line().bytes())));
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
        return Arrays.copyOf(line, end);
    }
}
