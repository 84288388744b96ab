package io.github.ossec4j.agentless.ssh;

/** How to treat a host whose key is not in {@code known_hosts}. A key that differs is always an error. */
public enum HostKeyPolicy {
    /** The check fails. */
    KNOWN_ONLY,
    /** The key is accepted and written to {@code known_hosts}: the first host that answers is trusted from then on. */
    TRUST_ON_FIRST_USE
}
