package io.github.ossec4j.report.page;

import java.util.Locale;

/** The color of a mark in a chart, light or dark as the page is. The tones differ in lightness, too. */
public enum Tone {
    /** The usual one. */
    BLUE,
    /** Good, or new. */
    GREEN,
    /** Doubtful. */
    AMBER,
    /** Bad, or gone. */
    RED,
    /** Not known, or not important. */
    GRAY;

    /** The class in the style sheet. */
    String cssClass() {
        return name().toLowerCase(Locale.ROOT);
    }
}
