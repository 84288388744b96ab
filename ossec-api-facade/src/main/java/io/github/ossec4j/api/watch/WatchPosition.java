package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Log;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a watch was after an event; {@link #text()} is what to store.
 *
 * <p>A position says up to where each database and log was read, and which agents there were. Its text consists of letters, digits,
 * {@code -} and {@code _}. It has about 7 characters for each database that is not empty, and 1 for each agent: about 60 for
 * 5 databases, 1,000 for 130, 70,000 for 10,000. It is made when it is asked for, in time proportional to that, so ask
 * once for many events rather than for each.
 *
 * <p>Immutable and safe to share. Positions with the same text are equal.
 */
public final class WatchPosition {
    private final ChangeLog log;
    private final int count;
    private final Map<Log, LogPlace> logs;
    private @Nullable String text;

    WatchPosition(ChangeLog log, int count, Map<Log, LogPlace> logs) {
        this.log = log;
        this.count = count;
        this.logs = logs;
    }

    /** What to give to {@link Watch.Builder#from(String)}. */
    public String text() {
        String known = text;
        if (known == null) {
            known = log.after(count).with(logs).text();
            text = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WatchPosition position && position.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
