package io.github.ossec4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.Report;
import io.github.ossec4j.model.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
    private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][^\\s>/]*)([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-z-]+[0-9]?)=\"[^\"]*\"");
    private static final Instant BEFORE_RECORDINGS = Instant.parse("2014-01-01T00:00:00Z");

    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);

    private static final Set<String> ELEMENTS = Set.of(
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "div",
            "header",
            "main",
            "section",
            "footer",
            "h1",
            "h2",
            "h3",
            "p",
            "span",
            "small",
            "b",
            "code",
            "br",
            "dl",
            "dt",
            "dd",
            "ul",
            "li",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "details",
            "summary",
            "svg",
            "desc",
            "g",
            "rect",
            "line",
            "text");

    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "class",
            "id",
            "scope",
            "role",
            "aria-labelledby",
            "aria-hidden",
            "tabindex",
            "width",
            "height",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2");

    @TempDir
    Path directory;

    private static String html(Report report) throws IOException {
        var out = new ByteArrayOutputStream();
        HtmlReport.of(report).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String fleet() throws IOException {
        Homes.writeFleet(directory);
        return html(Homes.open(directory).report().read());
    }

    /** Whatever is in a page, its elements and attributes are those of the templates. */
    private static void requireOnlyOurMarkup(String html) {
        String body = STYLE.matcher(html).replaceFirst("");
        String rest = TAG.matcher(body).replaceAll(tag -> {
            assertThat(ELEMENTS).contains(tag.group(1).replace("/", ""));
            String left = ATTRIBUTE.matcher(tag.group(2)).replaceAll(attribute -> {
                assertThat(ATTRIBUTES).contains(attribute.group(1));
                return "";
            });
            assertThat(left.strip()).isIn("", "/", "html");
            return "";
        });
        assertThat(rest).doesNotContain("<").doesNotContain(">");
    }

    @Test
    void hostileTextsStayText() throws IOException {
        Hostile.write(directory);
        Report report = Homes.open(directory).report().title(Hostile.TITLE).read();
        assertThat(report.agents()).hasSize(1 + Hostile.TEXTS.size());
        String html = html(report);
        requireOnlyOurMarkup(html);
        assertThat(html).contains("<title>&lt;/title&gt;&lt;script&gt;").contains("exe\\u202egnp.txt");
        for (String text : Hostile.TEXTS) {
            assertThat(html).contains(escaped(VisibleText.of(text)));
        }
    }

    /** As the template library escapes text. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The homes that the original was recorded with, with whatever names and bytes they have. */
    @ParameterizedTest
    @ValueSource(strings = {"rest", "rest43"})
    void homesOfTheRecordings(String set) throws IOException {
        Path zip = Path.of("../ossec-api-facade/src/test/resources/golden/" + set + ".zip");
        int reports = 0;
        try (FileSystem recordings = FileSystems.newFileSystem(zip)) {
            List<Path> homes;
            try (Stream<Path> cases = Files.list(recordings.getPath(set))) {
                homes = cases.map(each -> each.resolve("home"))
                        .filter(Files::isDirectory)
                        .toList();
            }
            for (Path home : homes) {
                Ossec ossec = Homes.open(home);
                requireOnlyOurMarkup(
                        html(ossec.report().since(BEFORE_RECORDINGS).read()));
                reports++;
            }
        }
        assertThat(reports).isGreaterThan(20);
    }

    @Test
    void nothingComesFromOutside() throws IOException {
        String html = fleet();
        assertThat(html).doesNotContain("://").doesNotContain("url(").doesNotContain("@import");
        assertThat(html).contains("default-src &#39;none&#39;; style-src &#39;sha256-");
    }

    private static long count(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().count();
    }

    @Test
    void everybodyCanReadIt() throws IOException {
        String html = fleet();
        assertThat(count(html, "<table>")).isEqualTo(count(html, "<caption>")).isGreaterThan(6);
        assertThat(count(html, "<th[ >]")).isEqualTo(count(html, "<th scope=\"(col|row)\""));
        assertThat(count(html, "<svg "))
                .isEqualTo(count(html, "<svg (role=\"img\" aria-labelledby=|class=\"[a-z]+\" aria-hidden=\"true\")"));
        assertThat(count(html, "role=\"img\"")).isEqualTo(count(html, "<desc id="));
        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(id -> id.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void longListsSayHowMuchMoreThereIs() throws IOException {
        assertThat(fleet()).contains("<p class=\"more\">and 26 other agents</p>");
    }

    @Test
    void aLongPeriodHasFewColumns() throws IOException {
        Homes.writeFleet(directory);
        String html = html(Homes.open(directory).report().since(Instant.EPOCH).read());
        assertThat(html).contains("File changes per 336 days").contains(">Jan 1970<");
        assertThat(count(html, "<g>")).isLessThanOrEqualTo(62 + 62 + 24 + 24);
    }

    @Test
    void anEmptyHome() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.createFile(directory.resolve("etc/ossec.conf"));
        Files.createDirectories(directory.resolve("queue"));
        String html = html(Homes.open(directory).report().read());
        requireOnlyOurMarkup(html);
        assertThat(html)
                .contains("No file changed.")
                .contains("No finding is outstanding.")
                .contains("There are no alerts in the daily files of this time.")
                .contains("The manager has no statistics of this time.")
                .contains("Everything was read.");
    }
}
