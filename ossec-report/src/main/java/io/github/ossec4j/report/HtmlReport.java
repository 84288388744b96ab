package io.github.ossec4j.report;

import io.github.ossec4j.api.Report;
import io.github.ossec4j.report.page.Page;
import io.github.ossec4j.report.page.ReportBody;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A {@link Report} as one HTML file, to read in a browser, on a phone, with a screen reader or on paper.
 *
 * <pre>{@code
 * Report report = Ossec.open(Path.of("/var/ossec")).report().read();
 * try (OutputStream file = Files.newOutputStream(Path.of("report.html"))) {
 *     HtmlReport.of(report).writeTo(file);
 * }
 * }</pre>
 *
 * <p>The file needs nothing from outside and has no scripts; its Content Security Policy forbids both. Names, paths and
 * findings are escaped for the place where they stand, and characters that cannot be seen are shown. Long lists are
 * limited, and say how many entries there are besides.
 *
 * <p>Immutable.
 */
public final class HtmlReport {
    private final Page page;

    private HtmlReport(Page page) {
        this.page = page;
    }

    /** The page of a report. */
    public static HtmlReport of(Report report) {
        var body = new ReportBody(report);
        return new HtmlReport(Page.of(body.title(), body));
    }

    /** Writes the page in UTF-8; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        page.writeTo(out);
    }
}
