package io.github.ossec4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.VisibleText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser loads the pages. {@code -Dscreenshot.write=true} makes the picture of the README. */
class BrowserTest {
    private static final Path PICTURE = Path.of("../docs/report.png");

    private static Optional<Browser> installed = Optional.empty();

    @TempDir
    Path directory;

    @BeforeAll
    static void findBrowser() {
        installed = Browser.installed();
        assumeTrue(installed.isPresent(), "there is no Chromium: no page is opened in a browser");
    }

    private Path page(Ossec ossec, String title) throws IOException {
        Path page = directory.resolve("report.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            HtmlReport.of(ossec.report().title(title).read()).writeTo(out);
        }
        return page;
    }

    private Browser.Visit open(Path page, String... options) throws IOException, InterruptedException {
        return installed.orElseThrow().open(page, Files.createDirectories(directory.resolve("browser")), options);
    }

    @Test
    void pictureOfTheReadme() throws Exception {
        assumeTrue(Boolean.getBoolean("screenshot.write"), "the picture is only made on request");
        Path home = directory.resolve("home");
        Homes.writeFleet(home);
        Path page = page(Homes.open(home), "Fleet security report");
        open(page, "--screenshot=" + PICTURE.toAbsolutePath(), "--window-size=960,1660", "--hide-scrollbars");
    }

    @Test
    void loadsWithoutComplaintsAndHostileTextsStayText() throws Exception {
        Path home = directory.resolve("home");
        Hostile.write(home);
        Browser.Visit visit = open(page(Homes.open(home), Hostile.TITLE), "--dump-dom");
        assertThat(visit.complaints()).isEmpty();
        String document = visit.document();
        assertThat(document)
                .contains("<title>" + asText(Hostile.TITLE) + "</title>")
                .doesNotContain("<script")
                .doesNotContain("<img");
        for (String text : Hostile.TEXTS) {
            assertThat(document).contains(asText(VisibleText.of(text)));
        }
    }

    /** As a browser writes text. */
    private static String asText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Otherwise the other tests would prove nothing. */
    @Test
    void complaintsAreNoticed() throws Exception {
        Path home = directory.resolve("home");
        Homes.writeFleet(home);
        Path page = page(Homes.open(home), "Report");
        String html = Files.readString(page);
        Files.writeString(
                page, html.replace("<main>", "<main><p style=\"color:red\">x</p><script>document.title='x'</script>"));
        Browser.Visit visit = open(page, "--dump-dom");
        assertThat(visit.complaints()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(visit.document()).contains("<title>Report</title>");
    }
}
