package io.github.ossec4j.agentless.ssh;

import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Algorithms that old devices need and that must not be negotiated with others: {@link
 * SshOptions#allowsObsoleteAlgorithms}.
 */
final class ObsoleteAlgorithms {
    /** How to avoid a refusal, for messages. */
    static final String ADVICE = "for an old device, allow it with the SSH option allowObsoleteAlgorithms";

    /** The start of sshj's message about the algorithms of both sides. */
    private static final String NO_SETTLEMENT = "Unable to reach a settlement of ";

    private static final Pattern NAME = Pattern.compile("[^\\s,\\[\\]]+");

    private static final int SHORTEST_RSA_BITS = 2048;

    /** Small groups or SHA-1 with groups of the host's choice; ciphers of 64-bit blocks, RC4; MD5; DSA. */
    private static final Pattern NAMES = Pattern.compile("diffie-hellman-group1-sha1"
            + "|diffie-hellman-group-exchange-sha1"
            + "|(3des|blowfish|cast128|idea)-(cbc|ctr)"
            + "|arcfour(128|256)?"
            + "|hmac-md5(-96)?(-etm@openssh\\.com)?"
            + "|ssh-dss(-cert-v01@openssh\\.com)?");

    private ObsoleteAlgorithms() {}

    static boolean isObsolete(String name) {
        return NAMES.matcher(name).matches();
    }

    static boolean isShort(RSAKey key) {
        return key.getModulus().bitLength() < SHORTEST_RSA_BITS;
    }

    /** Why keys could not be exchanged, if the reason is that nothing obsolete was offered; else empty. */
    static String problem(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SshLibrary.SmallGroupException) {
                return message;
            }
            if (message.startsWith(NO_SETTLEMENT)) {
                List<String> names = NAME.matcher(message)
                        .results()
                        .map(MatchResult::group)
                        .filter(ObsoleteAlgorithms::isObsolete)
                        .distinct()
                        .toList();
                return names.isEmpty() ? "" : "the host has only obsolete algorithms: " + String.join(", ", names);
            }
            cause = cause.getCause();
        }
        return "";
    }
}
