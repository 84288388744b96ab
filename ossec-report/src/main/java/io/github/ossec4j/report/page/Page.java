package io.github.ossec4j.report.page;

import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A page that needs nothing from outside: the style sheet is in it, and there are no scripts. Everything that templates
 * write into it is escaped for the place where it stands.
 *
 * <p>Immutable.
 */
public final class Page {
    private static final String STYLE = resource("page.css");

    /** Permits nothing but the style sheet, by its hash: no connection, no form. */
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; form-action 'none'";

    private final String title;
    private final Content body;

    private Page(String title, Content body) {
        this.title = title;
        this.body = body;
    }

    /** A page whose policy permits nothing but its own style sheet: no connection, no form. */
    public static Page of(String title, Content body) {
        return new Page(title, body);
    }

    /** The title, also that of the window. */
    public String title() {
        return title;
    }

    /** The Content Security Policy. */
    public String policy() {
        return POLICY;
    }

    String style() {
        return STYLE;
    }

    Content body() {
        return body;
    }

    /** Writes the page in UTF-8; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            JtepageGenerated.render(new OwaspHtmlTemplateOutput(new WriterOutput(writer)), Plain.ELEMENTS, this);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
