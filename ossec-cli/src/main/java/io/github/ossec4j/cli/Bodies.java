package io.github.ossec4j.cli;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/** Bodies of requests. */
final class Bodies {
    /** The content type of a form. */
    static final String FORM = "application/x-www-form-urlencoded";

    private Bodies() {}

    /** {@code name=value} pairs, encoded, in order. */
    static String form(Map<String, List<String>> named) {
        var form = new StringBuilder();
        named.forEach((name, values) -> values.forEach(value -> form.append(form.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, Terminal.CHARSET))
                .append('=')
                .append(URLEncoder.encode(value, Terminal.CHARSET))));
        return form.toString();
    }
}
