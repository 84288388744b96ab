package io.github.ossec4j.server;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.watch.Watch;
import io.github.ossec4j.api.watch.WatchEvent;
import io.github.ossec4j.api.watch.WatchPosition;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in the home, as server-sent events: {@code GET /events}. The id of an event is its position in the home, so a
 * client that comes back with {@code Last-Event-ID} gets what came after it.
 *
 * <p>Each client has a watch and a thread of its own, which waits for the client: nobody waits for another one, and nothing
 * is kept for one that is slow. With {@code ?once} the answer ends after what is there already, and with names of {@link
 * #WATCHED} only these are watched: {@code ?alerts&logs}.
 */
final class Events {
    static final String PATH = "/events";

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MOST_CLIENTS = 50;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final String LAST_ID = "Last-Event-ID";

    /** What is watched, by the parameter that asks for it; without any, what a watch usually does. */
    private static final Map<String, Consumer<Watch.Builder>> WATCHED = Map.of(
            "integrity", Watch.Builder::integrity,
            "policy", Watch.Builder::policy,
            "agents", Watch.Builder::agents,
            "alerts", Watch.Builder::alerts,
            "archives", Watch.Builder::archives,
            "logs", Watch.Builder::logs);

    private final Ossec ossec;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean isEnding;

    Events(Ossec ossec) {
        this.ossec = ossec;
    }

    /** Answers until the client goes away, or the server stops. */
    void answer(Exchange exchange) {
        if (watches.size() >= MOST_CLIENTS || isEnding) {
            exchange.answer(
                    Answer.refusal(503, "Too many clients wait for events").with("Retry-After", "10"));
            return;
        }
        Watch.Builder options = ossec.watch();
        String last = exchange.header(LAST_ID);
        boolean isOnce = exchange.hasParameter("once");
        Watch watch;
        try {
            if (!last.isEmpty()) {
                options.from(last);
            }
            if (isOnce) {
                options.untilNow();
            }
            WATCHED.forEach((name, choice) -> {
                if (exchange.hasParameter(name)) {
                    choice.accept(options);
                }
            });
            watch = options.start();
        } catch (IllegalArgumentException e) {
            exchange.answer(Answer.refusal(400, LAST_ID + " is not the id of an event"));
            return;
        } catch (OssecException e) {
            exchange.answer(Answer.refusal(500, String.valueOf(e.getMessage())));
            return;
        }
        watches.add(watch);
        try (watch) {
            try (OutputStream out = exchange.stream(200, "text/event-stream; charset=utf-8")) {
                send(watch, out, isOnce);
            }
            exchange.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.abort(e);
        } catch (IOException | OssecException e) {
            LOG.info("events to {} were broken off: {}", exchange.address(), e.getMessage());
            exchange.abort(e);
        } finally {
            watches.remove(watch);
        }
    }

    /** At first the position alone, so that a client knows from where to go on before anything has happened. */
    private void send(Watch watch, OutputStream out, boolean isOnce) throws IOException, InterruptedException {
        write(out, "retry: 2000\n" + id(watch.position()) + "event: ready\ndata: {}\n\n");
        while (!isEnding) {
            Optional<WatchEvent> event = watch.next(HEARTBEAT);
            if (event.isPresent()) {
                write(out, id(event.get().position()) + EventJson.of(event.get()));
            } else if (isOnce) {
                return;
            } else {
                write(out, ": nothing new\n\n");
            }
        }
        write(out, "event: end\ndata: {\"reason\":\"the server stops\"}\n\n");
    }

    private static String id(WatchPosition position) {
        return "id: " + position.text() + "\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends the streams of all clients. */
    void end() {
        isEnding = true;
        watches.forEach(Watch::close);
    }
}
