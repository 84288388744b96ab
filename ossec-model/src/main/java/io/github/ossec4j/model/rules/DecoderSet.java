package io.github.ossec4j.model.rules;

import java.util.List;

/**
 * All decoders of a home, as the analysis daemon would load them at this moment.
 *
 * @param files the included files, relative to the home, in the order of loading
 * @param decoders in the order of loading
 * @param errors why files, or parts of them, cannot be read: the daemon would not start
 */
public record DecoderSet(List<String> files, List<Decoder> decoders, List<String> errors) {
    /** Copies the lists. */
    public DecoderSet {
        files = List.copyOf(files);
        decoders = List.copyOf(decoders);
        errors = List.copyOf(errors);
    }
}
