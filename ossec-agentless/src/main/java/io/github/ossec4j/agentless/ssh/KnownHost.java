package io.github.ossec4j.agentless.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a {@code known_hosts} file says about one host, found as OpenSSH finds it: a line counts if one of its patterns
 * matches and no negated one does, or if its hashed name is that of the host. Invalid lines are ignored.
 *
 * @param keys keys of the host, in the order of the file
 * @param keysWithoutPort keys of the same name without its port; empty at the usual port
 * @param authorities keys that may sign certificates of the host, which say nothing about its plain key
 * @param revoked keys that are never accepted
 */
record KnownHost(List<Key> keys, List<Key> keysWithoutPort, List<Key> authorities, List<Key> revoked) {
    /**
     * A key.
     *
     * @param type such as {@code ssh-ed25519}
     * @param blob the whole key as SSH encodes it; equal if all of its bytes are
     */
    record Key(String type, ByteBuffer blob) {
        /** The key with this encoding; empty if that does not start with the name of a type. */
        static Optional<Key> of(byte[] encoded) {
            var blob = ByteBuffer.wrap(encoded.clone());
            int length = encoded.length < Integer.BYTES ? -1 : blob.getInt(0);
            return length < 0 || length > encoded.length - Integer.BYTES
                    ? Optional.empty()
                    : Optional.of(
                            new Key(new String(encoded, Integer.BYTES, length, StandardCharsets.ISO_8859_1), blob));
        }
    }

    private static final String AUTHORITY = "@cert-authority";
    private static final String REVOKED = "@revoked";

    /** Looks a host up in the text of a file, which holds one char for each byte. */
    static KnownHost find(String latin1, String address, int port) {
        String host = Latin1.of(address).toLowerCase(Locale.ROOT);
        String name = name(host, port);
        var found = new KnownHost(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        latin1.lines().forEach(line -> {
            String[] fields = line.strip().split("[ \t]+", 0);
            boolean marked = fields[0].startsWith("@");
            int hosts = marked ? 1 : 0;
            if (fields[0].startsWith("#") || fields.length < hosts + 3) {
                return;
            }
            boolean isNamed = matches(fields[hosts], name);
            boolean isNamedWithoutPort = port != SshTarget.DEFAULT_PORT && matches(fields[hosts], host);
            if (isNamed || isNamedWithoutPort) {
                key(fields[hosts + 1], fields[hosts + 2])
                        .ifPresent(key -> found.add(marked ? fields[0] : "", key, isNamed));
            }
        });
        return found;
    }

    /** As OpenSSH writes it: with the port if that is unusual. */
    static String name(String host, int port) {
        return port == SshTarget.DEFAULT_PORT ? host : "[" + host + "]:" + port;
    }

    /** Whether a text matches a pattern with {@code *} and {@code ?}, without other special characters. */
    static boolean matchesPattern(String text, String pattern) {
        int t = 0;
        int p = 0;
        int afterStar = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                afterStar = ++p;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (afterStar >= 0) {
                p = afterStar;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private void add(String marker, Key key, boolean isNamed) {
        switch (marker) {
            case "" -> (isNamed ? keys : keysWithoutPort).add(key);
            case REVOKED -> revoked.add(key);
            case AUTHORITY -> authorities.add(key);
            default -> {
                // a marker that OpenSSH does not know either
            }
        }
    }

    private static Optional<Key> key(String type, String base64) {
        try {
            return Key.of(Base64.getDecoder().decode(base64)).filter(key -> key.type.equals(type));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean matches(String patterns, String name) {
        if (patterns.startsWith("|")) {
            return matchesHash(patterns, name);
        }
        boolean matched = false;
        for (String pattern : patterns.toLowerCase(Locale.ROOT).split(",", 0)) {
            boolean negated = pattern.startsWith("!");
            if (matchesPattern(name, negated ? pattern.substring(1) : pattern)) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    /** {@code |1|salt|HMAC-SHA1 of the name}. */
    private static boolean matchesHash(String hashed, String name) {
        String[] parts = hashed.split("\\|", -1);
        if (parts.length != 4 || !parts[1].equals("1")) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            return MessageDigest.isEqual(
                    mac.doFinal(name.getBytes(StandardCharsets.ISO_8859_1)),
                    Base64.getDecoder().decode(parts[3]));
        } catch (IllegalArgumentException e) {
            return false; // no base64, or an empty salt
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
