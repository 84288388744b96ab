package io.github.ossec4j.agentless.ssh;

/**
 * Where ciphers and keys come from. The choice is felt by the whole JVM, because the SSH library keeps it in a static
 * field and Java's security providers are a list of the process.
 */
public enum Cryptography {
    /**
     * What the JDK has; no security provider is registered. Enough for servers with an Ed25519, ECDSA or RSA host key.
     * Not possible: ECDSA login keys, and old ciphers such as Blowfish. If the application had sshj register
     * BouncyCastle before, that stays in use.
     */
    JDK,
    /**
     * BouncyCastle, registered as a security provider of the whole JVM after the present ones when the first check
     * runs. It stays registered. Adds ECDSA login keys and the remaining ciphers.
     */
    BOUNCY_CASTLE
}
