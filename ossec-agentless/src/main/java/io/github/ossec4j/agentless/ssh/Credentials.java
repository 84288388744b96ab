package io.github.ossec4j.agentless.ssh;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials for one host: a password or login with a key, and an additional password for {@code su},
 * {@code sudo} or {@code enable}.
 *
 * <p>Immutable. {@link #toString()} shows no password.
 */
public final class Credentials {
    private final @Nullable String password;
    private final @Nullable String additional;

    private Credentials(@Nullable String password, @Nullable String additional) {
        this.password = password;
        this.additional = additional;
    }

    /** Login with this password. */
    public static Credentials ofPassword(String password) {
        return new Credentials(password, null);
    }

    /** Login with a key of {@link SshOptions}, in {@code .passlist} the password {@code NOPASS}. */
    public static Credentials ofKey() {
        return new Credentials(null, null);
    }

    /** The same with an additional password; an empty one means none. */
    public Credentials withAdditional(String additionalPassword) {
        return new Credentials(password, additionalPassword.isEmpty() ? null : additionalPassword);
    }

    /** The login password; empty for login with a key. */
    public Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /** The password for {@code su}, {@code sudo} or {@code enable}. */
    public Optional<String> additional() {
        return Optional.ofNullable(additional);
    }

    @Override
    public String toString() {
        return "Credentials[" + (password == null ? "key" : "password")
                + (additional == null ? "]" : ", additional password]");
    }
}
