package io.github.ossec4j.agentless.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;

/**
 * Whether a certificate is valid for a host. sshj checks certificates only with some key exchanges, and would accept a
 * user certificate as a host certificate.
 */
@SuppressWarnings("JavaUtilDate") // the SSH library has no other times
final class HostCertificate {
    private static final int OF_A_HOST = 2;

    private HostCertificate() {}

    /** What is wrong with a certificate that must be signed by a known authority; empty if nothing is. */
    static String problem(Certificate<?> certificate, String address) {
        if (certificate.getType() != OF_A_HOST) {
            return "is not a host certificate";
        }
        if (!certificate.getCritOptions().isEmpty()) {
            return "has critical options, which host certificates do not have";
        }
        var now = new Date();
        if (now.before(certificate.getValidAfter()) || !now.before(certificate.getValidBefore())) {
            return "is valid from " + certificate.getValidAfter().toInstant() + " to "
                    + certificate.getValidBefore().toInstant() + " only";
        }
        String host = address.toLowerCase(Locale.ROOT);
        List<String> names = certificate.getValidPrincipals();
        if (!names.isEmpty() && names.stream().noneMatch(name -> KnownHost.matchesPattern(host, name))) {
            return "is for another host";
        }
        return isSigned(certificate) ? "" : "is not signed by its authority";
    }

    private static boolean isSigned(Certificate<?> certificate) {
        try {
            byte[] blob = HostKeyBlob.of(certificate);
            byte[] given = certificate.getSignature();
            Signature signature = Factory.Named.Util.create(
                    KeyType.CertUtils.ALL_SIGNATURES, new Buffer.PlainBuffer(given).readString());
            if (signature == null) {
                return false;
            }
            signature.initVerify(HostKeyBlob.read(certificate.getSignatureKey()));
            signature.update(Arrays.copyOf(blob, blob.length - given.length - Integer.BYTES));
            return signature.verify(given);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return false; // sshj throws unchecked exceptions for signatures that make no sense
        }
    }
}
