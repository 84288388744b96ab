package io.github.ossec4j.agentless.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.KeyExchange;

/** Sets sshj up. Whether it registers BouncyCastle is a static field in sshj, hence the lock. */
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
        boolean old = options.allowsObsoleteAlgorithms();
        var exchanges = new ArrayList<>(EcdhExchange.ALL);
        if (!old) {
            exchanges.add(new LargeGroups());
        }
        List<String> replaced = Factory.Named.Util.getNames(exchanges);
        config.getKeyExchangeFactories().stream()
                .filter(factory -> !replaced.contains(factory.getName()))
                .forEach(exchanges::add);
        config.setKeyExchangeFactories(ordered(exchanges, old));
        config.setCipherFactories(ordered(config.getCipherFactories(), old));
        config.setMACFactories(ordered(config.getMACFactories(), old));
        config.setKeyAlgorithms(ordered(config.getKeyAlgorithms(), old));
        config.setVerifyHostKeyCertificates(false); // HostKeys does, whatever the exchange of keys
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /** What is obsolete last or not at all, before it what is only old-fashioned. */
    private static <T> List<Factory.Named<T>> ordered(List<Factory.Named<T>> factories, boolean obsoleteToo) {
        return factories.stream()
                .filter(factory -> obsoleteToo || !ObsoleteAlgorithms.isObsolete(factory.getName()))
                .sorted(Comparator.comparingInt(factory -> rank(factory.getName())))
                .toList();
    }

    private static int rank(String name) {
        if (ObsoleteAlgorithms.isObsolete(name)) {
            return 3;
        }
        if (name.endsWith("-sha1") || name.startsWith("hmac-sha1") || name.endsWith("-cbc") || name.equals("ssh-rsa")) {
            return 2;
        }
        // Algorithms that do not work with every key exchange, and certificates, which few hosts know, only if needed.
        return name.startsWith("ecdsa-") || name.contains("-cert-") ? 1 : 0;
    }

    /** A host that wants a group in which others may have done most of the work already. */
    static final class SmallGroupException extends TransportException {
        private static final long serialVersionUID = 1L;

        SmallGroupException(int bits) {
            super("the host chose a key exchange group of only " + bits + " bits");
        }
    }

    /** Diffie-Hellman in a group of the host's choice, which must not be small; sshj takes one of 1,024 bits. */
    private static final class LargeGroups extends DHGexSHA256.Factory {
        private static final int SMALLEST_BITS = 2048;

        @Override
        public KeyExchange create() {
            return new DHGexSHA256() {
                @Override
                public boolean next(Message message, SSHPacket packet)
                        throws GeneralSecurityException, TransportException {
                    if (message == Message.KEXDH_31) {
                        int start = packet.rpos();
                        try {
                            BigInteger prime = packet.readMPInt();
                            if (prime.bitLength() < SMALLEST_BITS) {
                                throw new SmallGroupException(prime.bitLength());
                            }
                        } catch (Buffer.BufferException e) {
                            throw new TransportException(e);
                        }
                        packet.rpos(start);
                    }
                    return super.next(message, packet);
                }
            };
        }
    }
}
