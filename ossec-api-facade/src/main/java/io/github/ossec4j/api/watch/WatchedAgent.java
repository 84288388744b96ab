package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An agent, or the manager.
 *
 * @param id its number
 * @param name as in {@code client.keys}
 * @param address as in {@code client.keys}
 */
record WatchedAgent(AgentId id, String name, AgentAddress address) {
    static WatchedAgent manager(String name) {
        return new WatchedAgent(AgentId.MANAGER, name, AgentAddress.of("127.0.0.1"));
    }

    /** Empty if there is none, or if its name would lead out of the directory. */
    Optional<Path> file(OssecHome home, Database database) {
        return switch (database) {
            case SYSCHECK -> id.isManager() ? Optional.of(home.managerSyscheck()) : home.syscheck(name, address);
            case REGISTRY -> id.isManager() ? Optional.empty() : home.syscheckRegistry(name, address);
            case ROOTCHECK -> id.isManager() ? Optional.of(home.managerRootcheck()) : home.rootcheck(name, address);
        };
    }

    /** Its last keep-alive; the manager sends none. */
    Optional<Path> keepAlive(OssecHome home) {
        return id.isManager() ? Optional.empty() : home.agentInfo(name, address);
    }
}
