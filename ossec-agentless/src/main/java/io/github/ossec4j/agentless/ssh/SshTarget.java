package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;

/**
 * The host of a check.
 *
 * @param host the configured text, {@code user@address} or just {@code address}; the key in a {@link CredentialSource}
 *     and the name in all messages. An IPv6 address may be in brackets
 * @param port 1 to 65535
 * @param elevation as whom the check works: with {@code SU} the additional password is for {@code su}; with {@code
 *     SUDO} {@code sudo} gets it where there is one, else the login password, and its rules must allow {@code sh}
 */
public record SshTarget(String host, int port, Elevation elevation) {
    /** The port of SSH. */
    public static final int DEFAULT_PORT = 22;

    public SshTarget {
        boolean printable = host.chars().allMatch(c -> c > ' ' && c != 0x7F && !Character.isWhitespace(c));
        String address = host.substring(host.lastIndexOf('@') + 1);
        if (!printable || address.isEmpty() || host.startsWith("@")) {
            throw new IllegalArgumentException("expected \"user@host\" without blanks, was \"" + host + "\"");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(host + ": port must be 1 to 65535, was " + port);
        }
    }

    /**
     * Reads the {@code <host>} of an {@code <agentless>} entry: a prefix {@code "use_su "} or {@code "use_sudo "}, then
     * the host. The port is 22.
     *
     * @throws IllegalArgumentException if the rest is empty or has a blank in it
     */
    public static SshTarget parse(String configured) {
        AgentlessEntry.Host host = AgentlessEntry.Host.parse(configured);
        return new SshTarget(host.target(), DEFAULT_PORT, host.elevation());
    }

    /** The same host at another port. */
    public SshTarget withPort(int otherPort) {
        return new SshTarget(host, otherPort, elevation);
    }

    /** The login name: the text before the last {@code @}, without one the user of this process. */
    public String user() {
        int at = host.lastIndexOf('@');
        return at > 0 ? host.substring(0, at) : System.getProperty("user.name", "root");
    }

    /** Name or address, without brackets. */
    public String address() {
        String address = host.substring(host.lastIndexOf('@') + 1);
        boolean bracketed = address.length() > 2 && address.startsWith("[") && address.endsWith("]");
        return bracketed ? address.substring(1, address.length() - 1) : address;
    }
}
