package io.github.ossec4j.api;

import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An integrity database of a fleet.
 *
 * @param manager whose home it is in
 * @param managerName what that manager is called
 * @param agent whose files or registry keys it is about; the manager has a handle, too; empty for an agentless device
 * @param device the device that is monitored without an agent; empty for an agent
 * @param isRegistry whether it is the database of the registry keys of a Windows agent
 * @param file where it is
 */
public record FleetSource(
        Ossec manager,
        String managerName,
        Optional<AgentHandle> agent,
        Optional<AgentlessDevice> device,
        boolean isRegistry,
        Path file) {
    /** The agent's name, or the device's as OSSEC writes it: {@code (ssh_integrity_check_linux) root@192.0.2.30}. */
    public String name() {
        return agent.map(AgentHandle::name)
                .orElseGet(() -> device.map(known -> "(" + known.type() + ") " + known.host())
                        .orElse(""));
    }
}
