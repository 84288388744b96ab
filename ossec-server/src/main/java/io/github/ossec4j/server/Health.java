package io.github.ossec4j.server;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whether the service can do its work, for those who watch over it; anybody may ask, so it says no more than that. */
final class Health {
    private static final Answer UP = Answer.of(200, Answer.JSON, "{\"status\":\"up\"}");
    private static final Answer DOWN = Answer.of(503, Answer.JSON, "{\"status\":\"down\"}");

    private Health() {}

    /** Up if the home is there and its key file, if any, may be read. */
    static Answer of(Ossec ossec) {
        Path keys = ossec.home().clientKeys();
        try {
            if (!Files.isDirectory(ossec.home().root())) {
                return DOWN;
            }
            Files.newByteChannel(keys).close();
            return UP;
        } catch (NoSuchFileException e) {
            return UP; // no agent has been enrolled yet
        } catch (IOException e) {
            return DOWN;
        }
    }
}
