package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.AgentlessOptions;
import io.github.ossec4j.agentless.CheckMethod;
import io.github.ossec4j.agentless.ScriptLimits;
import io.github.ossec4j.agentless.ssh.HostKeyPolicy;
import io.github.ossec4j.agentless.ssh.SshOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of all commands that run agentless checks. */
final class AgentlessSettings {
    private static final String AGENT = "SSH_AUTH_SOCK";

    @Option(
            names = "--method",
            paramLabel = "HOW",
            converter = MethodConverter.class,
            completionCandidates = MethodConverter.Methods.class,
            description = MethodConverter.DESCRIPTION)
    private CheckMethod method = CheckMethod.AUTO;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description =
                    "Host keys, as ssh has them. Default: .ssh/known_hosts of the OSSEC home if it has a .ssh, else of"
                            + " the user.")
    private @Nullable Path knownHosts;

    @Option(
            names = "--host-key-policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = Policies.class,
            description = "What to do with a host that is not in that file: known-only (an error), or"
                    + " trust-on-first-use (add it). Default: known-only.")
    private HostKeyPolicy hostKeyPolicy = HostKeyPolicy.KNOWN_ONLY;

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description =
                    "A private key for hosts without a password; may be repeated. Default: id_ed25519 and id_rsa next to"
                            + " the host keys. The keys of an agent, $" + AGENT + ", are tried first.")
    private List<Path> identities = List.of();

    @Option(
            names = "--obsolete-algorithms",
            description = "Allow obsolete SSH algorithms and short keys, for old devices only.")
    private boolean obsoleteAlgorithms;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            description = "For the connection, and again for the login. Default: 20.")
    private @Nullable Duration connectTimeout;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            description = "For each silence of a check. Default: 120 over SSH, 660 for scripts.")
    private @Nullable Duration idleTimeout;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            description = "For a whole check. Default: 600 over SSH, 1800 for scripts.")
    private @Nullable Duration timeout;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "How many former states and differences to keep per host. Default: all.")
    private @Nullable Integer maxStates;

    AgentlessOptions options(Session session) {
        String socket = session.terminal().environment().getOrDefault(AGENT, "");
        Map<String, String> environment = socket.isEmpty() ? Map.of() : Map.of(AGENT, socket);
        SshOptions.Builder ssh = SshOptions.builder(session.ossec().home().root(), environment)
                .hostKeyPolicy(hostKeyPolicy)
                .allowObsoleteAlgorithms(obsoleteAlgorithms);
        if (knownHosts != null) {
            ssh.knownHosts(knownHosts);
        }
        if (!identities.isEmpty()) {
            ssh.identities(identities.toArray(Path[]::new));
        }
        ScriptLimits limits = ScriptLimits.DEFAULT;
        if (connectTimeout != null) {
            ssh.connectTimeout(connectTimeout).authTimeout(connectTimeout);
        }
        if (idleTimeout != null) {
            ssh.idleTimeout(idleTimeout);
            limits = limits.withIdleTimeout(idleTimeout);
        }
        if (timeout != null) {
            ssh.overallTimeout(timeout);
            limits = limits.withTimeout(timeout);
        }
        AgentlessOptions.Builder options = AgentlessOptions.builder()
                .method(method)
                .ssh(ssh.build())
                .limits(limits)
                .environment(environment);
        if (maxStates != null) {
            options.maxStates(maxStates);
        }
        return options.build();
    }

    /** What completion offers. */
    static final class Policies extends OssecCommand.EnumWords<HostKeyPolicy> {
        Policies() {
            super(HostKeyPolicy.class);
        }
    }

    /** Parses {@code --host-key-policy}. */
    static final class PolicyConverter implements ITypeConverter<HostKeyPolicy> {
        @Override
        public HostKeyPolicy convert(String text) {
            try {
                return OssecCommand.word(HostKeyPolicy.class, text.replace('-', '_'));
            } catch (TypeConversionException e) {
                throw new TypeConversionException("'" + text + "' is not known-only or trust-on-first-use");
            }
        }
    }

    /** Parses seconds. */
    static final class SecondsConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Duration.ofSeconds(number(text, 1_000_000, "a number of seconds"));
        }
    }

    /** Parses what there must be at least one of. */
    static final class CountConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, Integer.MAX_VALUE, "a number");
        }
    }

    /** Parses {@code --port}. */
    static final class PortConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 65_535, "a port");
        }
    }

    private static int number(String text, int most, String what) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported as what is out of range
        }
        throw new TypeConversionException("'" + text + "' is not " + what + " from 1 to " + most);
    }
}
