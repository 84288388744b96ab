package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.ssh.CredentialSource;
import io.github.ossec4j.agentless.ssh.SshOptions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Options of an {@link AgentlessEngine}. Immutable.
 *
 * @param method whether scripts or checks over SSH are run
 * @param ssh options of checks over SSH; empty for those of {@link SshOptions#builder(java.nio.file.Path, Map)} with
 *     the home and {@code environment}
 * @param credentials for checks over SSH; empty for {@code agentless/.passlist} of the home
 * @param reading where a {@code STORE} section ends
 * @param isWholeDiffInAlert whether an alert contains the complete difference instead of eight lines of it; the
 *     analysis daemon accepts {@value io.github.ossec4j.io.control.DaemonSocket#ANALYSISD_LIMIT_BYTES} bytes of it in
 *     any case
 * @param maxStates how many former states and differences are kept per device; empty for all, as in the original
 * @param maxDiffBytes maximum size of both texts together for which a difference is computed line by line, in memory;
 *     above it, common starts and ends are skipped and everything between them is one change
 * @param environment additional variables for scripts; they do not include the process's own {@code SSH_AUTH_SOCK}
 *     unless it is added
 * @param clock the clock for times of files and events
 */
public record AgentlessOptions(
        CheckMethod method,
        Optional<SshOptions> ssh,
        Optional<CredentialSource> credentials,
        ScriptLimits limits,
        StoreReading reading,
        boolean isWholeDiffInAlert,
        OptionalInt maxStates,
        int maxDiffBytes,
        Map<String, String> environment,
        Clock clock) {
    /** What {@link #builder()} builds if nothing is set. */
    public static final AgentlessOptions DEFAULT = builder().build();

    public AgentlessOptions {
        if (maxStates.isPresent() && maxStates.getAsInt() < 1) {
            throw new IllegalArgumentException("maxStates must be 1 or more, was " + maxStates.getAsInt());
        }
        if (maxDiffBytes < 0) {
            throw new IllegalArgumentException("maxDiffBytes must be 0 or more, was " + maxDiffBytes);
        }
        environment = Map.copyOf(environment);
    }

    /** With all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds options; one thread at a time. */
    public static final class Builder {
        private CheckMethod method = CheckMethod.AUTO;
        private Optional<SshOptions> ssh = Optional.empty();
        private Optional<CredentialSource> credentials = Optional.empty();
        private ScriptLimits limits = ScriptLimits.DEFAULT;
        private StoreReading reading = StoreReading.DAEMON;
        private boolean wholeDiffInAlert;
        private OptionalInt maxStates = OptionalInt.empty();
        private int maxDiffBytes = 32 << 20;
        private Map<String, String> environment = Map.of();
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Default: {@link CheckMethod#AUTO}. */
        public Builder method(CheckMethod value) {
            method = value;
            return this;
        }

        /** Default: {@link SshOptions#builder(java.nio.file.Path, Map)}. */
        public Builder ssh(SshOptions value) {
            ssh = Optional.of(value);
            return this;
        }

        /** Default: the password list of the home. */
        public Builder credentials(CredentialSource value) {
            credentials = Optional.of(value);
            return this;
        }

        /** Default: {@link ScriptLimits#DEFAULT}. */
        public Builder limits(ScriptLimits value) {
            limits = value;
            return this;
        }

        /** Default: {@link StoreReading#DAEMON}. */
        public Builder reading(StoreReading value) {
            reading = value;
            return this;
        }

        /** Default: false. */
        public Builder wholeDiffInAlert(boolean value) {
            wholeDiffInAlert = value;
            return this;
        }

        /** Default: all are kept. */
        public Builder maxStates(int value) {
            maxStates = OptionalInt.of(value);
            return this;
        }

        /** Default: 32 MiB. */
        public Builder maxDiffBytes(int value) {
            maxDiffBytes = value;
            return this;
        }

        /** Default: none. */
        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        /** Default: the system's. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** The options. */
        public AgentlessOptions build() {
            return new AgentlessOptions(
                    method,
                    ssh,
                    credentials,
                    limits,
                    reading,
                    wholeDiffInAlert,
                    maxStates,
                    maxDiffBytes,
                    environment,
                    clock);
        }
    }
}
