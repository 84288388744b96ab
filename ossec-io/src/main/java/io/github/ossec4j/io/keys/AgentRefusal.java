package io.github.ossec4j.io.keys;

/** Why an agent cannot be enrolled. */
public enum AgentRefusal {
    /** A living agent has the name. */
    NAME_TAKEN(75, "Name already present"),
    /** Names have 2 to 128 letters, digits, hyphens, underscores and full stops. */
    INVALID_NAME(76, "Invalid name for agent"),
    /** The address is neither {@code any} nor one that exists, or the release cannot read it. */
    INVALID_ADDRESS(77, "Invalid IP for agent"),
    /** A living agent has the address, which is neither {@code any} nor a network. */
    ADDRESS_TAKEN(79, "Duplicated IP for agent");

    private final int errorCode;
    private final String message;

    AgentRefusal(int errorCode, String message) {
        this.errorCode = errorCode;
        this.message = message;
    }

    /** The number by which OSSEC's tools call it. */
    public int errorCode() {
        return errorCode;
    }

    /** The words of OSSEC's tools. */
    public String message() {
        return message;
    }
}
