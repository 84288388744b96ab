package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.agentless.script.ArgumentWords;
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
                    target.host() + ": use_su and use_sudo mean nothing to " + type.scriptName());
        }
        if (!type.isDevice() && arguments.isEmpty()) {
            throw new IllegalArgumentException(target.host() + ": " + type.scriptName() + " needs arguments");
        }
        for (String argument : arguments) {
            boolean manyLines = type.isDevice() && (argument.indexOf('\n') >= 0 || argument.indexOf('\r') >= 0);
            if (manyLines || argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        target.host() + ": an argument of " + type.scriptName() + " holds a line break or NUL");
            }
        }
        if (type.isIntegrity()) {
            FindArguments.check(target.host(), arguments);
        }
    }

    /**
     * A check with the text of {@code <arguments>}: for integrity checks split into words by the quoting rules of a
     * shell, without any expansion; for the others each line that is not blank is a command.
     *
     * @throws IllegalArgumentException if a quote is not closed or {@link SshCheck} refuses the arguments
     */
    public static SshCheck of(SshCheckType type, SshTarget target, String arguments) {
        List<String> parts = type.isIntegrity()
                ? ArgumentWords.parse(arguments)
                : arguments
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return new SshCheck(type, target, parts);
    }

    /**
     * A check with the words that a script would get behind the host: for integrity checks as they are; for the others
     * joined by blanks into one command, as the scripts do.
     */
    public static SshCheck fromWords(SshCheckType type, SshTarget target, List<String> words) {
        boolean asTheyAre = type.isIntegrity() || words.isEmpty();
        return new SshCheck(type, target, asTheyAre ? words : List.of(String.join(" ", words)));
    }
}
