package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderFilter;
import io.github.ossec4j.model.rules.DecoderSet;
import io.github.ossec4j.model.rules.Detail;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the decoders of the analysis daemon, or shows those of one name. */
@Command(
        name = "decoders",
        description = {
            "Lists the decoders that the configuration includes, in the order of loading. With a NAME, shows the details of"
                    + " all decoders of that name.",
            "JSON: an object with decoder_files, decoders, and decoders_error if a file cannot be read; each decoder has"
                    + " name, file, position and details. JSON Lines: such decoders. CSV: name, parent, order, file and"
                    + " position."
        })
final class DecodersCommand extends HomeCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The name of a decoder.")
    private @Nullable String name;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Only decoders of this file: its name, or its path in the home.")
    private @Nullable String file;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only decoders whose name or details contain this text, in any letter case.")
    private @Nullable String search;

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    int run(Session session) throws IOException {
        DecoderSet decoders = session.ossec().decoders().read();
        List<Decoder> wanted = decoders.decoders().stream().filter(filter()).toList();
        if (name != null && wanted.isEmpty()) {
            throw new OssecException("no decoder has the name '" + name + "'");
        }
        if (format.isJson()) {
            write(session, decoders, wanted);
        } else if (name != null && format.isTable()) {
            for (Decoder decoder : wanted) {
                show(session, decoder);
            }
        } else {
            format.print(session, wanted, new Decoders());
        }
        return ExitStatus.ANSWERED;
    }

    private DecoderFilter filter() {
        DecoderFilter filter = DecoderFilter.all();
        if (name != null) {
            filter = filter.name(LocaleArgument.lossless(name));
        }
        if (file != null) {
            filter = filter.file(LocaleArgument.lossless(file));
        }
        return search == null ? filter : filter.text(LocaleArgument.lossless(search));
    }

    private static void write(Session session, DecoderSet decoders, List<Decoder> wanted) throws IOException {
        var listing = new Decoders();
        try (Json json = session.json()) {
            json.object();
            RuleListing.texts(json, "decoder_files", decoders.files());
            json.array("decoders");
            wanted.forEach(decoder -> listing.write(json, decoder));
            json.endArray();
            if (!decoders.errors().isEmpty()) {
                json.member("decoders_error", DisplayText.name(String.join("; ", decoders.errors())));
            }
            json.endObject();
        }
    }

    private static void show(Session session, Decoder decoder) throws IOException {
        try (Table table = session.table(Column.text("DECODER"), Column.prose(DisplayText.name(decoder.name())))) {
            table.row("File", DisplayText.name(decoder.file()) + ":" + decoder.lineNumber());
            table.row("Position", decoder.position());
            for (Detail detail : decoder.details()) {
                table.row(DisplayText.name(detail.name()), DisplayText.name(detail.value()));
                for (var attribute : detail.attributes().entrySet()) {
                    table.row(
                            DisplayText.name(detail.name() + "@" + attribute.getKey()),
                            DisplayText.name(attribute.getValue()));
                }
            }
        }
    }

    private static final class Decoders implements Listing<Decoder> {
        @Override
        public List<Column> columns() {
            return List.of(Column.text("DECODER"), Column.text("PARENT"), Column.prose("ORDER"), Column.path("FILE"));
        }

        @Override
        public Object[] row(Decoder decoder, Times times) {
            return new Object[] {
                DisplayText.name(decoder.name()),
                decoder.parent().map(DisplayText::name).orElse("-"),
                decoder.order().isEmpty() ? "-" : DisplayText.name(String.join(", ", decoder.order())),
                DisplayText.name(decoder.file())
            };
        }

        @Override
        public void write(Json out, Decoder decoder) {
            out.object()
                    .member("name", DisplayText.name(decoder.name()))
                    .member("file", DisplayText.name(decoder.file()))
                    .member("position", decoder.position());
            RuleListing.details(out, decoder.details(), true);
            out.endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("name", "parent", "order", "file", "position");
        }

        @Override
        public Object[] csvRow(Decoder decoder) {
            return new Object[] {
                DisplayText.name(decoder.name()),
                decoder.parent().map(DisplayText::name),
                DisplayText.name(String.join("; ", decoder.order())),
                DisplayText.name(decoder.file()),
                decoder.position()
            };
        }
    }
}
