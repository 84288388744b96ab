package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.ssh.CheckOutput;
import io.github.ossec4j.agentless.ssh.CredentialSource;
import io.github.ossec4j.agentless.ssh.PasswordList;
import io.github.ossec4j.agentless.ssh.SshCheck;
import io.github.ossec4j.agentless.ssh.SshCheckException;
import io.github.ossec4j.agentless.ssh.SshCheckType;
import io.github.ossec4j.agentless.ssh.SshChecks;
import io.github.ossec4j.agentless.ssh.SshOptions;
import io.github.ossec4j.agentless.ssh.SshTarget;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs checks over SSH instead of scripts. Safe to share. */
final class SshRunner {
    private final Path home;
    private final AgentlessOptions options;
    private @Nullable SshChecks checks;

    SshRunner(Path home, AgentlessOptions options) {
        this.home = home;
        this.options = options;
    }

    static boolean hasCheck(String type) {
        return SshCheckType.from(type).isPresent();
    }

    /**
     * Runs a check until it is complete or has failed.
     *
     * @throws IOException only from the handler
     */
    AgentlessOutcome run(AgentlessCheck check, ScriptOutputParser.Handler handler)
            throws IOException, InterruptedException {
        Optional<SshCheckType> type = SshCheckType.from(check.type());
        if (type.isEmpty()) {
            return new AgentlessOutcome.CouldNotStart("there is no check over SSH of this type");
        }
        SshCheck sshCheck;
        try {
            sshCheck = sshCheck(type.get(), check);
        } catch (IllegalArgumentException e) {
            return new AgentlessOutcome.CouldNotStart(String.valueOf(e.getMessage()));
        }
        var output = new Output(check.stores(), options, handler);
        try {
            checks().run(sshCheck, output);
            return output.outcome == null ? new AgentlessOutcome.Finished(0) : output.outcome;
        } catch (SshCheckException e) {
            if (output.outcome != null) {
                return output.outcome;
            }
            RawText text = RawText.of(String.valueOf(e.getMessage()));
            handler.event(new AgentlessEvent.ErrorReport(text));
            return new AgentlessOutcome.Failed(text);
        } catch (IOException e) {
            if (output.failure != null) {
                throw output.failure;
            }
            if (output.outcome != null) {
                return output.outcome;
            }
            if (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)) {
                Thread.interrupted(); // the exception reports it from here on
                throw (InterruptedException) new InterruptedException("interrupted during a check").initCause(e);
            }
            // Exceptions of the file system contain no more than a name.
            return new AgentlessOutcome.CouldNotStart(
                    e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString());
        }
    }

    private static SshCheck sshCheck(SshCheckType type, AgentlessCheck check) {
        var target =
                new SshTarget(check.host(), check.entry().port().orElse(SshTarget.DEFAULT_PORT), check.elevation());
        return new SshCheck(
                type,
                target,
                switch (type) {
                    case INTEGRITY_LINUX, INTEGRITY_BSD -> check.arguments();
                    case GENERIC_DIFF, PIX_DIFF, ASA_FWSM_DIFF, IOS_DIFF, FOUNDRY_DIFF -> check.commands();
                });
    }

    /** Created when first needed, so that running only scripts does not load the SSH library. */
    private synchronized SshChecks checks() {
        SshChecks made = checks;
        if (made == null) {
            CredentialSource credentials =
                    options.credentials().orElseGet(() -> PasswordList.at(home.resolve("agentless/.passlist")));
            made = SshChecks.of(
                    options.ssh()
                            .orElseGet(() -> SshOptions.builder(home, options.environment())
                                    .build()),
                    credentials);
            checks = made;
        }
        return made;
    }

    /** Reads the output of a check like that of a script, except that text of the device is never executed. */
    private static final class Output implements CheckOutput {
        private final boolean stores;
        private final int maxLineBytes;
        private final ScriptOutputParser parser;
        private final ScriptOutputParser.Handler handler;
        private @Nullable IOException failure;
        private @Nullable AgentlessOutcome outcome;

        Output(boolean stores, AgentlessOptions options, ScriptOutputParser.Handler handler) {
            this.stores = stores;
            this.maxLineBytes = options.limits().maxLineBytes();
            this.parser = ScriptOutputParser.of(stores, options.reading(), maxLineBytes);
            this.handler = handler;
        }

        @Override
        public void line(RawText line) throws IOException {
            byte[] bytes = Arrays.copyOf(line.bytes(), line.length() + 1);
            bytes[line.length()] = '\n';
            try {
                parser.feed(bytes, 0, bytes.length, this::pass);
            } catch (IOException e) {
                throw noted(e);
            }
            endIfTooLong();
        }

        @Override
        public void stored(RawText line) throws IOException {
            try {
                pass(
                        line.length() > maxLineBytes
                                ? new AgentlessEvent.LineTooLong(maxLineBytes)
                                : new AgentlessEvent.Line(line, stores));
            } catch (IOException e) {
                throw noted(e);
            }
            endIfTooLong();
        }

        /** Ends the check like a script: what follows is neither read nor passed on. */
        private void endIfTooLong() throws IOException {
            if (outcome != null) {
                throw new IOException(outcome.message());
            }
        }

        private void pass(AgentlessEvent event) throws IOException {
            handler.event(event);
            if (event instanceof AgentlessEvent.LineTooLong tooLong) {
                outcome = new AgentlessOutcome.OutputTooLong(tooLong.maxBytes());
            }
        }

        private IOException noted(IOException e) {
            failure = e;
            return e;
        }
    }
}
