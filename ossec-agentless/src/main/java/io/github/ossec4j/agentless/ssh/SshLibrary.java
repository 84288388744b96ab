package io.github.ossec4j.agentless.ssh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SecurityUtils;

/** Sets sshj up. Whether it registers BouncyCastle is a static field of its own, hence the lock. */
final class SshLibrary {
    private SshLibrary() {}

    static synchronized Config config(SshOptions options) {
        DefaultConfig config = switch (options.cryptography()) {
            case JDK -> new DefaultSecurityProviderConfig();
            case BOUNCY_CASTLE -> {
                new DefaultSecurityProviderConfig(); // its initializer says no, once: let it be over
                SecurityUtils.setRegisterBouncyCastle(true);
                yield new DefaultConfig();
            }
        };
        var exchanges = new ArrayList<>(EcdhExchange.ALL);
        List<String> replaced = Factory.Named.Util.getNames(exchanges);
        config.getKeyExchangeFactories().stream()
                .filter(factory -> !replaced.contains(factory.getName()))
                .forEach(exchanges::add);
        config.setKeyExchangeFactories(ordered(exchanges));
        config.setCipherFactories(ordered(config.getCipherFactories()));
        config.setMACFactories(ordered(config.getMACFactories()));
        config.setKeyAlgorithms(ordered(config.getKeyAlgorithms()));
        config.setVerifyHostKeyCertificates(false); // HostKeys does, whatever the exchange of keys
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /** What is old-fashioned last. */
    private static <T> List<Factory.Named<T>> ordered(List<Factory.Named<T>> factories) {
        return factories.stream()
                .sorted(Comparator.comparingInt(factory -> rank(factory.getName())))
                .toList();
    }

    private static int rank(String name) {
        if (name.endsWith("-sha1") || name.startsWith("hmac-sha1") || name.endsWith("-cbc") || name.equals("ssh-rsa")) {
            return 2;
        }
        // Of what cannot be had with every key exchange, and of certificates, which few know, only if there is need.
        return name.startsWith("ecdsa-") || name.contains("-cert-") ? 1 : 0;
    }
}
