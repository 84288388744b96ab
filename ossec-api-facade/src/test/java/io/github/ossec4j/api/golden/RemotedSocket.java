package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** remoted's end of its control socket, {@code queue/alerts/ar}, in the states of the recorded cases. */
final class RemotedSocket implements AutoCloseable {
    private static final int LARGEST = 70_000;

    private final @Nullable AFUNIXDatagramChannel channel;
    private final boolean listens;

    private RemotedSocket(@Nullable AFUNIXDatagramChannel channel, boolean listens) {
        this.channel = channel;
        this.listens = listens;
    }

    /** {@code listen}; {@code deaf}: takes nothing; {@code abandoned}: nobody holds it; anything else: no socket. */
    static RemotedSocket in(Path home, String state) throws IOException {
        Path file = home.resolve("queue/alerts/ar");
        if (!List.of("listen", "deaf", "abandoned").contains(state)) {
            return new RemotedSocket(null, false);
        }
        AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
        channel.bind(AFUNIXSocketAddress.of(file));
        channel.configureBlocking(false);
        if (state.equals("abandoned")) {
            channel.close();
            return new RemotedSocket(null, false);
        }
        if (state.equals("deaf")) {
            fill(file);
        }
        return new RemotedSocket(channel, state.equals("listen"));
    }

    private static void fill(Path file) throws IOException {
        try (AFUNIXDatagramChannel sender = AFUNIXDatagramChannel.open()) {
            sender.connect(AFUNIXSocketAddress.of(file));
            sender.configureBlocking(false);
            int written = 1;
            while (written > 0) {
                written = sender.write(ByteBuffer.wrap(new byte[] {'x'}));
            }
        }
    }

    /** What has arrived since the last call, in hexadecimal digits. */
    List<String> received() throws IOException {
        var datagrams = new ArrayList<String>();
        if (channel != null && listens) {
            ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
            while (channel.receive(buffer) != null || buffer.position() > 0) {
                datagrams.add(HexFormat.of().formatHex(buffer.array(), 0, buffer.position()));
                buffer.clear();
            }
        }
        return datagrams;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
