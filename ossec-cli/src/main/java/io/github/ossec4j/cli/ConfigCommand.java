package io.github.ossec4j.cli;

import io.github.ossec4j.api.Manager;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the manager's configuration. */
@Command(name = "config", description = "Shows etc/ossec.conf, passwords included, or parts of it.")
final class ConfigCommand extends HomeCommand {
    private static final String INDENT = "  ";

    @Parameters(index = "0", arity = "0..1", paramLabel = "SECTION", description = "Only sections of this name.")
    private @Nullable String section;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FIELD",
            description = "Only elements of this name in those sections.")
    private @Nullable String field;

    @Option(names = "--json", description = "Print an array of objects with name, line, attributes, text and children.")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        List<ConfigurationElement> elements = elements(session.ossec().manager());
        if (json) {
            try (Json out = session.json()) {
                out.array();
                elements.forEach(element -> write(out, element));
                out.endArray();
            }
            return ExitStatus.ANSWERED;
        }
        if (elements.isEmpty()) {
            session.terminal().complain("the configuration has no element of that name");
        }
        Writer out =
                new BufferedWriter(new OutputStreamWriter(session.terminal().out(), Terminal.CHARSET));
        for (ConfigurationElement element : elements) {
            show(out, element, 0);
        }
        out.flush();
        return ExitStatus.ANSWERED;
    }

    private List<ConfigurationElement> elements(Manager manager) {
        if (section == null) {
            return manager.configuration().roots().stream()
                    .flatMap(root -> root.children().stream())
                    .toList();
        }
        return field == null ? manager.configuration(section) : manager.configuration(section, field);
    }

    /** {@code name (attribute=value): text}, children indented below. Nesting is limited by the reader. */
    private static void show(Writer out, ConfigurationElement element, int depth) throws IOException {
        for (int i = 0; i < depth; i++) {
            out.append(INDENT);
        }
        out.append(shown(element.name()));
        if (!element.attributes().isEmpty()) {
            String separator = " (";
            for (var attribute : element.attributes().entrySet()) {
                out.append(separator)
                        .append(shown(attribute.getKey()))
                        .append('=')
                        .append(shown(attribute.getValue()));
                separator = ", ";
            }
            out.append(')');
        }
        String text = element.text().strip();
        if (!text.isEmpty()) {
            out.append(": ").append(shown(text));
        }
        out.append('\n');
        for (ConfigurationElement child : element.children()) {
            show(out, child, depth + 1);
        }
    }

    private static String shown(String text) {
        return DisplayText.escaped(DisplayText.name(text));
    }

    private static void write(Json out, ConfigurationElement element) {
        out.object()
                .member("name", DisplayText.name(element.name()))
                .member("line", element.lineNumber())
                .object("attributes");
        element.attributes().forEach((name, value) -> out.member(DisplayText.name(name), DisplayText.name(value)));
        out.endObject().member("text", DisplayText.name(element.text().strip())).array("children");
        element.children().forEach(child -> write(out, child));
        out.endArray().endObject();
    }
}
