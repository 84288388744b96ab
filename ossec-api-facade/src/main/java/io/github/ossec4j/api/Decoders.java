package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.rules.DecoderFiles;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderFilter;
import io.github.ossec4j.model.rules.DecoderSet;
import java.util.List;

/** The decoders of the analysis daemon, as it would load them now. Read only. Safe to share. */
public final class Decoders {
    private final Ossec ossec;

    Decoders(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * Everything, in the order of loading. Each mistake in a file goes to the handler of malformed lines; {@link
     * DecoderSet#errors()} has those that leave something out.
     *
     * @throws AccessRefusedException if the configuration or a directory that it includes may not be read
     * @throws OssecFormatException if the configuration is not well-formed
     */
    public DecoderSet read() {
        return Failures.reading(ossec.home().root(), () -> DecoderFiles.read(ossec.home(), ossec.malformedLines()));
    }

    /**
     * The wanted decoders, in the order of loading; {@code GET /decoders}, {@code GET /decoders/:decoder_name}. Errors as
     * in {@link #read()}.
     */
    public List<Decoder> list(DecoderFilter filter) {
        return read().decoders().stream().filter(filter).toList();
    }
}
