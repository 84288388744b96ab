package io.github.ossec4j.agentless;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The analysis daemon's side of {@code queue/ossec/queue}: a real socket, read as fast as datagrams come. */
final class TestQueue implements AutoCloseable {
    private final Path path;
    private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
    private AFUNIXDatagramChannel channel;

    private TestQueue(Path path) throws IOException {
        this.path = path;
        this.channel = open();
    }

    static TestQueue at(Path home) throws IOException {
        return new TestQueue(
                Files.createDirectories(home.resolve("queue/ossec")).resolve("queue"));
    }

    /** The next datagram, without the NUL that must be its last byte. */
    String next() throws InterruptedException {
        byte[] datagram = nextBytes();
        if (datagram[datagram.length - 1] != 0) {
            throw new AssertionError("no NUL at the end");
        }
        return new String(datagram, 0, datagram.length - 1, StandardCharsets.UTF_8);
    }

    byte[] nextBytes() throws InterruptedException {
        byte[] datagram = datagrams.poll(20, TimeUnit.SECONDS);
        if (datagram == null) {
            throw new AssertionError("no datagram came");
        }
        return datagram;
    }

    /** So many datagrams, and no more than these. */
    List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        if (!datagrams.isEmpty()) {
            throw new AssertionError("more came: " + next());
        }
        return next;
    }

    /** As when the daemon is restarted. */
    void restart() throws IOException {
        close();
        channel = open();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    private AFUNIXDatagramChannel open() throws IOException {
        AFUNIXDatagramChannel opened = AFUNIXDatagramChannel.open();
        opened.bind(AFUNIXSocketAddress.of(path));
        var thread = new Thread(() -> read(opened), "test queue");
        thread.setDaemon(true);
        thread.start();
        return opened;
    }

    private void read(AFUNIXDatagramChannel from) {
        ByteBuffer buffer = ByteBuffer.allocate(70_000);
        try {
            while (true) {
                buffer.clear();
                from.receive(buffer); // its result is null for a sender without a name
                if (buffer.position() == 0) {
                    return; // closed meanwhile: a datagram has its NUL at least
                }
                datagrams.add(Arrays.copyOf(buffer.array(), buffer.position()));
            }
        } catch (ClosedChannelException e) {
            // the end
        } catch (IOException e) {
            if (from.isOpen()) {
                throw new AssertionError(e);
            }
        }
    }
}
