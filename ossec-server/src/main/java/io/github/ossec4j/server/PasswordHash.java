package io.github.ossec4j.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Hashes of passwords as {@code htpasswd} writes them: bcrypt ({@code $2y$}, also {@code $2a$} and {@code $2b$}), apr1,
 * SHA-1 ({@code {SHA}}), and crypt with SHA-256 and SHA-512. Passwords are UTF-8.
 */
final class PasswordHash {
    /** What bcrypt takes; {@code htpasswd} ignores the rest. */
    static final int MOST_BYTES = 72;

    private static final String SHA1 = "{SHA}";
    private static final String APR1 = "$apr1$";

    /** Of new hashes, unless another one is asked for. */
    static final int USUAL_COST = 10;

    private static final int BCRYPT_SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Of no password that anybody knows: checking it costs as much as checking that of a user. */
    private static final String OF_NOBODY = "$2y$" + USUAL_COST + "$" + ".".repeat(53);

    private PasswordHash() {}

    static byte[] randomBytes(int number) {
        byte[] bytes = new byte[number];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A new hash; each step of the cost doubles the time to check it. */
    static String bcrypt(String password, int cost) {
        return OpenBSDBCrypt.generate("2y", bcryptInput(password), randomBytes(BCRYPT_SALT), cost);
    }

    /** Whether this is a hash that {@link #matches} understands. */
    static boolean isKnown(String hash) {
        return isBcrypt(hash)
                || hash.startsWith(APR1)
                || hash.startsWith(SHA1)
                || hash.startsWith("$5$")
                || hash.startsWith("$6$");
    }

    /** Whether the password has this hash; a damaged hash matches nothing. Takes the same time wherever texts differ. */
    static boolean matches(String password, String hash) {
        try {
            if (isBcrypt(hash)) {
                return OpenBSDBCrypt.checkPassword(hash, bcryptInput(password));
            }
            return isKnown(hash) && MessageDigest.isEqual(utf8(again(password, hash)), utf8(hash));
        } catch (RuntimeException e) {
            return false; // each library has an exception of its own for what is no hash
        }
    }

    /** Takes as long as {@link #matches} of a hash that was made here, so that nobody can probe for names. */
    static void matchesNobody(String password) {
        matches(password, OF_NOBODY);
    }

    private static String again(String password, String hash) {
        if (hash.startsWith(SHA1)) {
            return SHA1 + Base64.getEncoder().encodeToString(DigestUtils.sha1(utf8(password)));
        }
        if (hash.startsWith(APR1)) {
            return Md5Crypt.apr1Crypt(utf8(password), hash);
        }
        return hash.startsWith("$5$")
                ? Sha2Crypt.sha256Crypt(utf8(password), hash)
                : Sha2Crypt.sha512Crypt(utf8(password), hash);
    }

    private static boolean isBcrypt(String hash) {
        return hash.startsWith("$2y$") || hash.startsWith("$2a$") || hash.startsWith("$2b$");
    }

    private static byte[] bcryptInput(String password) {
        byte[] bytes = utf8(password);
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
