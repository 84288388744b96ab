package io.github.ossec4j.server;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Endpoint;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.api.rest.RestResponse;
import io.github.ossec4j.server.SharedReadings.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests with {@link RestApi}: those that read share their readings, those that change something are recorded. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final byte[] NO_BODY = {};

    private final RestApi api;
    private final AuditLog audit;
    private final Metrics metrics;
    private final Executor executor;
    private final boolean isReadOnly;
    private final int mostInMemory;
    private final int largestBody;
    private final SharedReadings<Question, Exchange> readings;

    /**
     * Answers with what is in a home.
     *
     * @param mostInMemory how many bytes of an answer are kept for those who share it; a longer one is read by each alone,
     *     while it is sent
     * @param largestBody how many bytes the body of a request may have
     */
    Api(
            Ossec ossec,
            AuditLog audit,
            Metrics metrics,
            Executor executor,
            boolean isReadOnly,
            int mostInMemory,
            int largestBody) {
        this.api = RestApi.over(ossec);
        this.audit = audit;
        this.metrics = metrics;
        this.executor = executor;
        this.isReadOnly = isReadOnly;
        this.mostInMemory = mostInMemory;
        this.largestBody = largestBody;
        this.readings = new SharedReadings<>(executor, this::read);
    }

    /** What is asked: all that determines an answer. */
    private record Question(RestRequest request, boolean isPretty) {}

    void handle(Exchange exchange) {
        var query = new ArrayList<String>();
        boolean isPretty = false;
        for (String parameter : exchange.query().split("&", -1)) {
            if (Exchange.isNamed(parameter, "pretty")) {
                isPretty = true;
            } else {
                query.add(parameter);
            }
        }
        String rest = String.join("&", query);
        if (exchange.hasBody()) {
            boolean pretty = isPretty;
            withBody(exchange, body -> answer(exchange, new Question(exchange.restRequest(rest, body), pretty)));
        } else {
            answer(exchange, new Question(exchange.restRequest(rest, NO_BODY), isPretty));
        }
    }

    private void withBody(Exchange exchange, Consumer<byte[]> then) {
        if (exchange.request().getLength() > largestBody) {
            exchange.answer(tooLarge());
            return;
        }
        Content.Source.asByteArrayAsync(exchange.request(), largestBody, new Promise.Invocable<>() {
            @Override
            public void succeeded(byte[] body) {
                then.accept(body);
            }

            @Override
            public void failed(Throwable failure) {
                if (failure instanceof IllegalStateException) {
                    exchange.answer(tooLarge()); // that is how the library says so
                } else {
                    exchange.abort(failure);
                }
            }
        });
    }

    private Answer tooLarge() {
        return Answer.refusal(413, "The body of a request may have at most " + largestBody + " bytes")
                .with(HttpHeader.CONNECTION.asString(), "close");
    }

    private void answer(Exchange exchange, Question question) {
        exchange.route(RestApi.endpoint(question.request()).map(Endpoint::path).orElse("other"));
        if (exchange.isReading()) {
            readings.ask(question, exchange);
        } else if (exchange.isChanging() && isReadOnly) {
            Answer refused = Answer.refusal(403, "This service is read-only");
            audit.record(exchange, refused);
            exchange.answer(refused);
        } else {
            Answer answer = answer(question);
            if (exchange.isChanging()) {
                audit.record(exchange, answer);
            }
            exchange.answer(answer);
        }
    }

    /** Answers to changes are short. */
    private Answer answer(Question question) {
        RestResponse response = api.handle(question.request());
        var body = new ByteArrayOutputStream();
        try {
            write(response, question, body);
        } catch (IOException | RuntimeException e) {
            return failure(e);
        }
        return Answer.of(response.status(), response.contentType(), body.toByteArray());
    }

    private static void write(RestResponse response, Question question, OutputStream out) throws IOException {
        if (question.isPretty() && response.isJson()) {
            try (var indented = new IndentedJson(out)) {
                response.writeTo(indented);
            }
        } else {
            response.writeTo(out);
        }
    }

    private static Answer failure(Exception e) {
        LOG.error("an answer cannot be completed: {}", e.getMessage(), e);
        return Answer.refusal(500, "The answer cannot be completed: " + e.getMessage());
    }

    private void read(Question question, Reading<Exchange> reading) {
        Exchange first = reading.askers().get(0);
        List<Exchange> others = reading.askers().subList(1, reading.askers().size());
        metrics.read();
        RestResponse response = api.handle(question.request());
        var spill = new Spill(mostInMemory, () -> {
            reading.done(); // the client may be slow
            others.forEach(other -> executor.execute(() -> read(question, alone(other))));
            return first.stream(response.status(), response.contentType());
        });
        Answer answer;
        try {
            write(response, question, spill);
            byte @Nullable [] body = spill.finish();
            if (body == null) {
                first.complete();
                return;
            }
            answer = Answer.of(response.status(), response.contentType(), body);
        } catch (IOException | RuntimeException e) {
            if (spill.isSpilt()) {
                LOG.info("an answer to {} was broken off: {}", first.address(), e.getMessage());
                first.abort(e);
                return;
            }
            answer = failure(e);
        }
        reading.done();
        for (Exchange asker : reading.askers()) {
            asker.answer(answer);
        }
    }

    private static Reading<Exchange> alone(Exchange asker) {
        return new Reading<>(List.of(asker), () -> {});
    }
}
