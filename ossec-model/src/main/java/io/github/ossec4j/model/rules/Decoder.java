package io.github.ossec4j.model.rules;

import java.util.List;
import java.util.Optional;

/**
 * A decoder of the analysis daemon.
 *
 * @param name several decoders may have the same
 * @param file where the decoder is, relative to the home, with slashes
 * @param lineNumber 1-based line of the file
 * @param position how many decoders are before it in the file
 * @param details its elements, and other attributes, in the order of the file
 */
public record Decoder(String name, String file, int lineNumber, int position, List<Detail> details) {
    /** Copies the list. */
    public Decoder {
        details = List.copyOf(details);
    }

    /** The values of all details of this name, in order. */
    public List<String> details(String detailName) {
        return Detail.values(details, detailName);
    }

    /** The name of the decoder that must match first; empty for a decoder that is tried by itself. */
    public Optional<String> parent() {
        return details("parent").stream().findFirst();
    }

    /** The fields that its expressions find, such as {@code srcip}, in order. */
    public List<String> order() {
        return List.copyOf(Rule.names(String.join(",", details("order"))));
    }
}
