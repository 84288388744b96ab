package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.util.List;

/**
 * One check of one host.
 *
 * @param arguments for integrity checks the words for {@code find}, each of which reaches it unchanged: first the
 *     places, then tests; there must be one. For the others command lines, each sent as it is: to the remote shell by
 *     the generic check, which needs one, and to the device, after its own commands, by the device checks
 */
public record SshCheck(SshCheckType type, SshTarget target, List<String> arguments) {
    public SshCheck {
        arguments = List.copyOf(arguments);
        if (type.isDevice() && target.elevation() != Elevation.NONE) {
            throw new IllegalArgumentException(
                    target.host() + ": use_su and use_sudo have no meaning for " + type.scriptName());
        }
        if (!type.isDevice() && arguments.isEmpty()) {
            throw new IllegalArgumentException(target.host() + ": " + type.scriptName() + " needs arguments");
        }
        for (String argument : arguments) {
            boolean manyLines = type.isDevice() && (argument.indexOf('\n') >= 0 || argument.indexOf('\r') >= 0);
            if (manyLines || argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        target.host() + ": an argument of " + type.scriptName() + " contains a line break or NUL");
            }
        }
        if (type.isIntegrity()) {
            FindArguments.check(target.host(), arguments);
        }
    }

    /**
     * A check with a text of command lines: each line that is not blank is a command.
     *
     * @throws IllegalArgumentException if {@link SshCheck} refuses them
     */
    public static SshCheck ofCommands(SshCheckType type, SshTarget target, String text) {
        return new SshCheck(
                type,
                target,
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }
}
