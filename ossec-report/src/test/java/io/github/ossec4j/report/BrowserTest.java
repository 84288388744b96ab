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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser loads the pages. {@code -Dscreenshot.write=true} makes the picture of the README. */
@Timeout(300)
class BrowserTest {
    private static final Path PICTURE = Path.of("../docs/report.png");
    private static final String LOADED = "document.readyState === 'complete'";

    private static Optional<Path> installed = Optional.empty();

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

    private Browser start() throws IOException, InterruptedException {
        return Browser.start(installed.orElseThrow(), Files.createDirectories(directory.resolve("browser")));
    }

    private static void open(Browser browser, Path page) throws IOException {
        browser.open(page.toUri().toString(), LOADED);
    }

    private Path fleet(String title) throws IOException {
        Path home = directory.resolve("home");
        Homes.writeFleet(home);
        return page(Homes.open(home), title);
    }

    @Test
    void everybodyCanReadIt() throws Exception {
        Path page = fleet("Fleet security report");
        try (Browser browser = start()) {
            for (boolean isPhone : new boolean[] {true, false}) {
                browser.resize(isPhone ? 400 : 960, 1660, isPhone); // dark, then light
                open(browser, page);
                browser.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");
                assertThat(browser.accessibilityFaults())
                        .as("phone: " + isPhone)
                        .isEmpty();
                assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                                .asBoolean())
                        .as("fits, phone: " + isPhone)
                        .isTrue();
            }
            if (Boolean.getBoolean("screenshot.write")) {
                open(browser, page);
                Files.write(PICTURE, browser.screenshot());
            }
        }
    }

    @Test
    void loadsWithoutComplaintsAndHostileTextsStayText() throws Exception {
        Path home = directory.resolve("home");
        Hostile.write(home);
        try (Browser browser = start()) {
            open(browser, page(Homes.open(home), Hostile.TITLE));
            String document = document(browser);
            assertThat(browser.complaints()).isEmpty();
            assertThat(document)
                    .contains("<title>" + asText(Hostile.TITLE) + "</title>")
                    .doesNotContain("<script")
                    .doesNotContain("<img");
            for (String text : Hostile.TEXTS) {
                assertThat(document).contains(asText(VisibleText.of(text)));
            }
        }
    }

    private static String document(Browser browser) throws IOException {
        return browser.evaluate("document.documentElement.outerHTML").asString();
    }

    /** As a browser writes text. */
    private static String asText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Otherwise the other tests would prove nothing. */
    @Test
    void complaintsAndFaultsAreNoticed() throws Exception {
        Path page = fleet("Report");
        String html = Files.readString(page);
        Files.writeString(
                page,
                html.replace("<main>", "<main><p style=\"color:red\">x</p><input><script>document.title='x'</script>"));
        try (Browser browser = start()) {
            open(browser, page);
            assertThat(document(browser)).contains("<title>Report</title>");
            assertThat(browser.complaints().lines()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(browser.accessibilityFaults()).contains("label: input");
        }
    }
}
