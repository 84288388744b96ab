package io.github.ossec4j.model.conf;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of a configuration file, with its content; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>Which part of the text belongs to an element with children is the choice of the reader: OSSEC takes the text
 * after the last child, the REST API the text before the first. Text is not trimmed. {@link #toString()} shows
 * neither text nor attributes, which may contain passwords.
 *
 * <p>Immutable. Comparing is safe at any depth.
 *
 * @param name case-sensitive
 * @param attributes unmodifiable, in the order of the file
 * @param text the element's own text; empty if there is none
 * @param children in the order of the file
 * @param lineNumber 1-based line where the start tag starts
 */
public record ConfigurationElement(
        String name, Map<String, String> attributes, String text, List<ConfigurationElement> children, int lineNumber) {
    /** Copies the collections. */
    public ConfigurationElement {
        if (lineNumber < 1) {
            throw new IllegalArgumentException("line number must be 1 or more, was " + lineNumber);
        }
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        children = List.copyOf(children);
    }

    /** The last child of that name, because OSSEC lets the last of several values count. */
    public Optional<ConfigurationElement> child(String childName) {
        for (int i = children.size() - 1; i >= 0; i--) {
            if (children.get(i).name.equals(childName)) {
                return Optional.of(children.get(i));
            }
        }
        return Optional.empty();
    }

    /** All children of that name, in order. */
    public List<ConfigurationElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** The text of the last child of that name. */
    public Optional<String> text(String childName) {
        return child(childName).map(ConfigurationElement::text);
    }

    /** The value of an attribute. */
    public Optional<String> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName));
    }

    /** Whether names, attributes (in any order), texts, children and lines are equal. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ConfigurationElement that)) {
            return false;
        }
        // An explicit stack: files may nest deeper than a small thread stack allows.
        Deque<ConfigurationElement> left = new ArrayDeque<>(List.of(this));
        Deque<ConfigurationElement> right = new ArrayDeque<>(List.of(that));
        while (!left.isEmpty()) {
            ConfigurationElement a = left.pop();
            ConfigurationElement b = right.pop();
            if (a == b) {
                continue;
            }
            if (a.lineNumber != b.lineNumber
                    || a.children.size() != b.children.size()
                    || !a.name.equals(b.name)
                    || !a.text.equals(b.text)
                    || !a.attributes.equals(b.attributes)) {
                return false;
            }
            a.children.forEach(left::push);
            b.children.forEach(right::push);
        }
        return true;
    }

    /** From everything except the children. */
    @Override
    public int hashCode() {
        return ((name.hashCode() * 31 + attributes.hashCode()) * 31 + text.hashCode()) * 31 + lineNumber;
    }

    /** Name and line only. */
    @Override
    public String toString() {
        return "<" + name + "> in line " + lineNumber;
    }
}
