package io.github.ossec4j.agentless.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How checks connect and how long they wait; immutable. {@link #builder()} states each default.
 *
 * @param knownHosts the file of host keys, in the format of OpenSSH
 * @param hostKeyPolicy what happens to an unknown host
 * @param cryptography where ciphers come from
 * @param allowsObsoleteAlgorithms whether hosts may use what is broken or nearly so: key exchange in group 1 or in
 *     groups of the host's choice with SHA-1, 3DES, Blowfish, CAST, IDEA, RC4, MACs of MD5, DSA keys, and RSA keys
 *     below 2,048 bits, of hosts and of logins
 * @param identities private keys for hosts that have no password, tried in order; unusable ones are reported if no
 *     other key opens the host
 * @param passphrase what opens those keys that are encrypted
 * @param agentSocket the socket of an SSH agent whose keys are tried before {@code identities}
 * @param connectTimeout for the connection up to the exchange of keys
 * @param authTimeout for the login
 * @param promptTimeout for each answer of a dialogue: first prompt, {@code su}, {@code sudo}, {@code enable}
 * @param idleTimeout for each silence while a command runs
 * @param overallTimeout for the whole check
 * @param keepAlive how often the other end is asked whether it is there; zero for never
 * @param maxOutputBytes the most that one device command or one check's stored text may hold
 * @param devicePrompt matches the whole last line of what a device has sent when it waits for a command; matched as
 *     {@code volatileLines} are
 * @param volatileLines lines of a device or of a generic check in which one of these is found are left out; they see a
 *     line as UTF-8, or as ISO-8859-1 if it is not UTF-8, without its line end
 */
public record SshOptions(
        Path knownHosts,
        HostKeyPolicy hostKeyPolicy,
        Cryptography cryptography,
        boolean allowsObsoleteAlgorithms,
        List<Path> identities,
        Optional<Passphrase> passphrase,
        Optional<Path> agentSocket,
        Duration connectTimeout,
        Duration authTimeout,
        Duration promptTimeout,
        Duration idleTimeout,
        Duration overallTimeout,
        Duration keepAlive,
        int maxOutputBytes,
        Pattern devicePrompt,
        List<Pattern> volatileLines) {

    /** A line of at most 80 characters that starts with a letter or digit and ends in {@code >} or {@code #}. */
    private static final Pattern ANY_PROMPT = Pattern.compile("[A-Za-z0-9][^>#]{0,78}[>#]\\s?");

    public SshOptions {
        identities = List.copyOf(identities);
        volatileLines = List.copyOf(volatileLines);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("authTimeout", authTimeout);
        requirePositive("promptTimeout", promptTimeout);
        requirePositive("idleTimeout", idleTimeout);
        requirePositive("overallTimeout", overallTimeout);
        if (keepAlive.isNegative() || (!keepAlive.isZero() && keepAlive.toSeconds() < 1)) {
            throw new IllegalArgumentException("keepAlive must be zero or one second or more, was " + keepAlive);
        }
        if (maxOutputBytes < 1024) {
            throw new IllegalArgumentException("maxOutputBytes must be 1024 or more, was " + maxOutputBytes);
        }
    }

    /** All defaults. */
    public static SshOptions defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from the defaults of a home: the keys and known hosts of {@code .ssh} in it, if there is such a directory,
     * and the agent that {@code SSH_AUTH_SOCK} names in this environment.
     */
    public static Builder builder(Path home, Map<String, String> environment) {
        Builder builder = builder();
        Path keys = home.resolve(".ssh");
        if (Files.isDirectory(keys)) {
            builder.knownHosts(keys.resolve("known_hosts"))
                    .identities(keys.resolve("id_ed25519"), keys.resolve("id_rsa"));
        }
        String agent = environment.getOrDefault("SSH_AUTH_SOCK", "");
        return agent.isEmpty() ? builder : builder.agentSocket(Path.of(agent));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " must be 1 ms to 24 days, was " + value);
        }
    }

    /** A secret that opens keys; its {@link #toString()} does not show it. */
    public record Passphrase(String value) {
        @Override
        public String toString() {
            return "Passphrase[hidden]";
        }
    }

    /** Collects options; one thread at a time. */
    public static final class Builder {
        private Path knownHosts = home().resolve("known_hosts");
        private HostKeyPolicy hostKeyPolicy = HostKeyPolicy.KNOWN_ONLY;
        private Cryptography cryptography = Cryptography.JDK;
        private boolean allowsObsoleteAlgorithms;
        private List<Path> identities = List.of(home().resolve("id_ed25519"), home().resolve("id_rsa"));
        private Optional<Passphrase> passphrase = Optional.empty();
        private Optional<Path> agentSocket = Optional.empty();
        private Duration connectTimeout = Duration.ofSeconds(20);
        private Duration authTimeout = Duration.ofSeconds(20);
        private Duration promptTimeout = Duration.ofSeconds(20);
        private Duration idleTimeout = Duration.ofMinutes(2);
        private Duration overallTimeout = Duration.ofMinutes(10);
        private Duration keepAlive = Duration.ofSeconds(15);
        private int maxOutputBytes = 16 << 20;
        private Pattern devicePrompt = ANY_PROMPT;
        private List<Pattern> volatileLines = List.of();

        private Builder() {}

        private static Path home() {
            return Path.of(System.getProperty("user.home", "."), ".ssh");
        }

        /** Default {@code ~/.ssh/known_hosts}. A missing file knows no host. */
        public Builder knownHosts(Path file) {
            this.knownHosts = file;
            return this;
        }

        /** Default {@link HostKeyPolicy#KNOWN_ONLY}. */
        public Builder hostKeyPolicy(HostKeyPolicy policy) {
            this.hostKeyPolicy = policy;
            return this;
        }

        /** Default {@link Cryptography#JDK}. */
        public Builder cryptography(Cryptography choice) {
            this.cryptography = choice;
            return this;
        }

        /** Default false. For old devices only; what is better is still preferred where the device has it. */
        public Builder allowObsoleteAlgorithms(boolean allow) {
            this.allowsObsoleteAlgorithms = allow;
            return this;
        }

        /** Default {@code ~/.ssh/id_ed25519} and {@code ~/.ssh/id_rsa}; files that are missing are skipped. */
        public Builder identities(Path... files) {
            this.identities = List.of(files);
            return this;
        }

        /** Default none. */
        public Builder passphrase(String value) {
            this.passphrase = Optional.of(new Passphrase(value));
            return this;
        }

        /** Default none; {@code Path.of(System.getenv("SSH_AUTH_SOCK"))} is the user's agent. */
        public Builder agentSocket(Path socket) {
            this.agentSocket = Optional.of(socket);
            return this;
        }

        /** Default 20 s. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = timeout;
            return this;
        }

        /** Default 20 s. */
        public Builder authTimeout(Duration timeout) {
            this.authTimeout = timeout;
            return this;
        }

        /** Default 20 s. */
        public Builder promptTimeout(Duration timeout) {
            this.promptTimeout = timeout;
            return this;
        }

        /** Default 120 s. */
        public Builder idleTimeout(Duration timeout) {
            this.idleTimeout = timeout;
            return this;
        }

        /** Default 600 s, as in the shipped scripts. */
        public Builder overallTimeout(Duration timeout) {
            this.overallTimeout = timeout;
            return this;
        }

        /** Default 15 s; five questions without an answer end the connection. */
        public Builder keepAlive(Duration interval) {
            this.keepAlive = interval;
            return this;
        }

        /** Default 16 MiB. */
        public Builder maxOutputBytes(int bytes) {
            this.maxOutputBytes = bytes;
            return this;
        }

        /** Default: up to 80 characters, a letter or digit first, {@code >} or {@code #} last and nowhere else. */
        public Builder devicePrompt(Pattern prompt) {
            this.devicePrompt = prompt;
            return this;
        }

        /** Default none beside those that each device type brings along. */
        public Builder volatileLines(List<Pattern> patterns) {
            this.volatileLines = List.copyOf(patterns);
            return this;
        }

        /** The options as collected so far. */
        public SshOptions build() {
            return new SshOptions(
                    knownHosts,
                    hostKeyPolicy,
                    cryptography,
                    allowsObsoleteAlgorithms,
                    identities,
                    passphrase,
                    agentSocket,
                    connectTimeout,
                    authTimeout,
                    promptTimeout,
                    idleTimeout,
                    overallTimeout,
                    keepAlive,
                    maxOutputBytes,
                    devicePrompt,
                    volatileLines);
        }
    }
}
