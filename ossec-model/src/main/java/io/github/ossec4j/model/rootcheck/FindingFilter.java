package io.github.ossec4j.model.rootcheck;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which findings are wanted: those that meet all of these conditions.
 *
 * <pre>{@code
 * FindingFilter filter = FindingFilter.all().status(RootcheckEvent.Status.OUTSTANDING).tag("PCI_DSS", "2.2");
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FindingFilter implements Predicate<RootcheckEvent> {
    private static final FindingFilter ALL = new FindingFilter(event -> true);

    private final Predicate<RootcheckEvent> conditions;

    private FindingFilter(Predicate<RootcheckEvent> conditions) {
        this.conditions = conditions;
    }

    /** Every finding. */
    public static FindingFilter all() {
        return ALL;
    }

    /** Only findings with this status. */
    public FindingFilter status(RootcheckEvent.Status status) {
        return with(event -> event.status() == status);
    }

    /** Only findings that violate a rule of this standard, in any letter case: {@code CIS}, {@code PCI_DSS}. */
    public FindingFilter standard(String standard) {
        return with(event -> event.finding().tags().stream().anyMatch(tag -> isOf(tag, standard)));
    }

    /**
     * Only findings that violate this requirement of a standard or a part of it: {@code 2.2} also finds {@code 2.2.4} and
     * {@code 2.2 Debian Linux}, but not {@code 2.20}.
     */
    public FindingFilter tag(String standard, String requirement) {
        return with(event -> event.finding().tags().stream()
                .anyMatch(tag -> isOf(tag, standard) && isPart(tag.requirement(), requirement)));
    }

    /** A tag may list several requirements, separated by commas. */
    private static boolean isPart(String requirements, String wanted) {
        for (String requirement : requirements.split(",", -1)) {
            String text = requirement.strip();
            if (text.startsWith(wanted)
                    && (text.length() == wanted.length() || !Character.isLetterOrDigit(text.charAt(wanted.length())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(ComplianceTag tag, String standard) {
        return tag.standard().equalsIgnoreCase(standard);
    }

    /** Only findings last seen at this time or later; not those without a time. */
    public FindingFilter since(Instant start) {
        return with(
                event -> event.lastSeen().filter(time -> !time.isBefore(start)).isPresent());
    }

    /**
     * Only findings last seen before this time; not those without a time.
     *
     * @param end exclusive
     */
    public FindingFilter until(Instant end) {
        return with(event -> event.lastSeen().filter(time -> time.isBefore(end)).isPresent());
    }

    private FindingFilter with(Predicate<RootcheckEvent> condition) {
        return new FindingFilter(conditions.and(condition));
    }

    /** Whether the finding is wanted. */
    @Override
    public boolean test(RootcheckEvent event) {
        return conditions.test(event);
    }
}
