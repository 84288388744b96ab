package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.io.IOException;
import net.schmizz.sshj.Config;

/**
 * Runs checks over SSH in the thread of the caller.
 *
 * <pre>{@code
 * var checks = SshChecks.of(SshOptions.defaults(), PasswordList.at(home.resolve("agentless/.passlist")));
 * var etc = new SshCheck(SshCheckType.INTEGRITY_LINUX, SshTarget.parse("root@192.0.2.7"), List.of("/etc"));
 * checks.run(etc, line -> System.out.println(line));
 * }</pre>
 *
 * <p>Each run has its own connection, two or three daemon threads of the SSH library and one of this module, which end
 * with it. To stop a run, interrupt its thread; while it connects or logs in, that takes effect afterwards. Name lookup
 * is done by the JVM without a time limit.
 *
 * <p>Safe to share.
 */
public final class SshChecks {
    private final SshOptions options;
    private final CredentialSource credentials;
    private final Config config;

    private SshChecks(SshOptions options, CredentialSource credentials) {
        this.options = options;
        this.credentials = credentials;
        this.config = SshLibrary.config(options);
    }

    /** Checks with these options; {@link Cryptography} takes effect here. */
    public static SshChecks of(SshOptions options, CredentialSource credentials) {
        return new SshChecks(options, credentials);
    }

    /**
     * Runs a check and returns when it is complete: the last line was {@code INFO: Finished.}
     *
     * @throws SshCheckException if the host, or the way to it, is the reason why the check is not complete; lines that
     *     came before are no result
     * @throws IOException if {@code output}, the credential source or {@code known_hosts} fails, if there are keys to
     *     log in with and none of them can be used, which it names, or as an {@link java.io.InterruptedIOException} if
     *     the thread was interrupted
     */
    public void run(SshCheck check, CheckOutput output) throws IOException {
        SshTarget target = check.target();
        Deadline deadline = Deadline.after(options.overallTimeout());
        Credentials login = credentials
                .credentials(target.host())
                .orElseThrow(() -> new SshCheckException(
                        SshFailure.NO_CREDENTIALS, target.host(), "the password list has no entry for this host"));
        try (var connection = SshConnection.open(target, options, config, deadline, login)) {
            if (check.type().isDevice()) {
                try (var dialogue = DeviceDialogue.open(connection, target, options, deadline)) {
                    new DeviceCheck(dialogue, check, options, login, output).run();
                }
                return;
            }
            try (var shell = RemoteShell.open(connection, target, options, deadline, login)) {
                output.line(RawText.of("INFO: Started."));
                if (target.elevation() != Elevation.NONE) {
                    output.line(RawText.of(
                            target.elevation() == Elevation.SU ? "INFO: su accepted." : "INFO: sudo accepted."));
                }
                if (check.type().isIntegrity()) {
                    new IntegrityCheck(shell, check, output).run();
                } else {
                    new GenericDiff(shell, check, options, output).run();
                }
            }
        }
    }

    /**
     * The same, but a failure of the host is a last line {@code ERROR: } with the message, as from a script.
     *
     * @return whether the check is complete
     * @throws IOException for the other reasons that {@link #run} gives
     */
    public boolean runAsScript(SshCheck check, CheckOutput output) throws IOException {
        try {
            run(check, output);
            return true;
        } catch (SshCheckException e) {
            output.line(RawText.of("ERROR: " + e.getMessage()));
            return false;
        }
    }
}
