package io.github.ossec4j.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.server.Request;

/**
 * Where a request comes from.
 *
 * @param isBehindProxy whether {@code X-Forwarded-For} names the client
 */
record ClientAddress(boolean isBehindProxy) {
    /** The client's address. A proxy adds it at the end; what stands before that may be invented. */
    String of(Request request) {
        if (isBehindProxy) {
            List<String> forwarded = request.getHeaders().getCSV("X-Forwarded-For", false);
            String last = forwarded.isEmpty()
                    ? ""
                    : forwarded.get(forwarded.size() - 1).strip();
            if (isAddress(last)) {
                return last;
            }
        }
        return Request.getRemoteAddr(request);
    }

    /** Whether the client is a program on this machine; behind a proxy, every client would seem to be one. */
    boolean isThisMachine(Request request) {
        return !isBehindProxy
                && request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                && socket.getAddress().isLoopbackAddress();
    }

    /** Whether this is an IP address in digits; nothing is looked up. */
    static boolean isAddress(String text) {
        boolean isLiteral = text.indexOf(':') >= 0
                ? text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
                : text.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}");
        if (!isLiteral) {
            return false;
        }
        try {
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
