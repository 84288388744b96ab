package io.github.ossec4j.benchmarks;

import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/**
 * Question: what do connections cost on which nothing happens, and is it given back?
 *
 * <p>Arguments: the address of the server, how many connections, and the process of the server. It opens them, with a
 * complete handshake, prints what {@link ServerProcess} says before, meanwhile and after they have been closed.
 */
final class IdleConnections {
    private IdleConnections() {}

    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        var process = new ServerProcess(Long.parseLong(arguments[2]));
        System.out.println("before   " + process.state());
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Socket socket = ServerLoad.connect(server);
            if (socket instanceof SSLSocket tls) {
                tls.startHandshake();
            }
            sockets.add(socket);
        }
        System.out.printf(Locale.ROOT, "%,d open %s%n", sockets.size(), process.state());
        for (Socket socket : sockets) {
            socket.close();
        }
        System.out.println("closed   " + process.state());
    }
}
