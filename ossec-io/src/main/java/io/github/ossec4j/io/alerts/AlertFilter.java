package io.github.ossec4j.io.alerts;

import com.google.common.base.Ascii;
import io.github.ossec4j.io.line.AlertText;
import io.github.ossec4j.io.line.AlertText.Field;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts are wanted: those that meet every condition that was set.
 *
 * <pre>{@code
 * AlertFilter filter = AlertFilter.builder().levels(10, Integer.MAX_VALUE).agent("web-01").build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class AlertFilter {
    /** Accepts every alert. */
    public static final AlertFilter ALL = builder().build();

    private final int lowest;
    private final int highest;
    private final long from;
    private final long until;
    private final Set<Integer> rules;
    private final Optional<RawText> agent;
    private final Optional<String> group;
    private final Optional<RawText> sourceAddress;
    private final byte[] text;
    private final boolean isHeadEnough;

    private AlertFilter(Builder builder) {
        lowest = builder.lowest;
        highest = builder.highest;
        from = builder.from;
        until = builder.until;
        rules = Set.copyOf(builder.rules);
        agent = builder.agent;
        group = builder.group;
        sourceAddress = builder.sourceAddress;
        text = builder.text;
        isHeadEnough = agent.isEmpty() && group.isEmpty() && sourceAddress.isEmpty() && text.length == 0;
    }

    /** A filter without conditions yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** From when on alerts are wanted. */
    public Instant from() {
        return Instant.ofEpochSecond(from);
    }

    /** Before when alerts are wanted. */
    public Instant until() {
        return Instant.ofEpochSecond(until);
    }

    /** Whether the alert is wanted. */
    public boolean accepts(Alert alert) {
        return acceptsHead(
                        alert.time().getEpochSecond(),
                        alert.rule().level(),
                        alert.rule().id())
                && (isHeadEnough || acceptsRest(alert));
    }

    private boolean acceptsRest(Alert alert) {
        return (agent.isEmpty() || isOf(alert.origin(), agent.get()))
                && (group.isEmpty() || alert.rule().isIn(group.get()))
                && (sourceAddress.isEmpty()
                        || sourceAddress.equals(alert.fields().sourceAddress()))
                && (text.length == 0 || isTextIn(alert));
    }

    /** The current alert of a cursor; no objects are created. */
    boolean accepts(AlertCursor cursor) {
        return acceptsHead(cursor.epochSecond(), cursor.level(), cursor.ruleId())
                && (isHeadEnough || acceptsRest(cursor));
    }

    private boolean acceptsRest(AlertCursor cursor) {
        byte[] bytes = cursor.buffer();
        return (sourceAddress.isEmpty() || isSource(cursor, sourceAddress.get()))
                && (text.length == 0 || PackedBytes.contains(bytes, cursor.locationStart(), cursor.end(), text))
                && ((agent.isEmpty() && group.isEmpty()) || acceptsRest(cursor.alert()));
    }

    private static boolean isSource(AlertCursor cursor, RawText wanted) {
        int description = cursor.start() + cursor.head().description();
        if (!AlertText.mayHaveSource(wanted, cursor.buffer(), description, cursor.end())) {
            return false;
        }
        int start = cursor.text().start(Field.SOURCE_ADDRESS);
        return start >= 0
                && wanted.equalsRange(cursor.buffer(), start, cursor.text().end(Field.SOURCE_ADDRESS));
    }

    private boolean acceptsHead(long second, int level, int rule) {
        return level >= lowest
                && level <= highest
                && second >= from
                && second < until
                && (rules.isEmpty() || rules.contains(rule));
    }

    private static boolean isOf(AlertOrigin origin, RawText name) {
        return !(origin instanceof AlertOrigin.Relayed) && origin.name().equals(name);
    }

    private boolean isTextIn(Alert alert) {
        return isTextIn(alert.location())
                || isTextIn(alert.rule().description())
                || alert.fields().all().anyMatch(this::isTextIn)
                || alert.log().stream().anyMatch(this::isTextIn);
    }

    private boolean isTextIn(RawText part) {
        byte[] bytes = Arrays.copyOf(part.bytes(), part.length() + Long.BYTES); // the search reads ahead
        return PackedBytes.contains(bytes, 0, part.length(), text);
    }

    /** Collects the conditions of a filter. */
    public static final class Builder {
        private int lowest;
        private int highest = Integer.MAX_VALUE;
        private long from = Instant.MIN.getEpochSecond();
        private long until = Instant.MAX.getEpochSecond();
        private Set<Integer> rules = Set.of();
        private Optional<RawText> agent = Optional.empty();
        private Optional<String> group = Optional.empty();
        private Optional<RawText> sourceAddress = Optional.empty();
        private byte[] text = {};

        private Builder() {}

        /** Only rules of these levels, both inclusive. */
        public Builder levels(int lowestLevel, int highestLevel) {
            lowest = lowestLevel;
            highest = highestLevel;
            return this;
        }

        /** Only at this time or later. */
        public Builder from(Instant time) {
            from = ceiling(time);
            return this;
        }

        /** Only before this time. */
        public Builder until(Instant time) {
            until = ceiling(time);
            return this;
        }

        /** The first second that does not start before this time. */
        private static long ceiling(Instant time) {
            boolean isBetween = time.getNano() > 0 && time.getEpochSecond() < Instant.MAX.getEpochSecond();
            return time.getEpochSecond() + (isBetween ? 1 : 0);
        }

        /** Only these rules; none means all. */
        public Builder rules(Set<Integer> ids) {
            rules = ids;
            return this;
        }

        /** Only events of the agent, or the host, of this name. */
        public Builder agent(String name) {
            agent = Optional.of(RawText.fromLossless(name));
            return this;
        }

        /** Only rules of this group. */
        public Builder group(String name) {
            group = Optional.of(name);
            return this;
        }

        /** Only events with exactly this source address. */
        public Builder sourceAddress(String address) {
            sourceAddress = Optional.of(RawText.fromLossless(address));
            return this;
        }

        /** Only alerts in whose location, description, fields or log this text is, in any letter case of ASCII. */
        public Builder text(String searched) {
            text = RawText.fromLossless(Ascii.toLowerCase(searched)).bytes();
            return this;
        }

        /** The filter. */
        public AlertFilter build() {
            return new AlertFilter(this);
        }
    }
}
