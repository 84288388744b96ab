package io.github.ossec4j.model;

/**
 * An agent's number, the first field of {@code etc/client.keys}.
 *
 * @param number 0 for the manager itself, 1 and up for agents
 */
public record AgentId(int number) implements Comparable<AgentId> {
    /** The manager, which OSSEC counts as agent {@code 000}. */
    public static final AgentId MANAGER = new AgentId(0);

    /** How many digits {@link #parse} accepts. */
    public static final int MAXIMUM_DIGITS = 8;

    /** Checks the number. */
    public AgentId {
        if (number < 0) {
            throw new IllegalArgumentException("agent id must be 0 or more, was " + number);
        }
    }

    /** The id with this number. */
    public static AgentId of(int number) {
        return new AgentId(number);
    }

    /**
     * Reads one to eight decimal digits; leading zeros are ignored, so {@code "007"} and {@code "7"} are equal.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static AgentId parse(CharSequence digits) {
        if (digits.length() == 0 || digits.length() > MAXIMUM_DIGITS) {
            throw new IllegalArgumentException("agent id must have 1 to 8 digits, was \"" + digits + "\"");
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw new IllegalArgumentException("agent id must be digits, was \"" + digits + "\"");
            }
            number = number * 10 + (c - '0');
        }
        return new AgentId(number);
    }

    /** Whether this is the manager itself. */
    public boolean isManager() {
        return number == 0;
    }

    @Override
    public int compareTo(AgentId other) {
        return Integer.compare(number, other.number);
    }

    /** At least three digits, as OSSEC writes it: {@code 007}. */
    @Override
    public String toString() {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 3 - digits.length())) + digits;
    }
}
