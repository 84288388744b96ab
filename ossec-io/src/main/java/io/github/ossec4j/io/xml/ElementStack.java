package io.github.ossec4j.io.xml;

import io.github.ossec4j.model.conf.ConfigurationElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Builds elements during parsing, innermost first; without recursion, so that depth only costs heap. */
final class ElementStack {
    private final Deque<Open> stack = new ArrayDeque<>();

    int depth() {
        return stack.size();
    }

    void start(String name, Map<String, String> attributes, int lineNumber) {
        stack.push(new Open(name, attributes, lineNumber));
    }

    /** Of the innermost element. */
    String name() {
        return stack.element().name;
    }

    /** Where the innermost element starts. */
    int lineNumber() {
        return stack.element().lineNumber;
    }

    /** Whether the innermost element has children so far. */
    boolean hasChildren() {
        return !stack.element().children.isEmpty();
    }

    /** Appends to the text of the innermost element. */
    void text(String piece) {
        stack.element().text.append(piece);
    }

    /** Closes the innermost element, which becomes a child of the one around it, and returns it. */
    ConfigurationElement end() {
        Open closed = stack.pop();
        var element = new ConfigurationElement(
                closed.name, closed.attributes, closed.text.toString(), closed.children, closed.lineNumber);
        if (!stack.isEmpty()) {
            stack.element().children.add(element);
        }
        return element;
    }

    /** Closes the innermost element and forgets it. */
    void drop() {
        stack.pop();
    }

    private static final class Open {
        final String name;
        final Map<String, String> attributes;
        final int lineNumber;
        final StringBuilder text = new StringBuilder();
        final List<ConfigurationElement> children = new ArrayList<>();

        Open(String name, Map<String, String> attributes, int lineNumber) {
            this.name = name;
            this.attributes = attributes;
            this.lineNumber = lineNumber;
        }
    }
}
