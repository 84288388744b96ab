package io.github.ossec4j.io.rules;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderSet;
import io.github.ossec4j.model.rules.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of decoders that {@code etc/ossec.conf} includes; source: {@code docs/formats/rules.md}.
 *
 * <p>OSSEC refuses to start for a single mistake in any of them. This reader reports it with file and line, and continues.
 */
public final class DecoderFiles {
    private final List<Decoder> decoders = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private DecoderFiles() {}

    /**
     * Reads all files.
     *
     * @param handler receives each mistake; a decoder without a name and a file that is not written in OSSEC's dialect
     *     are left out, everything else is read all the same
     * @throws java.nio.file.AccessDeniedException if the configuration or a directory of decoders may not be read
     * @throws IOException if they cannot be read
     * @throws OssecFormatException if the configuration is not written in OSSEC's dialect
     */
    public static DecoderSet read(OssecHome home, MalformedLineHandler handler) throws IOException {
        var included = IncludedFiles.read(home, handler);
        var reader = new DecoderFiles();
        var errors = new ArrayList<String>(included.decoders().errors());
        var files = new ArrayList<String>();
        for (IncludedFile file : included.decoders().files()) {
            files.add(file.name());
            DialectFile.read(file, handler, errors).ifPresent(reader::read);
        }
        return new DecoderSet(files, reader.decoders, errors);
    }

    private void read(DialectFile source) {
        int position = 0;
        for (ConfigurationElement root : source.roots()) {
            Map<String, String> attributes = DialectFile.lowerCase(root.attributes());
            String name = attributes.get("name");
            if (!root.name().equalsIgnoreCase("decoder") || name == null) {
                source.error(root, "only <decoder> with the attribute name, and <var>");
                continue;
            }
            var details = new ArrayList<Detail>();
            attributes.forEach((attribute, value) -> {
                if (!attribute.equals("name")) {
                    source.problem(root, "no attribute of <decoder> but name");
                    details.add(Detail.of(attribute, value));
                }
            });
            root.children().forEach(child -> details.add(DialectFile.detail(child)));
            var decoder = new Decoder(name, source.name(), root.lineNumber(), position, details);
            check(decoder, root, source);
            decoders.add(decoder);
            position++;
        }
    }

    private void check(Decoder decoder, ConfigurationElement element, DialectFile source) {
        Optional<String> parent = decoder.parent();
        if (parent.isPresent() && !names.contains(parent.get())) {
            source.problem(element, "a parent that is defined before");
        }
        boolean isMoreOfFirst = parent.isPresent()
                && !decoder.details("regex").isEmpty()
                && decoder.details("prematch").isEmpty()
                && decoder.details("fts").isEmpty();
        if (!names.add(decoder.name()) && !isMoreOfFirst) {
            source.problem(element, "a name of its own, or a child with a regex and neither prematch nor fts");
        }
    }
}
