package io.github.ossec4j.cli;

import io.github.ossec4j.api.AccessRefusedException;
import io.github.ossec4j.api.ApiException;
import io.github.ossec4j.api.ReadFailedException;
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

/** Tells failures in one sentence on standard error, and as exit status. */
final class ErrorReports implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;
    private final Optional<Supplier<CommandLine>> whole;

    /**
     * @param whole the command with all its subcommands, if these are the reports of a part of it: it tells what is wrong
     *     before any subcommand, as it may have to name others
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
        if (isOutputClosed(failure)) {
            return ExitStatus.ANSWERED; // the reader has all it wanted
        }
        flushOutput();
        OssecCommand ossec = command.getCommandSpec().root().userObject() instanceof OssecCommand root ? root : null;
        terminal.complain(sentence(failure));
        if (ossec != null && ossec.isVerbose()) {
            failure.printStackTrace(terminal.err());
        }
        return status(failure);
    }

    /** What was answered before the failure stays an answer. */
    private void flushOutput() {
        try {
            terminal.out().flush();
        } catch (IOException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        }
    }

    static boolean isOutputClosed(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Terminal.OutputClosedException) {
                return true;
            }
        }
        return false;
    }

    private static String sentence(Exception failure) {
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
        if (failure instanceof UnreadableHomeException
                || failure instanceof AccessRefusedException
                || failure instanceof ReadFailedException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException) {
            return ExitStatus.UNREADABLE;
        }
        if (failure instanceof ApiException answer && answer.errorCode().isEmpty()) {
            return ExitStatus.UNREADABLE;
        }
        return ExitStatus.ERROR_ANSWER;
    }
}
