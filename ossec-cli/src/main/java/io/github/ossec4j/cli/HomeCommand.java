package io.github.ossec4j.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A subcommand that works on an OSSEC home. */
abstract class HomeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** Opens the home, runs, reports which lines were skipped. */
    @Override
    public final Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        OssecCommand options = (OssecCommand) command.root().userObject();
        LogSettings.verbose(options.isVerbose());
        if (options.isSample() && !options.homes().isEmpty()) {
            throw usage("--home and --sample cannot be combined");
        }
        if (options.homes().size() > 1 && !takesSeveralHomes()) {
            throw usage("option '--home' should be specified only once");
        }
        try (Session session = Session.open(options, readsStatistics(), needsHome())) {
            int status = run(session);
            session.terminal().out().flush();
            return status;
        }
    }

    /** Does the work; returns the exit status. */
    abstract int run(Session session) throws IOException;

    /** Whether it may read statistics or alerts. The sample is written without them otherwise, in half the time. */
    boolean readsStatistics() {
        return false;
    }

    /** Whether {@code --home} may be given more than once. */
    boolean takesSeveralHomes() {
        return false;
    }

    /** Whether it needs a home; otherwise it may do without one that is missing or cannot be read. */
    boolean needsHome() {
        return true;
    }

    /** An error in the arguments that is only detected when the command runs. */
    final ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
