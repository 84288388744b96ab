package io.github.ossec4j.api;

/**
 * What the manager reports about itself as agent {@code 000}.
 *
 * @param name its host name
 * @param operatingSystem system, host name, release, version and machine, as {@code uname -a} prints them
 */
public record HostIdentity(String name, String operatingSystem) {
    /** The identity of this machine: from {@code /proc/sys/kernel} if it exists, else from the JVM. */
    public static HostIdentity ofThisMachine() {
        return ThisMachine.identity();
    }
}
