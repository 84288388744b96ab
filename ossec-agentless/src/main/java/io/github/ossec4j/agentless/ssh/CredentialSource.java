package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import java.util.Optional;

/**
 * The source of passwords. Called once per check, by the thread that runs it; must be safe to share if checks share it.
 */
@FunctionalInterface
public interface CredentialSource {
    /**
     * The credentials for this host.
     *
     * @param host the configured text without {@code use_su} or {@code use_sudo}, such as {@code root@192.0.2.7}
     * @return empty if the host is unknown, which ends the check with an error
     * @throws IOException if the source cannot be read
     */
    Optional<Credentials> credentials(String host) throws IOException;

    /** Accepts every host without a password: login with keys only. */
    static CredentialSource keysOnly() {
        return host -> Optional.of(Credentials.ofKey());
    }
}
