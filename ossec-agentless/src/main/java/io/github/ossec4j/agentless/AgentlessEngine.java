package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.AgentlessResult.State;
import io.github.ossec4j.agentless.state.Section;
import io.github.ossec4j.agentless.state.StateStore;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.DaemonSocket;
import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.io.control.QueueMessage.Kind;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs agentless checks of an OSSEC home, instead of {@code ossec-agentlessd}.
 *
 * <p>A check runs its script, sends messages for the analysis daemon to a {@link QueueSink} as the output arrives, and
 * compares and replaces the stored state after a successful run. State can be exchanged with the original daemon at any
 * time between two runs.
 *
 * <p>Safe to share: checks of different devices may run at the same time. If two checks of the same type and host run
 * at the same time, in this process or another, the second one cannot store.
 */
public final class AgentlessEngine {
    private final AgentlessOptions options;
    private final ScriptRunner scripts;
    private final SshRunner overSsh;
    private final StateStore states;

    private AgentlessEngine(Path home, AgentlessOptions options) {
        this.options = options;
        this.scripts = ScriptRunner.at(home, options.limits(), options.environment());
        this.overSsh = new SshRunner(home, options);
        this.states = StateStore.at(home, options.clock(), options.maxStates(), options.maxDiffBytes());
    }

    /** For a home, with {@link AgentlessOptions#DEFAULT}. Reads nothing. */
    public static AgentlessEngine at(OssecHome home) {
        return at(home, AgentlessOptions.DEFAULT);
    }

    /** For the directory of a home, with {@link AgentlessOptions#DEFAULT}. Reads nothing. */
    public static AgentlessEngine at(Path home) {
        return at(OssecHome.at(home));
    }

    /** For a home. Reads nothing. */
    public static AgentlessEngine at(OssecHome home, AgentlessOptions options) {
        return new AgentlessEngine(home.root(), options);
    }

    /** For the directory of a home. Reads nothing. */
    public static AgentlessEngine at(Path home, AgentlessOptions options) {
        return at(OssecHome.at(home), options);
    }

    /**
     * Determines whether checks of a type can be run: calls the script as the daemon does at startup,
     * {@code TYPE test test}. A check over SSH passes without a call.
     *
     * @throws IllegalArgumentException if this is not a valid name of a script
     * @throws InterruptedException if the thread is interrupted; the script has been killed then
     */
    public AgentlessOutcome test(String type) throws InterruptedException {
        if (usesScript(type)) {
            return scripts.test(type);
        }
        return SshRunner.hasCheck(type)
                ? new AgentlessOutcome.Finished(0)
                : new AgentlessOutcome.CouldNotStart("there is neither a script nor a check over SSH of this name");
    }

    /** Whether checks of this type currently run a script of the home. */
    public boolean usesScript(String type) {
        return switch (options.method()) {
            case AUTO -> scripts.hasScript(type);
            case SCRIPT -> true;
            case SSH -> false;
        };
    }

    /**
     * Runs one check, on the calling thread, until its script or the check over SSH has ended. Only the {@link
     * AgentlessListener#event} method of the listener is called.
     *
     * <p>Any problem with the script or the state is part of the result. A change is sent before the state is
     * replaced: a crash between the two repeats an alert, but never loses one.
     *
     * @throws IOException only from the sink; the script has been killed and the state is as before
     * @throws InterruptedException if the thread is interrupted; the script has been ended and the state is as before
     */
    public AgentlessResult run(AgentlessCheck check, QueueSink sink, AgentlessListener listener)
            throws IOException, InterruptedException {
        Instant started = options.clock().instant();
        long startedNanos = System.nanoTime();
        try (QueueSink.Connection connection = sink.connect();
                var run = new Run(check, connection, listener)) {
            listener.event(check, new AgentlessEvent.Started(started));
            AgentlessOutcome outcome = execute(check, run);
            State state = run.settle(outcome);
            return new AgentlessResult(
                    check.entry(),
                    check.host(),
                    outcome,
                    new AgentlessResult.Storage(
                            state, Optional.ofNullable(run.failure), Optional.ofNullable(run.listingFailure)),
                    run.sent,
                    started,
                    Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    /**
     * Runs one check and passes on the lines that it prints; nothing is sent, and nothing is stored.
     *
     * @throws InterruptedException if the thread is interrupted; the script has been killed then
     */
    public AgentlessOutcome execute(AgentlessCheck check, AgentlessListener listener) throws InterruptedException {
        try {
            return execute(check, (ScriptOutputParser.Handler) event -> listener.event(check, event));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // only a handler could have thrown it
        }
    }

    private AgentlessOutcome execute(AgentlessCheck check, ScriptOutputParser.Handler handler)
            throws IOException, InterruptedException {
        // In AUTO without either, the script is reported as missing.
        return usesScript(check.type()) || (options.method() == CheckMethod.AUTO && !SshRunner.hasCheck(check.type()))
                ? scripts.run(check, options.reading(), handler)
                : overSsh.run(check, handler);
    }

    /** One running check. */
    private final class Run implements ScriptOutputParser.Handler, AutoCloseable {
        private final AgentlessCheck check;
        private final QueueSink sink;
        private final AgentlessListener listener;
        private final String syscheckLocation;
        private final String agentlessLocation;
        private @Nullable Section section;
        private @Nullable IOException failure;
        private @Nullable IOException listingFailure;
        private long sent;

        Run(AgentlessCheck check, QueueSink sink, AgentlessListener listener) {
            this.check = check;
            this.sink = sink;
            this.listener = listener;
            this.syscheckLocation = check.device() + "->syscheck";
            this.agentlessLocation = check.device() + "->agentless";
        }

        @Override
        public void event(AgentlessEvent event) throws IOException {
            if (event instanceof AgentlessEvent.Integrity file) {
                send(Kind.SYSCHECK, syscheckLocation, file.text());
            } else if (event instanceof AgentlessEvent.Log log) {
                send(Kind.LOG, syscheckLocation, log.text());
            } else if (event instanceof AgentlessEvent.StoreStart) {
                store(null);
            } else if (event instanceof AgentlessEvent.Line line && line.isStored()) {
                store(line.text());
            }
            report(event);
        }

        /** Sends the message for the section, replaces the state, and lists the device. */
        State settle(AgentlessOutcome outcome) throws IOException {
            State state = State.NONE;
            if (failure != null || (section != null && !outcome.isComplete())) {
                state = State.KEPT;
                report(failure == null ? new AgentlessEvent.StateKept() : new AgentlessEvent.StorageFailed(failure));
            } else if (section != null) {
                state = replace(section);
            }
            try {
                if (state == State.CHANGED) {
                    states.noteDevice(check.device(), "diff");
                } else if (section == null) {
                    states.noteDevice(check.device(), "syscheck");
                }
            } catch (IOException e) {
                listingFailure = e;
                report(new AgentlessEvent.ListingFailed(e));
            }
            return state;
        }

        @Override
        public void close() {
            if (section != null) {
                section.close();
            }
        }

        private State replace(Section complete) throws IOException {
            Section.Comparison comparison;
            byte[] alert = {};
            try {
                comparison = complete.compare();
                if (comparison == Section.Comparison.CHANGED) {
                    alert = alert(complete);
                }
            } catch (IOException e) {
                return fail(e);
            }
            if (comparison == Section.Comparison.CHANGED) {
                send(Kind.LOG, agentlessLocation, RawText.of(alert));
            }
            Section.Replaced replaced;
            try {
                replaced = complete.commit();
            } catch (IOException e) {
                return fail(e);
            }
            return switch (comparison) {
                case FIRST -> report(State.FIRST, new AgentlessEvent.FirstState());
                case UNCHANGED -> report(State.UNCHANGED, new AgentlessEvent.Unchanged());
                case CHANGED ->
                    report(
                            State.CHANGED,
                            new AgentlessEvent.Changed(
                                    RawText.of(alert), complete.diff(), replaced.diff(), replaced.previousState()));
            };
        }

        private State report(State state, AgentlessEvent event) {
            report(event);
            return state;
        }

        private void report(AgentlessEvent event) {
            listener.event(check, event);
        }

        private State fail(IOException cause) {
            failure = cause;
            return report(State.KEPT, new AgentlessEvent.StorageFailed(cause));
        }

        private byte[] alert(Section changed) throws IOException {
            InputStream diff = changed.difference();
            return options.isWholeDiffInAlert()
                    ? AlertText.whole(diff.readNBytes(DaemonSocket.ANALYSISD_LIMIT_BYTES))
                    : AlertText.of(diff.readNBytes(AlertText.READ_BYTES));
        }

        /** A failure to store must not stop the messages of the run. */
        private void store(@Nullable RawText line) {
            if (failure != null) {
                return;
            }
            try {
                if (section == null) {
                    section = states.open(check.host() + "->" + check.type());
                } else if (line == null) {
                    section.restart();
                }
                if (line != null) {
                    section.line(line.bytes());
                }
            } catch (IOException e) {
                failure = e;
            }
        }

        private void send(Kind kind, String location, RawText text) throws IOException {
            var message = new QueueMessage(kind, location, text);
            sink.send(message);
            sent++;
            report(new AgentlessEvent.Sent(message));
        }
    }
}
