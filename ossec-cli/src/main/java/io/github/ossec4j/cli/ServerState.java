package io.github.ossec4j.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where {@code serve} keeps its users and its certificate unless options name other places.
 *
 * @param directory made when something is written
 */
record ServerState(Path directory) {
    /** That of a sample ends with it. */
    static ServerState of(Session session) {
        return session.isSample()
                ? new ServerState(session.ossec().home().root().resolve("server"))
                : of(session.terminal().environment());
    }

    /** As systemd names it, or as is usual. */
    static ServerState of(Map<String, String> environment) {
        String given = environment.getOrDefault("STATE_DIRECTORY", "");
        if (!given.isEmpty()) {
            return new ServerState(Path.of(given));
        }
        if (System.getProperty("user.name").equals("root")) {
            return new ServerState(Path.of("/var/lib/ossec4j"));
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return new ServerState(
                (state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state))
                        .resolve("ossec4j"));
    }

    Path users() {
        return directory.resolve("users");
    }

    Path certificate() {
        return directory.resolve("server.pem");
    }
}
