package io.github.ossec4j.report.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;

/**
 * A bar in a cell of a table, beside the number that it shows.
 *
 * @param value the number
 * @param highest the highest number of the column
 * @param color its color
 */
public record Bar(long value, long highest, Tone color) implements Content {
    String tone() {
        return color.cssClass();
    }

    String width() {
        return Numbers.coordinate(highest <= 0 ? 0 : 100.0 * value / highest);
    }

    @Override
    public void writeTo(TemplateOutput output) {
        JtebarGenerated.render((HtmlTemplateOutput) output, Plain.ELEMENTS, this);
    }
}
