package io.github.ossec4j.io.conf;

import io.github.ossec4j.model.conf.ConfigurationElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds elements from a parser's events, innermost first; no recursion, so that depth costs heap only. */
final class ElementStack {
    private final Deque<Open> stack = new ArrayDeque<>();
    private final boolean strict;

    private ElementStack(boolean strict) {
        this.strict = strict;
    }

    /** An element's text is what stands behind its last child; elements called {@code var} are dropped. */
    static ElementStack ofDialect() {
        return new ElementStack(false);
    }

    /** An element's text is what stands before its first child. */
    static ElementStack ofStrict() {
        return new ElementStack(true);
    }

    int depth() {
        return stack.size();
    }

    void start(String name, Map<String, String> attributes, int lineNumber) {
        stack.push(new Open(name, attributes, lineNumber));
    }

    void text(String piece) {
        Open element = stack.element();
        if (!strict || element.children.isEmpty()) {
            element.text.append(piece);
        }
    }

    /** Closes the innermost element, which becomes a child of the one around it, and returns it. */
    ConfigurationElement end() {
        Open closed = stack.pop();
        String text = closed.text.toString();
        ConfigurationElement element = new ConfigurationElement(
                closed.name,
                closed.attributes,
                strict ? text : DialectReader.restore(text),
                closed.children,
                closed.lineNumber);
        Open parent = stack.peek();
        if (parent != null) {
            if (strict) {
                parent.children.add(element);
            } else {
                parent.text.setLength(0);
                if (!closed.name.toLowerCase(Locale.ROOT).equals("var")) {
                    parent.children.add(element);
                }
            }
        }
        return element;
    }

    private static final class Open {
        final String name;
        final Map<String, String> attributes;
        final int lineNumber;
        final StringBuilder text = new StringBuilder();
        final List<ConfigurationElement> children = new ArrayList<>();

        Open(String name, Map<String, String> attributes, int lineNumber) {
            this.name = name;
            this.attributes = new LinkedHashMap<>(attributes);
            this.lineNumber = lineNumber;
        }
    }
}
