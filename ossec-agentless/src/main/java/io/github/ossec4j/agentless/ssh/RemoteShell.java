package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX shell on the remote host that reads its commands from us, as the login user or as root.
 *
 * <p>The commands never pass through the login shell, which may be a csh: that only starts {@code sh}, {@code su} or
 * {@code sudo}. These two get a terminal, as they ask for passwords; once the shell is there, the terminal is made
 * transparent, and the shell reads from a pipe so that it does not think somebody is typing.
 */
final class RemoteShell implements Closeable {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_DIALOGUE = 1 << 16;
    private static final Pattern SU_PROMPT = Pattern.compile("(?is).*pass(word|phrase|code)[^\\r\\n]{0,60}:\\s?");

    private final SshConnection connection;
    private final SshTarget target;
    private final SshOptions options;
    private final Deadline deadline;
    private final RemoteOutput output;
    private final OutputStream input;
    private final String mark;

    private byte[] chunk = new byte[0];
    private int position;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private RemoteShell(
            SshConnection connection,
            SshTarget target,
            SshOptions options,
            Deadline deadline,
            Session.Command command,
            String mark) {
        this.connection = connection;
        this.target = target;
        this.options = options;
        this.deadline = deadline;
        this.output = new RemoteOutput(command.getInputStream(), target.host());
        this.input = command.getOutputStream();
        this.mark = mark;
    }

    static RemoteShell open(
            SshConnection connection, SshTarget target, SshOptions options, Deadline deadline, Credentials credentials)
            throws IOException {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String mark = "ossec4j-" + HexFormat.of().formatHex(random);
        String start = "stty raw -echo; echo " + mark + "-ready; cat | sh";
        String commandLine = switch (target.elevation()) {
            case NONE -> "sh";
            case SU -> "env LC_ALL=C su root -c '" + start + "'";
            case SUDO -> "env LC_ALL=C sudo -p " + mark + "-password: sh -c '" + start + "'";
        };
        Session session = connection.startSession();
        RemoteShell shell;
        try {
            if (target.elevation() != Elevation.NONE) {
                session.allocatePTY("dumb", 200, 50, 0, 0, Map.of());
            }
            shell = new RemoteShell(connection, target, options, deadline, session.exec(commandLine), mark);
        } catch (IOException e) {
            throw connection.failed(SshFailure.UNEXPECTED_ANSWER, "the host does not start a command", e);
        }
        boolean ready = false;
        try {
            if (target.elevation() == Elevation.NONE) {
                shell.send("echo " + mark + "-ready\n");
            }
            shell.awaitReady(credentials);
            ready = true;
            return shell;
        } finally {
            if (!ready) {
                shell.close();
            }
        }
    }

    /** What lines of ours start with: letters, digits and dashes that nobody can guess. */
    String mark() {
        return mark;
    }

    /** Hands text to the shell. */
    void send(String script) throws SshCheckException {
        try {
            input.write(RawText.fromLossless(script).bytes());
            input.flush();
        } catch (IOException e) {
            throw connection.failed(SshFailure.CONNECTION_LOST, "the host does not accept commands", e);
        }
    }

    /**
     * The next line without its line feed.
     *
     * @throws SshCheckException at the end of the output, after a silence longer than allowed, or for an endless line
     */
    RawText readLine(String during) throws IOException {
        line.reset();
        while (true) {
            for (int i = position; i < chunk.length; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, position, i - position);
                    position = i + 1;
                    return RawText.of(line.toByteArray());
                }
            }
            line.write(chunk, position, chunk.length - position);
            if (line.size() > LONGEST_LINE) {
                throw new SshCheckException(
                        SshFailure.TOO_MUCH_OUTPUT, target.host(), "a line is longer than " + LONGEST_LINE + " bytes");
            }
            chunk = next(options.idleTimeout(), during);
            position = 0;
        }
    }

    @Override
    public void close() {
        output.close();
    }

    /** More output, or one of the failures; {@code during} is the part of the check. */
    private byte[] next(Duration patience, String during) throws IOException {
        byte[] more = poll(patience.toNanos());
        if (more == null) {
            throw new SshCheckException(
                    SshFailure.TIMEOUT,
                    target.host(),
                    deadline.isOver()
                            ? "the whole check took too long, during " + during
                            : "no output for " + patience.toMillis() + " ms during " + during);
        }
        if (more.length == 0) {
            throw connection.lost(during, output.failure());
        }
        return more;
    }

    private byte @Nullable [] poll(long nanos) throws IOException {
        return output.read(Math.min(nanos, deadline.remainingNanos()));
    }

    private void awaitReady(Credentials credentials) throws IOException {
        String ready = mark + "-ready";
        Deadline patience = Deadline.after(options.promptTimeout());
        var seen = new StringBuilder();
        int answered = 0;
        boolean asked = false;
        while (true) {
            int found = endOfLine(seen, ready);
            if (found >= 0) {
                chunk = seen.substring(found).getBytes(StandardCharsets.ISO_8859_1);
                position = 0;
                return;
            }
            if (isPrompt(seen.substring(answered))) {
                if (asked) {
                    throw refused(seen.substring(answered), credentials);
                }
                asked = true;
                answered = seen.length();
                send(password(credentials) + "\n");
            }
            if (seen.length() > LONGEST_DIALOGUE) {
                throw new SshCheckException(
                        SshFailure.TOO_MUCH_OUTPUT, target.host(), "the host does not stop sending after the login");
            }
            byte[] more = poll(patience.remainingNanos());
            if (more == null) {
                throw new SshCheckException(
                        SshFailure.TIMEOUT,
                        target.host(),
                        what() + " was not ready in time, last text "
                                + Printable.tail(seen.substring(answered), secrets(credentials)));
            }
            if (more.length == 0) {
                if (asked) {
                    throw refused(seen.substring(answered), credentials);
                }
                if (target.elevation() == Elevation.NONE || seen.toString().isBlank()) {
                    throw connection.lost("the start of " + what(), output.failure());
                }
                throw refused(seen.toString(), credentials);
            }
            seen.append(new String(more, StandardCharsets.ISO_8859_1));
        }
    }

    /** Index after the line with the marker, -1 if that line has not come. */
    private static int endOfLine(StringBuilder seen, String marker) {
        int start = seen.indexOf(marker);
        int feed = start < 0 ? -1 : seen.indexOf("\n", start);
        return feed < 0 ? -1 : feed + 1;
    }

    private boolean isPrompt(String text) {
        return switch (target.elevation()) {
            case NONE -> false;
            case SU -> SU_PROMPT.matcher(text).matches();
            case SUDO -> text.contains(mark + "-password:");
        };
    }

    private String password(Credentials credentials) throws SshCheckException {
        Optional<String> password = credentials.additional();
        if (target.elevation() == Elevation.SUDO && password.isEmpty()) {
            password = credentials.password();
        }
        if (password.isEmpty()) {
            throw new SshCheckException(
                    SshFailure.NO_CREDENTIALS, target.host(), what() + " asks for a password and there is none");
        }
        return password.get();
    }

    private SshCheckException refused(String said, Credentials credentials) {
        String text = said.replace(mark + "-password:", "").strip();
        return new SshCheckException(
                SshFailure.ELEVATION,
                target.host(),
                what() + " was refused" + (text.isEmpty() ? "" : ": " + Printable.tail(text, secrets(credentials))));
    }

    private String what() {
        return switch (target.elevation()) {
            case NONE -> "the shell";
            case SU -> "su";
            case SUDO -> "sudo";
        };
    }

    private static List<String> secrets(Credentials credentials) {
        return Stream.of(credentials.password(), credentials.additional())
                .flatMap(Optional::stream)
                .toList();
    }
}
