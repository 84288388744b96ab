package io.github.ossec4j.api.rest;

/**
 * A range of levels, {@code 5} or {@code 2-4}.
 *
 * @param lowest inclusive
 * @param highest inclusive
 */
record Range(int lowest, int highest) {
    private static final int HIGHEST_LEVEL = 9999; // a rule has four digits at most

    static Range levels(String text) {
        String[] ends = text.split("-", 2);
        int lowest = Values.number(ends[0], 0, HIGHEST_LEVEL).orElseThrow(Refusal::notALevel);
        int highest = ends.length == 1
                ? lowest
                : Values.number(ends[1], lowest, HIGHEST_LEVEL).orElseThrow(Refusal::notALevel);
        return new Range(lowest, highest);
    }
}
