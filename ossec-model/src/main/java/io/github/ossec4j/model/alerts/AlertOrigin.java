package io.github.ossec4j.model.alerts;

import io.github.ossec4j.model.RawText;
import java.util.Arrays;

/** Where the event of an alert comes from: its parsed location. */
public sealed interface AlertOrigin {
    /** The file, command, daemon or address that the event came from. */
    RawText source();

    /** For people: the name of the agent, host or manager, and the source. */
    RawText name();

    /**
     * An agent or an agentless device: {@code (web-01) 192.0.2.10->/var/log/auth.log}.
     *
     * @param name of the agent, or the type of the agentless check
     * @param address as registered, such as {@code any} and {@code 192.0.2.0/24}; user and host of an agentless device
     * @param source a file, a command, {@code syscheck}, …
     */
    record Agent(RawText name, RawText address, RawText source) implements AlertOrigin {}

    /**
     * The manager itself, or a host that sends syslog to it: {@code ossec-server->/var/log/messages}.
     *
     * @param name the host name in the event, else the manager's
     * @param source a file, a command, a daemon; the sender's address for remote syslog
     */
    record Host(RawText name, RawText source) implements AlertOrigin {}

    /**
     * Another manager, which relayed its alert: {@code 192.0.2.1|(web-01) 192.0.2.10->/var/log/auth.log}.
     *
     * @param name the address of that manager
     * @param source its location of the event
     */
    record Relayed(RawText name, RawText source) implements AlertOrigin {}

    /**
     * A location of no known form.
     *
     * @param source all of it
     */
    record Other(RawText source) implements AlertOrigin {
        /** Empty: there is no name. */
        @Override
        public RawText name() {
            return RawText.EMPTY;
        }
    }

    /** Parses a location; one that is written twice, with {@code ->} between, counts once. */
    static AlertOrigin parse(RawText location) {
        byte[] bytes = location.bytes();
        int end = once(bytes);
        int arrow = arrow(bytes, 0, end);
        int close = bytes.length > 0 && bytes[0] == '(' ? indexOf(bytes, 0, end, ')') : end;
        if (close < end - 1 && bytes[close + 1] == ' ') {
            int source = arrow(bytes, close + 2, end);
            if (source < end) {
                return new Agent(
                        RawText.of(bytes, 1, close),
                        RawText.of(bytes, close + 2, source),
                        RawText.of(bytes, source + 2, end));
            }
        }
        int bar = indexOf(bytes, 0, end, '|');
        if (bar < arrow) {
            return new Relayed(RawText.of(bytes, 0, bar), RawText.of(bytes, bar + 1, end));
        }
        if (arrow < end && bytes[0] != '(') {
            return new Host(RawText.of(bytes, 0, arrow), RawText.of(bytes, arrow + 2, end));
        }
        return new Other(RawText.of(bytes, 0, end));
    }

    /** The end of the first half if the second, after an arrow, is the same and has an arrow, too; else of all. */
    private static int once(byte[] bytes) {
        int half = (bytes.length - 2) / 2;
        boolean isEven = bytes.length > 2 && bytes.length % 2 == 0;
        if (isEven
                && arrow(bytes, half, half + 2) == half
                && Arrays.equals(bytes, 0, half, bytes, half + 2, bytes.length)
                && arrow(bytes, 0, half) < half) {
            return half;
        }
        return bytes.length;
    }

    private static int arrow(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to - 1 && (bytes[at] != '-' || bytes[at + 1] != '>')) {
            at++;
        }
        return at < to - 1 ? at : to;
    }

    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
