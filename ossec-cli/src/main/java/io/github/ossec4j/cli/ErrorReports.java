package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Terminal.OutputClosedException;
import io.github.ossec4j.cli.Terminal.OutputFailedException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports failures in one sentence on standard error, and as exit status. */
final class ErrorReports implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;
    private final Optional<Supplier<CommandLine>> whole;

    /**
     * @param whole the command with all its subcommands, if these are the reports of a part of it: it reports what is
     *     wrong before any subcommand, as it may have to name others
     */
    ErrorReports(Terminal terminal, Optional<Supplier<CommandLine>> whole) {
        this.terminal = terminal;
        this.whole = whole;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] words) {
        CommandLine command = failure.getCommandLine();
        if (command.getParent() == null && whole.isPresent()) {
            return whole.get().get().execute(words);
        }
        terminal.complain(String.valueOf(failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, terminal.err());
        terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more information.");
        return ExitStatus.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        Optional<OutputFailedException> output = failureOfOutput(failure);
        if (output.filter(OutputClosedException.class::isInstance).isPresent()) {
            return ExitStatus.ANSWERED; // the reader has read all it needs
        }
        if (output.isEmpty()) {
            flushOutput();
        }
        OssecCommand ossec = command.getCommandSpec().root().userObject() instanceof OssecCommand root ? root : null;
        terminal.complain(sentence(failure));
        if (ossec != null && ossec.isVerbose()) {
            terminal.err().print(EscapedTrace.of(failure));
            terminal.err().flush();
        }
        int ownStatus = command.getCommandSpec().exitCodeOnExecutionException();
        return ownStatus == CommandLine.ExitCode.SOFTWARE ? status(failure) : ownStatus;
    }

    /** Output that was written before the failure remains. */
    private void flushOutput() {
        try {
            terminal.out().flush();
        } catch (IOException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        }
    }

    /** The exception of standard output, through whatever library it came. */
    static Optional<OutputFailedException> failureOfOutput(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof OutputFailedException output) {
                return Optional.of(output);
            }
        }
        return Optional.empty();
    }

    /** What has happened, for people. */
    static String sentence(Exception failure) {
        Optional<OutputFailedException> output = failureOfOutput(failure);
        if (output.isPresent()) {
            return String.valueOf(output.get().getMessage());
        }
        Throwable reason =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        if (reason instanceof AccessDeniedException denied) {
            return denied.getFile() + ": this process has no permission";
        }
        if (reason instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (reason instanceof OssecException || reason instanceof UnreadableHomeException) {
            return String.valueOf(reason.getMessage());
        }
        return reason instanceof IOException
                ? "reading or writing failed: " + reason.getMessage()
                : "unexpected failure, please report it: " + reason;
    }

    private static int status(Exception failure) {
        if (failure instanceof OssecException answer && failureOfOutput(failure).isEmpty()) {
            // A damaged file, and any error with a number, is an answer.
            boolean isUnread = failure instanceof HomeFileException && !(failure instanceof OssecFormatException);
            return isUnread && answer.errorCode().isEmpty() ? ExitStatus.UNREADABLE : ExitStatus.ERROR_ANSWER;
        }
        boolean isUnread = failure instanceof UnreadableHomeException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failureOfOutput(failure).isPresent();
        return isUnread ? ExitStatus.UNREADABLE : ExitStatus.ERROR_ANSWER;
    }
}
