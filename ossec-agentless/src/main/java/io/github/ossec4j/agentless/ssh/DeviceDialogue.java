package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * A dialog with the command line of a device: type a line, wait until it asks for the next one.
 *
 * <p>A device is assumed to be waiting when the last line it sent looks like a question and nothing follows for a
 * moment.
 */
final class DeviceDialogue implements Closeable {
    /** What the device waits for. */
    enum Question {
        USER,
        PASSWORD,
        MORE,
        CONFIRMATION,
        PROMPT
    }

    private static final Pattern USER = Pattern.compile("(?i).{0,60}(user ?name|login)( as)?:\\s?");
    private static final Pattern PASSWORD = Pattern.compile("(?i).{0,60}(password|passphrase|passcode):\\s?");
    private static final Pattern MORE = Pattern.compile("(?i)[<(\\-]+ ?more\\b.{0,80}");
    private static final Pattern CONFIRMATION =
            Pattern.compile("(?i).*([\\[(](confirm|y(es)?/n(o)?)[\\])]|press any key).{0,20}");

    /** How long a device must be silent to be considered waiting; it rarely pauses this long within its output. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    /** The same for questions that would end the check if they were only a pause within some text. */
    private static final long LONG_MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final int LONGEST_QUESTION = 512;

    private final SshConnection connection;
    private final SshTarget target;
    private final SshOptions options;
    private final Deadline deadline;
    private final RemoteOutput output;
    private final OutputStream input;
    private final StringBuilder received = new StringBuilder();
    private final List<String> secrets = new ArrayList<>();
    private String prompt = "";

    private DeviceDialogue(
            SshConnection connection, SshTarget target, SshOptions options, Deadline deadline, Session.Shell shell) {
        this.connection = connection;
        this.target = target;
        this.options = options;
        this.deadline = deadline;
        this.output = new RemoteOutput(shell.getInputStream(), target.host());
        this.input = shell.getOutputStream();
    }

    static DeviceDialogue open(SshConnection connection, SshTarget target, SshOptions options, Deadline deadline)
            throws IOException {
        Session session = connection.startSession();
        try {
            session.allocatePTY("vt100", 511, 0, 0, 0, Map.of());
            return new DeviceDialogue(connection, target, options, deadline, session.startShell());
        } catch (IOException e) {
            throw connection.failed(SshFailure.UNEXPECTED_ANSWER, "the device does not open a terminal", e);
        }
    }

    /** Types a line that is not shown in messages. */
    void typeSecret(String secret) throws IOException {
        secrets.add(secret);
        type(secret);
    }

    /** Types a line; earlier output of the device is discarded. */
    void type(String line) throws IOException {
        received.setLength(0);
        write(line + "\r");
    }

    /** Waits until the device asks something. */
    Question awaitQuestion(String during) throws IOException {
        Deadline patience = Deadline.after(options.promptTimeout());
        while (true) {
            Question question = settled(question());
            if (question == Question.MORE) {
                write(" ");
            } else if (question != null) {
                return question;
            }
            receive(patience.remainingNanos(), during);
        }
    }

    /** The line of the device's question, as a terminal shows it. */
    String lastLine() {
        int start = received.lastIndexOf("\n") + 1;
        return received.length() - start > LONGEST_QUESTION
                ? ""
                : TerminalText.line(received, start, received.length());
    }

    /**
     * Determines the exact prompt: the answer, twice the same, to an empty line. So the last line of a banner is not
     * mistaken for it.
     */
    String learnPrompt() throws IOException {
        String last = "";
        for (int attempt = 0; attempt < 4; attempt++) {
            type("");
            if (awaitQuestion("the search for the prompt") != Question.PROMPT) {
                throw unexpected("the search for the prompt");
            }
            String line = lastLine();
            if (line.equals(last)) {
                prompt = line;
                return line;
            }
            last = line;
        }
        throw new SshCheckException(
                SshFailure.UNEXPECTED_ANSWER, target.host(), "the prompt changes each time, last " + said());
    }

    /** The output of the device for a command, without its echo and the prompt after it. */
    List<String> command(String command) throws IOException {
        String during = "the command \"" + command + "\"";
        type(command);
        while (true) {
            if (lastLine().equals(prompt)) {
                if (isQuietFor(MOMENT_NANOS)) {
                    return answer(command);
                }
                continue;
            }
            Question question = question();
            if (question == Question.MORE) {
                if (isQuietFor(MOMENT_NANOS)) {
                    write(" ");
                    receive(options.idleTimeout().toNanos(), during);
                }
                continue;
            }
            if (question == Question.PROMPT || question == null) {
                receive(options.idleTimeout().toNanos(), during);
            } else if (isQuietFor(LONG_MOMENT_NANOS)) {
                throw unexpected(during);
            }
        }
    }

    SshCheckException unexpected(String during) {
        return new SshCheckException(
                SshFailure.UNEXPECTED_ANSWER, target.host(), "unexpected question during " + during + ": " + said());
    }

    /** The end of the device's output, with secrets hidden, in quotes. */
    String said() {
        return Printable.tail(received.toString(), secrets);
    }

    @Override
    public void close() {
        output.close();
    }

    private List<String> answer(String command) {
        List<String> lines = TerminalText.lines(received);
        int from = !lines.isEmpty() && lines.get(0).endsWith(Latin1.of(command.stripTrailing())) ? 1 : 0;
        return lines.subList(from, lines.size() - 1);
    }

    private @Nullable Question question() {
        String line = lastLine();
        if (line.isEmpty()) {
            return null;
        }
        if (MORE.matcher(line.strip()).matches()) {
            return Question.MORE;
        }
        if (PASSWORD.matcher(line).matches()) {
            return Question.PASSWORD;
        }
        if (USER.matcher(line).matches()) {
            return Question.USER;
        }
        if (CONFIRMATION.matcher(line).matches()) {
            return Question.CONFIRMATION;
        }
        return options.devicePrompt().matcher(Latin1.decoded(line)).matches() ? Question.PROMPT : null;
    }

    private @Nullable Question settled(@Nullable Question question) throws IOException {
        return question != null && isQuietFor(MOMENT_NANOS) ? question : null;
    }

    /** Whether nothing arrives for this long; anything that arrives is received. */
    private boolean isQuietFor(long nanos) throws IOException {
        byte[] more = output.read(Math.min(nanos, deadline.remainingNanos()));
        if (more != null) {
            append(more, "a pause");
        }
        return more == null;
    }

    private void receive(long nanos, String during) throws IOException {
        byte[] more = output.read(Math.min(nanos, deadline.remainingNanos()));
        if (more == null) {
            throw new SshCheckException(
                    SshFailure.TIMEOUT,
                    target.host(),
                    (deadline.isOver() ? "the whole check took too long, during " : "the device is silent during ")
                            + during + ", last text " + said());
        }
        append(more, during);
    }

    private void append(byte[] more, String during) throws SshCheckException {
        if (more.length == 0) {
            throw connection.lost(during, output.failure());
        }
        received.append(new String(more, StandardCharsets.ISO_8859_1));
        if (received.length() > options.maxOutputBytes()) {
            throw new SshCheckException(
                    SshFailure.TOO_MUCH_OUTPUT,
                    target.host(),
                    "the device sends more than " + options.maxOutputBytes() + " bytes during " + during);
        }
    }

    private void write(String text) throws SshCheckException {
        try {
            input.write(RawText.fromLossless(text).bytes());
            input.flush();
        } catch (IOException e) {
            throw connection.failed(SshFailure.CONNECTION_LOST, "the device does not accept input", e);
        }
    }
}
