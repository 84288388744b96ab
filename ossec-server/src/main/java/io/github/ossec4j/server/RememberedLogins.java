package io.github.ossec4j.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right a short time ago, so that a slow hash is computed once and not for each request. What is kept
 * is a keyed hash of name, password and the hash in the users file, so that a changed password is checked at once; the key
 * exists in the memory of this process only.
 *
 * <p>Safe to share.
 */
final class RememberedLogins {
    private static final String ALGORITHM = "HmacSHA256";
    private static final long MEMORY = Duration.ofMinutes(5).toNanos();
    private static final int MOST = 1_000;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key = new SecretKeySpec(PasswordHash.randomBytes(KEY_BYTES), ALGORITHM);
    private final LongSupplier nanoTime;
    private final Map<String, Long> until = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    RememberedLogins(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What stands for a login here. */
    String token(String name, String password, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : new String[] {name, password, hash}) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has this algorithm
        }
    }

    synchronized boolean contains(String token) {
        Long end = until.get(token);
        if (end != null && end - nanoTime.getAsLong() > 0) {
            return true;
        }
        until.remove(token);
        return false;
    }

    synchronized void add(String token) {
        until.put(token, nanoTime.getAsLong() + MEMORY);
    }
}
