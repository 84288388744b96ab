package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;

/** Public keys as SSH encodes them. */
final class HostKeyBlob {
    private static final String ECDSA = "ecdsa-sha2-nistp";

    private HostKeyBlob() {}

    /**
     * The key with this encoding.
     *
     * @throws GeneralSecurityException if there is none
     */
    static PublicKey read(byte[] blob) throws GeneralSecurityException {
        var buffer = new Buffer.PlainBuffer(blob);
        try {
            String type = buffer.readString();
            if (type.startsWith(ECDSA) && type.length() == ECDSA.length() + 3) {
                // sshj requests a factory named "ECDSA", which only BouncyCastle has
                return ecdsa(type.substring(ECDSA.length()), buffer);
            }
            return new Buffer.PlainBuffer(blob).readPublicKey();
        } catch (IOException | RuntimeException e) {
            throw new GeneralSecurityException("the host key cannot be parsed", e);
        }
    }

    /** The encoding of this key. */
    static byte[] of(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }

    /** As OpenSSH shows it. */
    static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static PublicKey ecdsa(String bits, Buffer<?> buffer) throws IOException, GeneralSecurityException {
        String curve = buffer.readString();
        byte[] point = buffer.readBytes();
        if (!curve.equals("nistp" + bits) || point.length % 2 == 0 || point[0] != 4) {
            throw new GeneralSecurityException("a point of another curve, or a compressed one");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp" + bits + "r1"));
        int middle = 1 + point.length / 2;
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, middle));
        var y = new BigInteger(1, Arrays.copyOfRange(point, middle, point.length));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(new ECPoint(x, y), parameters.getParameterSpec(ECParameterSpec.class)));
    }
}
