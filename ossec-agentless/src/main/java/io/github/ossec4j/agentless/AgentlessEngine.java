package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.AgentlessResult.State;
import io.github.ossec4j.agentless.script.ScriptMessage;
import io.github.ossec4j.agentless.script.ScriptMessageHandler;
import io.github.ossec4j.agentless.script.ScriptOutcome;
import io.github.ossec4j.agentless.script.ScriptRunner;
import io.github.ossec4j.agentless.state.Section;
import io.github.ossec4j.agentless.state.StateStore;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.DaemonSocket;
import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.io.control.QueueMessage.Kind;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs agentless checks of an OSSEC home, in place of {@code ossec-agentlessd}.
 *
 * <p>A check runs its script, sends what is for the analysis daemon to a {@link QueueSink} while the output arrives, and
 * compares and replaces the stored state when it has ended well. State can be exchanged with the original daemon at any
 * time between two runs.
 *
 * <p>Safe to share: checks of different devices may run at the same time. Two checks of the same type and host at the
 * same time are a mistake of the caller, and the second one cannot store.
 */
public final class AgentlessEngine {
    private final AgentlessOptions options;
    private final ScriptRunner scripts;
    private final NativeRunner natives;
    private final StateStore states;

    private AgentlessEngine(Path home, AgentlessOptions options) {
        this.options = options;
        this.scripts = ScriptRunner.at(home, options.limits(), options.environment());
        this.natives = new NativeRunner(home, options);
        this.states = StateStore.at(home, options.clock(), options.maxStates(), options.maxDiffBytes());
    }

    /** For a home, with {@link AgentlessOptions#DEFAULT}. Reads nothing. */
    public static AgentlessEngine at(Path home) {
        return at(home, AgentlessOptions.DEFAULT);
    }

    /** For a home. Reads nothing. */
    public static AgentlessEngine at(Path home, AgentlessOptions options) {
        return new AgentlessEngine(home, options);
    }

    /** For a home, with {@link AgentlessOptions#DEFAULT}. Reads nothing. */
    public static AgentlessEngine at(OssecHome home) {
        return at(home.root());
    }

    /** For a home. Reads nothing. */
    public static AgentlessEngine at(OssecHome home, AgentlessOptions options) {
        return at(home.root(), options);
    }

    /**
     * Finds out whether checks of a type can be run: calls the script as the daemon does at its start,
     * {@code TYPE test test}. A check over SSH that takes its place passes without a call.
     *
     * @throws IllegalArgumentException if this cannot be the name of a script
     * @throws InterruptedException if the thread is interrupted; the script has been ended then
     */
    public ScriptOutcome test(String type) throws InterruptedException {
        if (usesScript(type)) {
            return scripts.test(type);
        }
        return NativeRunner.hasCheck(type)
                ? new ScriptOutcome.Finished(0)
                : new ScriptOutcome.CouldNotStart("there is neither a script nor a check over SSH of this name");
    }

    /** Whether checks of this type are carried out by a script, by what the home holds now. */
    public boolean usesScript(String type) {
        return switch (options.executor()) {
            case AUTO -> scripts.hasScript(type);
            case SCRIPT -> true;
            case NATIVE -> false;
        };
    }

    /**
     * Runs one check, on the calling thread, until its script or the check over SSH has ended.
     *
     * <p>Whatever goes wrong with the script or the state is part of the result. A change is sent before the state is
     * replaced: a crash between the two repeats an alert, but never loses one.
     *
     * @throws IOException only from the sink; the script has been ended and the state is as before
     * @throws InterruptedException if the thread is interrupted; the script has been ended and the state is as before
     */
    public AgentlessResult run(AgentlessCheck check, QueueSink sink, AgentlessListener listener)
            throws IOException, InterruptedException {
        Instant started = options.clock().instant();
        long startedNanos = System.nanoTime();
        try (var run = new Run(check, sink, listener)) {
            ScriptOutcome outcome = execute(check, run);
            State state = run.settle(outcome);
            listener.event(new AgentlessEvent.Finished(outcome, options.clock().instant()));
            return new AgentlessResult(
                    check,
                    outcome,
                    state,
                    Optional.ofNullable(run.failure),
                    Optional.ofNullable(run.listingFailure),
                    run.sent,
                    started,
                    Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    /**
     * Carries out one check and hands over what it prints; nothing is sent, and nothing is stored.
     *
     * @throws IOException only from the handler; the script has been ended then
     * @throws InterruptedException if the thread is interrupted; the script has been ended then
     */
    public ScriptOutcome execute(AgentlessCheck check, ScriptMessageHandler handler)
            throws IOException, InterruptedException {
        // In AUTO without either, it is the script that is missed.
        return usesScript(check.type())
                        || (options.executor() == CheckExecutor.AUTO && !NativeRunner.hasCheck(check.type()))
                ? scripts.run(check.type(), check.scriptArguments(), check.kind(), options.reading(), handler)
                : natives.run(check, handler);
    }

    /** One check that is under way. */
    private final class Run implements ScriptMessageHandler, AutoCloseable {
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
        public void message(ScriptMessage message) throws IOException {
            if (message instanceof ScriptMessage.Forward forward) {
                send(Kind.SYSCHECK, syscheckLocation, forward.text());
                listener.event(new AgentlessEvent.Integrity(forward.text(), IntegrityRecord.parse(forward.text())));
            } else if (message instanceof ScriptMessage.Log log) {
                send(Kind.LOG, syscheckLocation, log.text());
                listener.event(new AgentlessEvent.Log(log.text()));
            } else if (message instanceof ScriptMessage.Info info) {
                listener.event(new AgentlessEvent.Info(info.text()));
            } else if (message instanceof ScriptMessage.ErrorReport error) {
                listener.event(new AgentlessEvent.ErrorReport(error.text()));
            } else if (message instanceof ScriptMessage.StoreStart) {
                store(null);
            } else if (message instanceof ScriptMessage.Data data && data.isStored()) {
                store(data.text());
            }
        }

        /** Sends what there is to send of the section, replaces the state, and notes the device. */
        State settle(ScriptOutcome outcome) throws IOException {
            State state = State.NONE;
            if (failure != null || (section != null && !outcome.isComplete())) {
                state = State.KEPT;
                listener.event(
                        failure == null ? new AgentlessEvent.StateKept() : new AgentlessEvent.StorageFailed(failure));
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
                listener.event(new AgentlessEvent.ListingFailed(e));
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
                    alert = alert(complete.diffFile());
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
            listener.event(event);
            return state;
        }

        private State fail(IOException cause) {
            failure = cause;
            listener.event(new AgentlessEvent.StorageFailed(cause));
            return State.KEPT;
        }

        private byte[] alert(Path diffFile) throws IOException {
            try (InputStream diff = Files.newInputStream(diffFile)) {
                return options.isWholeDiffInAlert()
                        ? AlertText.whole(diff.readNBytes(DaemonSocket.ANALYSISD_LIMIT_BYTES))
                        : AlertText.of(diff.readNBytes(AlertText.READ_BYTES));
            }
        }

        /** Storing that fails must not stop the messages of the run. */
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
            sink.send(new QueueMessage(kind, location, text));
            sent++;
        }
    }
}
