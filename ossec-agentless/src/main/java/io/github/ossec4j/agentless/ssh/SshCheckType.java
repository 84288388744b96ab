package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.util.Optional;

/** The kinds of checks, named like the shipped scripts that they replace. */
public enum SshCheckType {
    /** Files of a Linux host: size, permission bits in octal, owner, group, MD5 and SHA-1. */
    INTEGRITY_LINUX("ssh_integrity_check_linux"),
    /** Files of a BSD host: the same with the whole mode in decimal. */
    INTEGRITY_BSD("ssh_integrity_check_bsd"),
    /** Output of commands on a host with a shell. */
    GENERIC_DIFF("ssh_generic_diff"),
    /** Configuration of a Cisco PIX. */
    PIX_DIFF("ssh_pixconfig_diff"),
    /** Configuration of a Cisco ASA or firewall service module. */
    ASA_FWSM_DIFF("ssh_asa-fwsmconfig_diff"),
    /** Configuration of a Cisco IOS device; no script of this name is shipped with OSSEC. */
    IOS_DIFF("ssh_ios_diff"),
    /** Configuration of a Foundry or Brocade switch. */
    FOUNDRY_DIFF("ssh_foundry_diff");

    private final String scriptName;

    SshCheckType(String scriptName) {
        this.scriptName = scriptName;
    }

    /** The type of this {@code <type>} in {@code ossec.conf}; empty where there is no native check. */
    public static Optional<SshCheckType> from(String scriptName) {
        for (SshCheckType type : values()) {
            if (type.scriptName.equals(scriptName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The name in {@code ossec.conf} and below {@code agentless/}. */
    public String scriptName() {
        return scriptName;
    }

    /** Whether it talks to the command line of a device instead of a shell; such a check knows no {@link Elevation}. */
    public boolean isDevice() {
        return this == PIX_DIFF || this == ASA_FWSM_DIFF || this == IOS_DIFF || this == FOUNDRY_DIFF;
    }

    boolean isIntegrity() {
        return this == INTEGRITY_LINUX || this == INTEGRITY_BSD;
    }
}
