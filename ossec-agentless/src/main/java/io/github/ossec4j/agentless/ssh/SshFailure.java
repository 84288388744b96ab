package io.github.ossec4j.agentless.ssh;

/** Why a check failed. */
public enum SshFailure {
    /** The {@link CredentialSource} does not know the host, or a password that is asked for is not there. */
    NO_CREDENTIALS,
    /** No connection: name not found, refused, no route, or no SSH spoken. */
    CONNECT,
    /** The host's key is not in {@code known_hosts}. */
    UNKNOWN_HOST_KEY,
    /** The host's key is another one than in {@code known_hosts}, or revoked there. */
    CHANGED_HOST_KEY,
    /** The host has only algorithms or keys that {@link SshOptions#allowsObsoleteAlgorithms} keeps out. */
    OBSOLETE_ALGORITHMS,
    /** The login was refused. */
    AUTHENTICATION,
    /** {@code su}, {@code sudo} or {@code enable} was refused. */
    ELEVATION,
    /** Something took longer than {@link SshOptions} allow. */
    TIMEOUT,
    /** The connection, or the shell at its other end, ended before the check was done. */
    CONNECTION_LOST,
    /** The host asked or answered something that the check does not understand. */
    UNEXPECTED_ANSWER,
    /** The host lacks a command that the check needs. */
    MISSING_COMMAND,
    /** An integrity check found no file: there is nothing that it could watch. */
    NOTHING_LISTED,
    /** The host sent more than {@link SshOptions} allow. */
    TOO_MUCH_OUTPUT
}
