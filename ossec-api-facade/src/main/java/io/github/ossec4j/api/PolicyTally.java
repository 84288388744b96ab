package io.github.ossec4j.api;

import io.github.ossec4j.api.Report.OtherFinding;
import io.github.ossec4j.api.Report.Policy;
import io.github.ossec4j.api.Report.Requirement;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The outstanding findings of agents, by the rules of standards that they violate. One thread at a time. */
final class PolicyTally {
    private static final int MOST_REQUIREMENTS = 500;
    private static final int MOST_OTHERS = 100;

    /** Of texts, so that endless ones do not fill the memory. */
    private static final int LONGEST_TEXT = 512;

    private final Frequencies<ComplianceTag> requirements = new Frequencies<>(
            Frequencies.CAPACITY,
            Comparator.comparing(ComplianceTag::standard).thenComparing(ComplianceTag::requirement));
    private final Frequencies<String> others =
            new Frequencies<>(Frequencies.CAPACITY, Comparator.<String>naturalOrder());
    private long outstanding;

    /** Counts the findings of an agent, whose number distinguishes it from others, up to where they can be read. */
    void read(AgentHandle agent, int number) {
        try (RecordStream<RootcheckEvent> findings = agent.findings()) {
            for (RootcheckEvent event : findings) {
                if (event.status() == RootcheckEvent.Status.OUTSTANDING) {
                    count(event.finding(), number);
                }
            }
        }
    }

    /** How many findings are outstanding, so far. */
    long outstanding() {
        return outstanding;
    }

    private void count(PolicyFinding finding, int agent) {
        outstanding++;
        String title = shortened(finding.title());
        if (finding.tags().isEmpty()) {
            others.add(title, agent);
        }
        finding.tags().stream()
                .flatMap(PolicyTally::single)
                .distinct()
                .forEach(tag -> requirements.add(tag, agent, title));
    }

    /** One tag for each requirement: {@code {PCI_DSS: 6.5, 6.6}} has two. */
    private static Stream<ComplianceTag> single(ComplianceTag tag) {
        String standard = shortened(tag.standard());
        List<String> numbers = List.of(tag.requirement().split(", *"));
        boolean isList = numbers.stream().allMatch(number -> !number.isEmpty() && Character.isDigit(number.charAt(0)));
        return isList
                ? numbers.stream().map(number -> new ComplianceTag(standard, shortened(number)))
                : Stream.of(new ComplianceTag(standard, shortened(tag.requirement())));
    }

    /** The text, without its end if it is long. */
    static String shortened(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(LONGEST_TEXT - 1, 0)) + "…";
    }

    /** Adds what was counted of other agents. */
    void addAll(PolicyTally other) {
        requirements.addAll(other.requirements);
        others.addAll(other.others);
        outstanding += other.outstanding;
    }

    Policy result() {
        return new Policy(
                outstanding,
                requirements
                        .ranking(MOST_REQUIREMENTS)
                        .map(count -> new Requirement(count.key(), count.example(), count.times(), count.agents())),
                others.ranking(MOST_OTHERS).map(count -> new OtherFinding(count.key(), count.times(), count.agents())));
    }
}
