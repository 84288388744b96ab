package io.github.ossec4j.model.alerts;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alert: the rule that matched, where the event came from, and its text.
 *
 * <p>It is read from {@code alerts.log} or from {@code alerts.json}, which have different parts of it. The texts come
 * from monitored machines and may contain anything, also what looks like another part of an alert.
 *
 * @param id the seconds and a number, such as {@code 1476712802.275}: the argument of active responses; empty in
 *     {@code alerts.json} of releases before 3.0
 * @param time when the manager received the event, to the second
 * @param rule what matched
 * @param origin the parsed location
 * @param fields what the decoder extracted from the event
 * @param log the lines of the event, then those of the earlier events that a composite rule counted, newest first;
 *     nothing separates them. Empty lines at the end are omitted
 * @param place where the alert is in its file, and how it is written there
 * @param details the members of {@code alerts.json} without a component here, under OSSEC's names, such as
 *     {@code srcuser}, {@code url} and {@code decoder}; empty for {@code alerts.log}
 */
public record Alert(
        Optional<String> id,
        Instant time,
        AlertRule rule,
        AlertOrigin origin,
        AlertFields fields,
        List<RawText> log,
        Place place,
        Map<String, RawText> details) {
    private static final RawText PREVIOUS_OUTPUT = RawText.of("Previous output:");
    private static final String SYSCHECK = "syscheck";
    private static final String ROOTCHECK = "rootcheck";

    /**
     * Where an alert is in its file, uncompressed if that is a gzip file, and how it is written there.
     *
     * @param offset 0-based, of the header's first byte
     * @param length in bytes, up to the next alert or the end of the file
     * @param localTime the time as written, such as {@code 2016 Oct 17 14:00:02}, in the zone of the manager; ambiguous in the
     *     hour that a change of the clock repeats
     * @param location the origin as written; OSSEC 4.3 writes some twice
     * @param isMailed whether the rule asks for mail, even if none was sent; false in {@code alerts.json}, which lacks it
     * @param isCut whether the text has exactly the length at which OSSEC cuts it
     * @param isComplete false for a last alert without the empty line that ends it
     * @param isDisplaced whether the number in the id is not the position, in a file where others are, as in releases before
     *     3.0: somebody may have forged it by logging text that looks like an alert, or the file was emptied before it
     */
    public record Place(
            long offset,
            long length,
            String localTime,
            RawText location,
            boolean isMailed,
            boolean isCut,
            boolean isComplete,
            boolean isDisplaced) {}

    /** Copies the lists. */
    public Alert {
        log = List.copyOf(log);
        details = Map.copyOf(details);
    }

    /** The time as written, see {@link Place#localTime()}. */
    public String localTime() {
        return place.localTime();
    }

    /** The origin as written, see {@link Place#location()}. */
    public RawText location() {
        return place.location();
    }

    /** Whether the rule asks for mail, see {@link Place#isMailed()}. */
    public boolean isMailed() {
        return place.isMailed();
    }

    /** Whether the text was probably cut, see {@link Place#isCut()}. */
    public boolean isCut() {
        return place.isCut();
    }

    /** The first line of the event; empty if it has none. */
    public RawText message() {
        return log.isEmpty() ? RawText.EMPTY : log.get(0);
    }

    /** The earlier output of a command whose output differs; empty if the alert has no such part. */
    public Optional<List<RawText>> previousOutput() {
        int at = log.indexOf(PREVIOUS_OUTPUT);
        return at < 0 ? Optional.empty() : Optional.of(log.subList(at + 1, log.size()));
    }

    /** What happened to a file, if a rule of the group {@code syscheck} reports that. */
    public Optional<IntegrityChange> change() {
        return rule.isIn(SYSCHECK) ? IntegrityChange.parse(log) : Optional.empty();
    }

    /** What policy checks found, if a rule of the group {@code rootcheck} reports it. */
    public Optional<PolicyFinding> finding() {
        return rule.isIn(ROOTCHECK) && !log.isEmpty() ? Optional.of(PolicyFinding.parse(log.get(0))) : Optional.empty();
    }

    /**
     * The requirements that a finding of policy checks violates, by standard: {@code {PCI_DSS: 2.2.4, 8.1}} is
     * {@code PCI_DSS} with two requirements. In the order of the text.
     */
    public Map<String, List<String>> compliance() {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        if (rule.isIn(ROOTCHECK)) {
            for (ComplianceTag tag : PolicyFinding.tagsIn(message())) {
                if (consistsOf(tag.standard(), "_") && consistsOf(tag.requirement(), "_., ")) {
                    List<String> values = tags.computeIfAbsent(tag.standard(), standard -> new ArrayList<>());
                    for (String value : tag.requirement().split(",", -1)) {
                        values.add(value.strip());
                    }
                }
            }
        }
        return tags;
    }

    /** Whether these are ASCII letters, digits and the other characters. */
    private static boolean consistsOf(String text, String others) {
        return text.chars().allMatch(c -> isIn((char) c, others));
    }

    private static boolean isIn(char c, String others) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }
}
