package io.github.ossec4j.spark;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Typed values and rows of Spark as the same text, so that they can be compared. */
final class Shown {
    private Shown() {}

    /** The values of a row. */
    static String row(Row row) {
        return values(CollectionConverters.asJava(row.toSeq()).toArray());
    }

    private static String values(@Nullable Object... values) {
        return Arrays.stream(values).map(Shown::value).collect(Collectors.joining("|"));
    }

    private static String value(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return value(optional.orElse(null));
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? Long.toString(optional.getAsLong()) : "null";
        }
        if (value instanceof RawText text) {
            return text.display();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof Row row) {
            return "(" + row(row) + ")";
        }
        if (value instanceof scala.collection.Seq<?> list) {
            return value(CollectionConverters.asJava(list));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Shown::value).toList().toString();
        }
        return String.valueOf(value);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The columns of the table of files from the path on. */
    static String entry(SyscheckEntry entry) {
        Optional<FileAttributes> state = entry.attributes();
        Optional<FileAttributes.WazuhAttributes> wazuh = state.flatMap(FileAttributes::wazuh);
        return values(
                entry.path(),
                entry.recorded(),
                state.map(FileAttributes::size),
                state.flatMap(FileAttributes::mode).map(FileMode::bits),
                state.map(FileAttributes::owner),
                state.map(FileAttributes::group),
                state.flatMap(FileAttributes::md5),
                state.flatMap(FileAttributes::sha1),
                state.flatMap(FileAttributes::sha256),
                entry.changes().minimum(),
                entry.isSuperseded(),
                entry.isDeletion(),
                wazuh.map(FileAttributes.WazuhAttributes::ownerName),
                wazuh.map(FileAttributes.WazuhAttributes::groupName),
                wazuh.flatMap(FileAttributes.WazuhAttributes::modified),
                wazuh.map(FileAttributes.WazuhAttributes::inode).orElse(OptionalLong.empty()));
    }

    /** The columns of the table of changes from the path on. */
    static String change(FileChange change) {
        return values(
                change.path(),
                change.at(),
                lower(change.kind()),
                change.changed().stream().sorted().map(Shown::lower).toList(),
                state(change.before()),
                state(change.after()));
    }

    private static String state(Optional<FileAttributes> state) {
        return state.map(known -> "("
                        + values(
                                known.size(),
                                known.mode().map(FileMode::bits),
                                known.owner(),
                                known.group(),
                                known.md5(),
                                known.sha1(),
                                known.sha256())
                        + ")")
                .orElse("null");
    }

    /** The columns of the table of policies from the text on. */
    static String event(RootcheckEvent event) {
        PolicyFinding finding = event.finding();
        return values(
                event.text(),
                event.firstSeen(),
                event.lastSeen(),
                lower(event.status()),
                finding.category(),
                RawText.fromLossless(finding.title()),
                finding.file(),
                finding.reference(),
                finding.tags().stream()
                        .map(tag -> "(" + tag.standard() + "|" + tag.requirement() + ")")
                        .toList());
    }

    /** The columns of the table of alerts from the id on. */
    static String alert(Alert alert) {
        return values(
                alert.id(),
                alert.time(),
                alert.rule().id(),
                alert.rule().level(),
                alert.rule().description(),
                alert.rule().groups(),
                alert.origin().name().isEmpty()
                        ? Optional.empty()
                        : alert.origin().name(),
                alert.origin().source(),
                alert.location(),
                alert.fields().sourceAddress(),
                alert.fields().sourcePort(),
                alert.fields().destinationAddress(),
                alert.fields().destinationPort(),
                alert.fields().user(),
                alert.log(),
                alert.isMailed(),
                alert.place().isDisplaced());
    }

    /** The columns of the table of statistics from the day on. */
    static Stream<String> hours(LocalDate day, List<HourlyTotals> totals) {
        return totals.stream()
                .map(hour -> values(
                        day,
                        hour.hour(),
                        hour.alerts(),
                        hour.events(),
                        hour.syscheck(),
                        hour.firewall(),
                        hour.rules().stream()
                                .map(rule -> "(" + values(rule.rule(), rule.level(), rule.times()) + ")")
                                .toList()));
    }
}
