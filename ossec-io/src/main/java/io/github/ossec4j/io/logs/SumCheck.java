package io.github.ossec4j.io.logs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Whether the sum that was made of a log when its day was over still fits: the log to its digests, and the sum before to
 * those of the chain.
 *
 * @param log which log
 * @param day which day
 * @param file the file with the sum
 * @param content whether the log is as it was
 * @param chain whether the sum before is as it was
 * @param previous the day of the sum before, as far as this one names it
 */
public record SumCheck(
        DailyLog log, LocalDate day, Path file, Content content, Chain chain, Optional<LocalDate> previous) {
    /** Whether the log of the day is as it was. */
    public enum Content {
        /** It has the digests that were recorded. */
        OK,
        /** It has others. */
        CHANGED,
        /** It is gone. */
        MISSING,
        /** There was none, and there is none: the day had no events, or the log was off. */
        ABSENT_WHEN_SIGNED,
        /** There was none when the sum was made. */
        APPEARED_LATER,
        /** It cannot be read, or the sum does not have the form of one. */
        UNREADABLE
    }

    /** Whether the sum before is as it was. */
    public enum Chain {
        /** It has the digests that were recorded. */
        OK,
        /** It has others. */
        CHANGED,
        /** It is gone. */
        MISSING,
        /** There was none: the chain starts here, on the first day or after one on which {@code ossec-monitord} did not run. */
        START,
        /** The sum names itself: {@code ossec-monitord} made it hours late, and the chain starts here. */
        ITSELF,
        /** There was none when this sum was made. */
        APPEARED_LATER,
        /** It cannot be read, or this sum does not have the form of one. */
        UNREADABLE
    }

    /** Whether nothing contradicts the sum. */
    public boolean isIntact() {
        return (content == Content.OK || content == Content.ABSENT_WHEN_SIGNED)
                && (chain == Chain.OK || chain == Chain.START || chain == Chain.ITSELF);
    }
}
