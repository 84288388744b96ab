package io.github.ossec4j.report.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A bar that shows into which parts a whole is divided, with its numbers beside the names of the parts.
 *
 * @param id starts the ids of its elements; each chart of a page has its own
 * @param title what the whole is
 * @param parts the parts, in order
 */
public record ShareChart(String id, String title, List<Part> parts) implements Content {
    /** Copies the list. */
    public ShareChart {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param name what it is
     * @param value how many
     * @param color its color
     */
    public record Part(String name, long value, Tone color) {
        String tone() {
            return color.cssClass();
        }

        String grouped() {
            return Numbers.grouped(value);
        }
    }

    /** A part as it is drawn, in percent of the width. */
    record Drawn(String tone, String x, String width) {}

    List<Drawn> drawnParts() {
        long whole = parts.stream().mapToLong(Part::value).sum();
        var drawn = new ArrayList<Drawn>();
        double x = 0;
        for (Part part : parts) {
            if (part.value() > 0) {
                double width = 100.0 * part.value() / whole;
                drawn.add(new Drawn(part.tone(), Numbers.coordinate(x), Numbers.coordinate(width)));
                x += width;
            }
        }
        return drawn;
    }

    String description() {
        return parts.stream().map(part -> part.name() + ": " + part.grouped()).collect(Collectors.joining(", "));
    }

    @Override
    public void writeTo(TemplateOutput output) {
        JtesharesGenerated.render((HtmlTemplateOutput) output, Plain.ELEMENTS, this);
    }
}
