package io.github.ossec4j.api;

/**
 * What the manager says of itself as agent {@code 000}.
 *
 * @param name its host name
 * @param operatingSystem system, host name, release, version and machine, as {@code uname -a} would tell
 */
public record HostIdentity(String name, String operatingSystem) {
    /** That of this machine: from {@code /proc/sys/kernel} where there is one, else from the JVM. */
    public static HostIdentity ofThisMachine() {
        return ThisMachine.identity();
    }
}
