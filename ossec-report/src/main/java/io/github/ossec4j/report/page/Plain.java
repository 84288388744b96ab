package io.github.ossec4j.report.page;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import java.util.Map;

/** Leaves elements as the templates have them; jte has no such constant. */
final class Plain implements HtmlInterceptor {
    static final Plain ELEMENTS = new Plain();

    private Plain() {}

    @Override
    public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {}
}
