/**
 * Checks over SSH that need neither expect nor a script: what the shipped {@code ssh_*} scripts of OSSEC do, natively.
 *
 * <p>{@link io.github.ossec4j.agentless.ssh.SshChecks} runs an {@link io.github.ossec4j.agentless.ssh.SshCheck} and
 * hands each line that the script would have printed to a {@link io.github.ossec4j.agentless.ssh.CheckOutput}.
 * Passwords come from a {@link io.github.ossec4j.agentless.ssh.CredentialSource}, for example the
 * {@code agentless/.passlist} of an OSSEC home ({@link io.github.ossec4j.agentless.ssh.PasswordList}). The guide is
 * {@code docs/agentless-ssh.md}.
 */
package io.github.ossec4j.agentless.ssh;
