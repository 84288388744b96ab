package io.github.ossec4j.agentless.ssh;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;
import net.schmizz.sshj.userauth.method.AuthMethod;
import org.jspecify.annotations.Nullable;

/**
 * An SSH agent on a socket of this machine, as far as a login needs it: listing keys and signing. The SSH library has
 * no such thing. The private keys stay in the agent.
 */
final class SshAgent implements Closeable {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGNATURE = 14;
    private static final int RSA_SHA2_512 = 4;
    private static final int LONGEST_ANSWER = 1 << 18;

    private @Nullable SocketChannel channel;
    private @Nullable Future<?> guard;
    private @Nullable IOException refusal;
    private int refusals;

    /**
     * A login method for each key that the agent holds. The agent must answer and sign within the time given.
     *
     * @param obsoleteToo whether a short RSA key may be used; else it is left out and {@link #takeRefusal} says so
     */
    List<AuthMethod> open(Path socket, Duration timeout, boolean obsoleteToo) throws IOException {
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel = opened;
        guard = Watchdog.in(timeout, this::closeChannel);
        try {
            opened.connect(UnixDomainSocketAddress.of(socket));
            Buffer.PlainBuffer answer = ask(IDENTITIES, new Buffer.PlainBuffer().putByte((byte) REQUEST_IDENTITIES));
            var methods = new ArrayList<AuthMethod>();
            for (long left = answer.readUInt32(); left > 0; left--) {
                var key = new Key(answer.readBytes(), answer.readString());
                if (obsoleteToo || !key.isShort()) {
                    methods.add(key);
                } else {
                    refusal = new IOException(
                            "the SSH agent's key " + key.comment + " is a short RSA key; " + ObsoleteAlgorithms.ADVICE);
                }
            }
            return methods;
        } catch (IOException e) {
            throw new IOException("the SSH agent at " + socket + " does not answer: " + e.getMessage(), e);
        }
    }

    /** How many keys the agent would not sign with. */
    int refusals() {
        return refusals;
    }

    /** Why a key was not used or it would not sign, the last time; asked again, empty. */
    Optional<IOException> takeRefusal() {
        Optional<IOException> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    @Override
    public void close() {
        Future<?> pending = guard;
        if (pending != null) {
            pending.cancel(false);
        }
        closeChannel();
    }

    private void closeChannel() {
        SocketChannel opened = channel;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                // closed for good either way
            }
        }
    }

    private Buffer.PlainBuffer ask(int expected, Buffer.PlainBuffer request) throws IOException {
        SocketChannel opened = channel;
        if (opened == null) {
            throw new EOFException("not connected");
        }
        byte[] body = request.getCompactData();
        ByteBuffer out = ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .flip();
        while (out.hasRemaining()) {
            opened.write(out);
        }
        int length = read(opened, 4).getInt();
        if (length < 1 || length > LONGEST_ANSWER) {
            throw new IOException("an answer of " + length + " bytes");
        }
        var answer = new Buffer.PlainBuffer(read(opened, length).array());
        int type = answer.readByte();
        if (type != expected) {
            throw new IOException("the agent refuses, answer " + type);
        }
        return answer;
    }

    private static ByteBuffer read(SocketChannel from, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (from.read(in) < 0) {
                throw new EOFException("the agent closed the connection");
            }
        }
        return in.flip();
    }

    /** The login with one key: asks whether it would do, then has the agent sign. */
    private final class Key extends AbstractAuthMethod {
        private final byte[] blob;
        private final String comment;
        private final String algorithm;

        Key(byte[] blob, String comment) throws IOException {
            super("publickey");
            this.blob = blob;
            this.comment = Printable.of(comment);
            String type = new Buffer.PlainBuffer(blob).readString();
            this.algorithm = type.equals("ssh-rsa") ? "rsa-sha2-512" : type; // ssh-rsa itself would sign with SHA-1
        }

        boolean isShort() {
            try {
                return HostKeyBlob.read(blob) instanceof RSAKey rsa && ObsoleteAlgorithms.isShort(rsa);
            } catch (GeneralSecurityException e) {
                return false; // of a type that only agent and host know
            }
        }

        @Override
        protected SSHPacket buildReq() throws UserAuthException {
            return request(false);
        }

        @Override
        public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
            if (message != Message.USERAUTH_60) {
                super.handle(message, packet);
                return;
            }
            SSHPacket request = request(true);
            byte[] signed = new Buffer.PlainBuffer()
                    .putString(params.getTransport().getSessionID())
                    .putBuffer(request)
                    .getCompactData();
            try {
                Buffer.PlainBuffer answer = ask(
                        SIGNATURE,
                        new Buffer.PlainBuffer()
                                .putByte((byte) SIGN_REQUEST)
                                .putBytes(blob)
                                .putBytes(signed)
                                .putUInt32(algorithm.equals("rsa-sha2-512") ? RSA_SHA2_512 : 0));
                params.getTransport().write(request.putBytes(answer.readBytes()));
            } catch (TransportException e) {
                throw e;
            } catch (IOException e) {
                refusals++;
                refusal = new IOException("the SSH agent refuses to sign with its key " + comment, e);
                throw new UserAuthException("the SSH agent does not sign", e);
            }
        }

        private SSHPacket request(boolean signed) throws UserAuthException {
            return super.buildReq().putBoolean(signed).putString(algorithm).putBytes(blob);
        }
    }
}
