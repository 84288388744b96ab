package io.github.ossec4j.agentless.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.digest.Digest;
import net.schmizz.sshj.transport.digest.SHA256;
import net.schmizz.sshj.transport.digest.SHA384;
import net.schmizz.sshj.transport.digest.SHA512;
import net.schmizz.sshj.transport.kex.ECDH;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.kex.KeyExchangeBase;

/**
 * The exchange of keys on elliptic curves (RFC 5656 section 4, RFC 8731). sshj has the same, but cannot read an ECDSA
 * host key without BouncyCastle, and nearly every server has one.
 */
final class EcdhExchange extends KeyExchangeBase {
    /** The key exchanges offered to sshj, best first. */
    static final List<Factory.Named<KeyExchange>> ALL = List.of(
            named("curve25519-sha256", X25519::new, SHA256::new),
            named("curve25519-sha256@libssh.org", X25519::new, SHA256::new),
            named("ecdh-sha2-nistp256", () -> new Nist("secp256r1"), SHA256::new),
            named("ecdh-sha2-nistp384", () -> new Nist("secp384r1"), SHA384::new),
            named("ecdh-sha2-nistp521", () -> new Nist("secp521r1"), SHA512::new));

    private final Agreement agreement;
    private BigInteger secret = BigInteger.ZERO;

    private EcdhExchange(Agreement agreement, Digest digest) {
        super(digest);
        this.agreement = agreement;
    }

    @Override
    public void init(Transport transport, String serverId, String clientId, byte[] serverInit, byte[] clientInit)
            throws GeneralSecurityException, TransportException {
        super.init(transport, serverId, clientId, serverInit, clientInit);
        digest.init();
        agreement.start();
        transport.write(new SSHPacket(Message.KEXDH_INIT).putBytes(agreement.own()));
    }

    @Override
    public boolean next(Message message, SSHPacket packet) throws GeneralSecurityException, TransportException {
        if (message != Message.KEXDH_31) {
            throw new TransportException(DisconnectReason.KEY_EXCHANGE_FAILED, "unexpected message " + message);
        }
        byte[] key;
        byte[] theirs;
        byte[] signed;
        try {
            key = packet.readBytes();
            theirs = packet.readBytes();
            signed = packet.readBytes();
        } catch (Buffer.BufferException e) {
            throw new TransportException(e);
        }
        hostKey = HostKeyBlob.read(key);
        secret = agreement.secret(theirs);
        byte[] exchanged = initializedBuffer()
                .putBytes(key)
                .putBytes(agreement.own())
                .putBytes(theirs)
                .putMPInt(secret)
                .getCompactData();
        digest.update(exchanged, 0, exchanged.length);
        H = digest.digest();
        Signature signature = trans.getHostKeyAlgorithm().newSignature();
        signature.initVerify(hostKey instanceof Certificate<?> certificate ? certificate.getKey() : hostKey);
        signature.update(H, 0, H.length);
        if (!signature.verify(signed)) {
            throw new TransportException(
                    DisconnectReason.KEY_EXCHANGE_FAILED, "the host does not have the private half of its key");
        }
        return true;
    }

    @Override
    public BigInteger getK() {
        return secret;
    }

    private static Factory.Named<KeyExchange> named(String name, Supplier<Agreement> curve, Supplier<Digest> digest) {
        return new Factory.Named<>() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public KeyExchange create() {
                return new EcdhExchange(curve.get(), digest.get());
            }
        };
    }

    /** Two public keys make one secret. */
    private interface Agreement {
        void start() throws GeneralSecurityException;

        byte[] own();

        BigInteger secret(byte[] theirs) throws GeneralSecurityException;
    }

    private static final class Nist implements Agreement {
        private final String curve;
        private final ECDH ecdh = new ECDH();

        Nist(String curve) {
            this.curve = curve;
        }

        @Override
        public void start() throws GeneralSecurityException {
            ecdh.init(new ECGenParameterSpec(curve), null);
        }

        @Override
        public byte[] own() {
            return ecdh.getE();
        }

        @Override
        public BigInteger secret(byte[] theirs) throws GeneralSecurityException {
            ecdh.computeK(theirs);
            return ecdh.getK();
        }
    }

    private static final class X25519 implements Agreement {
        private static final String NAME = "X25519";
        private static final int LENGTH = 32;

        private final KeyPair pair;

        X25519() {
            try {
                pair = KeyPairGenerator.getInstance(NAME).generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e); // every JDK has it
            }
        }

        @Override
        public void start() {}

        /** Little-endian, as RFC 7748 has it. */
        @Override
        public byte[] own() {
            byte[] big = ((XECPublicKey) pair.getPublic()).getU().toByteArray();
            byte[] little = new byte[LENGTH];
            for (int i = 0; i < Math.min(LENGTH, big.length); i++) {
                little[i] = big[big.length - 1 - i];
            }
            return little;
        }

        @Override
        public BigInteger secret(byte[] theirs) throws GeneralSecurityException {
            if (theirs.length != LENGTH) {
                throw new GeneralSecurityException("a public key of " + theirs.length + " bytes");
            }
            byte[] big = new byte[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                big[i] = theirs[LENGTH - 1 - i];
            }
            big[0] &= 0x7F; // the unused bit
            var key = KeyFactory.getInstance(NAME)
                    .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big)));
            KeyAgreement agreement = KeyAgreement.getInstance(NAME);
            agreement.init(pair.getPrivate());
            agreement.doPhase(key, true); // refuses points that leave no secret
            return new BigInteger(1, agreement.generateSecret());
        }
    }
}
