package io.github.ossec4j.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP Basic authentication. Passwords are checked by a few threads of their own, so that slow hashes do not occupy those
 * that answer, and after a delay if the client's address has failed before.
 */
final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final String SCHEME = "basic ";
    private static final int MOST_WAITING = 500;

    private static final Answer REFUSED = Answer.of(401, "text/plain", "401 Unauthorized")
            .with(HttpHeader.WWW_AUTHENTICATE.asString(), "Basic realm=\"OSSEC API\"");
    private static final Answer TOO_MANY = Answer.refusal(429, "Too many failed logins, try again later")
            .with(HttpHeader.RETRY_AFTER.asString(), "30");

    private final UsersFile users;
    private final ScheduledExecutorService checks;
    private final Executor answers;
    private final RememberedLogins remembered = new RememberedLogins(System::nanoTime);
    private final LoginDelays delays = new LoginDelays(System::nanoTime);

    /** Of checks that are not finished, by token, those who wait for the result. */
    private final Map<String, List<Consumer<Boolean>>> checked = new HashMap<>();

    Logins(UsersFile users, ScheduledExecutorService checks, Executor answers) {
        this.users = users;
        this.checks = checks;
        this.answers = answers;
    }

    private record Credentials(String name, String password) {
        /** From a header; null if it has none that can be understood. */
        static @Nullable Credentials parse(String header) {
            if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                return null;
            }
            try {
                String decoded = new String(
                        Base64.getDecoder()
                                .decode(header.substring(SCHEME.length()).strip()),
                        StandardCharsets.UTF_8);
                int colon = decoded.indexOf(':');
                return colon < 0 ? null : new Credentials(decoded.substring(0, colon), decoded.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return "Credentials[" + name + "]";
        }
    }

    /** Goes on with {@code service} if the client has logged in, else refuses the request. */
    void require(Exchange exchange, Consumer<Exchange> service) throws IOException {
        Credentials credentials = Credentials.parse(exchange.header("Authorization"));
        if (credentials == null) {
            exchange.answer(REFUSED);
            return;
        }
        Optional<String> hash = users.hash(credentials.name());
        String token = remembered.token(credentials.name(), credentials.password(), hash.orElse(""));
        if (remembered.contains(token)) {
            exchange.user(credentials.name());
            service.accept(exchange);
            return;
        }
        Consumer<Boolean> then = isRight -> {
            if (isRight) {
                exchange.user(credentials.name());
                service.accept(exchange);
            } else {
                exchange.answer(REFUSED);
            }
        };
        check(exchange, credentials, hash, token, then);
    }

    private void check(
            Exchange exchange, Credentials credentials, Optional<String> hash, String token, Consumer<Boolean> then) {
        Optional<Duration> delay = Optional.empty();
        synchronized (checked) {
            List<Consumer<Boolean>> others = checked.get(token);
            if (others != null && others.size() < MOST_WAITING) {
                others.add(then); // the same login, for example of a client with several connections
                return;
            }
            if (others == null && checked.size() < MOST_WAITING) {
                delay = delays.turn(exchange.address());
                if (delay.isPresent()) {
                    checked.put(token, new ArrayList<>(List.of(then)));
                }
            }
        }
        if (delay.isEmpty()) {
            LOG.warn("login of {} from {} not checked: too many", LogText.of(credentials.name()), exchange.address());
            exchange.answer(TOO_MANY);
            return;
        }
        var unused = checks.schedule(
                () -> check(credentials, hash, token, exchange.address()),
                delay.get().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void check(Credentials credentials, Optional<String> hash, String token, String address) {
        boolean isRight = false;
        try {
            if (hash.isPresent()) {
                isRight = PasswordHash.matches(credentials.password(), hash.get());
            } else {
                PasswordHash.matchesNobody(credentials.password());
            }
        } finally {
            if (isRight) {
                remembered.add(token);
            } else {
                delays.failed(address);
                LOG.warn("login of {} from {} failed", LogText.of(credentials.name()), address);
            }
            List<Consumer<Boolean>> waiting;
            synchronized (checked) {
                waiting = checked.remove(token);
            }
            boolean result = isRight;
            if (waiting != null) {
                waiting.forEach(then -> answers.execute(() -> then.accept(result)));
            }
        }
    }
}
