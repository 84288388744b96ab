package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import java.util.Optional;

/** Where passwords come from. Asked once per check, by the thread that runs it; safe to share if checks share it. */
@FunctionalInterface
public interface CredentialSource {
    /**
     * What opens this host.
     *
     * @param host the configured text without {@code use_su} or {@code use_sudo}, such as {@code root@192.0.2.7}
     * @return empty where nothing is known about the host, which ends the check with an error
     * @throws IOException if the source cannot be read
     */
    Optional<Credentials> credentials(String host) throws IOException;

    /** Knows every host and has no password for any: login with keys only. */
    static CredentialSource keysOnly() {
        return host -> Optional.of(Credentials.ofKey());
    }
}
