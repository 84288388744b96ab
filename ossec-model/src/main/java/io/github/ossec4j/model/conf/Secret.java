package io.github.ossec4j.model.conf;

/**
 * A password, a key or an address that works like one: {@link #toString()} does not show it.
 *
 * @param value the secret itself
 */
public record Secret(String value) {
    /** Always the same text. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
