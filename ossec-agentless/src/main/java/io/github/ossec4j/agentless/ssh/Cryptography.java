package io.github.ossec4j.agentless.ssh;

/**
 * The provider of ciphers and keys. The choice affects the whole JVM, because the SSH library keeps it in a static
 * field and Java's security providers are global.
 */
public enum Cryptography {
    /**
     * The JDK's providers; no security provider is registered. Sufficient for servers with an Ed25519, ECDSA or RSA
     * host key. Not possible: ECDSA login keys, and old ciphers such as Blowfish. If the application had sshj register
     * BouncyCastle before, that stays in use.
     */
    JDK,
    /**
     * BouncyCastle, registered as a security provider of the whole JVM after the present ones when the first check
     * runs. It stays registered. Adds ECDSA login keys and the remaining ciphers.
     */
    BOUNCY_CASTLE
}
