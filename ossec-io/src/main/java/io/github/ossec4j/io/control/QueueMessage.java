package io.github.ossec4j.io.control;

import io.github.ossec4j.model.RawText;

/**
 * An event for analysisd; sent to {@link DaemonSocket#analysisd}.
 *
 * <p>On the wire: {@code <kind>:<location>:<event>}. The location ends at the first colon, which cannot be escaped;
 * only where it starts with a parenthesis do releases from 2.9 on look for the colon after {@code ->}.
 *
 * <p>Immutable. Source: {@code docs/formats/control.md}, "Events to analysisd".
 *
 * @param kind how analysisd treats the event
 * @param location where it comes from, such as {@code syscheck}, {@code /var/log/messages} or {@code (web)
 *     192.0.2.10->syscheck}; not empty, and without colon except in the form with a parenthesis
 * @param event what happened, any bytes except NUL
 */
public record QueueMessage(Kind kind, String location, RawText event) {
    /** The kinds of events. */
    public enum Kind {
        /** A line of a log file. */
        LOG('1'),
        /** A line received by syslog. */
        SYSLOG('2'),
        /** Facts about a host. */
        HOST_INFORMATION('3'),
        /** Used within OSSEC. */
        SECURE('4'),
        /** A record of the integrity check. */
        SYSCHECK('8'),
        /** A finding of the policy check. */
        ROOTCHECK('9'),
        /** A line of a MySQL log. */
        MYSQL('a'),
        /** A line of a PostgreSQL log. */
        POSTGRESQL('b');

        /** The letter in front of the message. */
        private final char id;

        Kind(char id) {
            this.id = id;
        }
    }

    /** Checks the location. */
    public QueueMessage {
        if (location.isEmpty() || location.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("location must be visible text, was \"" + location + "\"");
        }
        int arrow = location.startsWith("(") ? location.indexOf("->") : -1;
        if (location.indexOf(':', Math.max(0, arrow)) >= 0) {
            throw new IllegalArgumentException("location must not contain a colon, was \"" + location + "\"");
        }
    }

    /** With an event of text, sent as UTF-8. */
    public static QueueMessage of(Kind kind, String location, String event) {
        return new QueueMessage(kind, location, RawText.of(event));
    }

    /** The bytes of the datagram, without the NUL. */
    public RawText text() {
        byte[] head = RawText.fromLossless(kind.id + ":" + location + ":").bytes();
        byte[] bytes = new byte[head.length + event.length()];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(event.bytes(), 0, bytes, head.length, event.length());
        return RawText.of(bytes);
    }
}
