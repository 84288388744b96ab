package io.github.ossec4j.model.logs;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.time.LocalDateTime;

/**
 * An event of a firewall, as {@code firewall.log} has it.
 *
 * @param date to the second, in the zone of the home; the hour that repeats in autumn is ambiguous
 * @param location where the event comes from, as written
 * @param action what the firewall did
 * @param protocol as in the event, such as {@code tcp}, {@code UDP} or {@code 6}
 * @param source the address and port that the packet came from
 * @param destination the address and port that it was sent to
 */
public record FirewallEvent(
        LocalDateTime date, RawText location, Action action, RawText protocol, Peer source, Peer destination) {
    /** What a firewall did. */
    public enum Action {
        /** It refused a packet. */
        DROP,
        /** A connection ended. */
        CLOSED,
        /** It let a packet pass. */
        ALLOW,
        /** OSSEC did not understand the word; releases before 3.0 know few words for refusing. */
        UNKNOWN
    }

    /**
     * One side of a connection.
     *
     * @param address an IPv4 or IPv6 address, or what the event has in its place
     * @param port a number or a name, as in the event; OSSEC 4.3 writes {@code 0} if there is none
     */
    public record Peer(RawText address, RawText port) {}

    /** The parsed location. */
    public AlertOrigin origin() {
        return AlertOrigin.parse(location);
    }
}
