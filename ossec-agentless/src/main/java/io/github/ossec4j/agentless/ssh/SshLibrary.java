package io.github.ossec4j.agentless.ssh;

import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.SecurityUtils;

/** Sets sshj up. Whether it registers BouncyCastle is a static field of its own, hence the lock. */
final class SshLibrary {
    private SshLibrary() {}

    static synchronized Config config(Cryptography cryptography) {
        DefaultConfig config = switch (cryptography) {
            case JDK -> new DefaultSecurityProviderConfig();
            case BOUNCY_CASTLE -> {
                new DefaultSecurityProviderConfig(); // its initializer says no, once: let it be over
                SecurityUtils.setRegisterBouncyCastle(true);
                yield new DefaultConfig();
            }
        };
        if (SecurityUtils.getSecurityProvider() == null) {
            // sshj asks for ECDSA by a name that the JDK does not have; offering it would fail half-way
            config.setKeyAlgorithms(config.getKeyAlgorithms().stream()
                    .filter(algorithm -> !algorithm.getName().startsWith("ecdsa-"))
                    .toList());
        }
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }
}
