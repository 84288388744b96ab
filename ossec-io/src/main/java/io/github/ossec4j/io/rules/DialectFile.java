package io.github.ossec4j.io.rules;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.ConfigurationBytes;
import io.github.ossec4j.io.xml.DialectParser;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.conf.ConfigurationProblem;
import io.github.ossec4j.model.rules.Detail;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A file of rules or decoders: its roots, with variables replaced, and where to report what is wrong with them. */
final class DialectFile {
    /** Rules are three levels deep, decoders two; what is below is not read. */
    private static final int LEVELS = 3;

    private final IncludedFile file;
    private final Consumer<ConfigurationProblem> problems;
    private final List<String> errors;
    private final Variables variables = new Variables();
    private final List<ConfigurationElement> roots = new ArrayList<>();

    private DialectFile(IncludedFile file, Consumer<ConfigurationProblem> problems, List<String> errors) {
        this.file = file;
        this.problems = problems;
        this.errors = errors;
    }

    /**
     * Reads a file; empty, and reported, if that cannot be done.
     *
     * @param errors receives a sentence for each mistake that leaves something out
     */
    static Optional<DialectFile> read(IncludedFile file, MalformedLineHandler handler, List<String> errors) {
        ConfigurationBytes source;
        try {
            source = ConfigurationBytes.read(file.path());
        } catch (OssecFormatException e) {
            return unreadable(file, e.expected(), handler, errors);
        } catch (IOException e) {
            return unreadable(file, "a file that can be read: " + reason(e), handler, errors);
        }
        var read = new DialectFile(file, source.problems(handler), errors);
        try {
            DialectParser.rootsWithVariables(source, name -> true).forEach(read::root);
        } catch (OssecFormatException e) {
            read.error(Math.toIntExact(e.lineNumber()), e.expected());
            return Optional.empty();
        }
        return Optional.of(read);
    }

    private static Optional<DialectFile> unreadable(
            IncludedFile file, String expected, MalformedLineHandler handler, List<String> errors) {
        handler.malformed(new MalformedLine(file.path(), 1, 0, expected));
        errors.add(file.name() + ": expected " + expected);
        return Optional.empty();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is none";
        }
        if (e instanceof AccessDeniedException) {
            return "this process has no permission";
        }
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? "it " + failure.getReason()
                : String.valueOf(e.getMessage());
    }

    private void root(ConfigurationElement root) {
        ConfigurationElement applied = applied(root);
        if (root.name().equalsIgnoreCase("var")) {
            String name = lowerCase(root.attributes()).get("name");
            if (name == null) {
                error(root, "the attribute name of <var>");
            } else {
                variables.define(name, applied.text());
            }
        } else {
            roots.add(applied);
        }
    }

    /** The element with its variables replaced. */
    private ConfigurationElement applied(ConfigurationElement element) {
        return variables.isEmpty() ? element : applied(element, LEVELS);
    }

    private ConfigurationElement applied(ConfigurationElement element, int levels) {
        var attributes = new LinkedHashMap<String, String>();
        element.attributes().forEach((name, value) -> attributes.put(name, applied(value, element)));
        List<ConfigurationElement> children = levels == 1
                ? element.children()
                : element.children().stream()
                        .map(child -> applied(child, levels - 1))
                        .toList();
        return new ConfigurationElement(
                element.name(), attributes, applied(element.text(), element), children, element.lineNumber());
    }

    private String applied(String text, ConfigurationElement element) {
        return variables.applied(text).orElseGet(() -> {
            error(element, "a variable that is defined before");
            return text;
        });
    }

    /** All roots except variables. */
    List<ConfigurationElement> roots() {
        return roots;
    }

    /** The path relative to the home. */
    String name() {
        return file.name();
    }

    /** Reports what OSSEC refuses and this reader does not mind. */
    void problem(ConfigurationElement element, String expected) {
        problems.accept(new ConfigurationProblem(element.lineNumber(), expected));
    }

    /** Reports what cannot be read. */
    void error(ConfigurationElement element, String expected) {
        error(element.lineNumber(), expected);
    }

    private void error(int lineNumber, String expected) {
        problems.accept(new ConfigurationProblem(lineNumber, expected));
        errors.add(file.name() + ":" + lineNumber + ": expected " + expected);
    }

    /** An element as a detail, names in lower case. */
    static Detail detail(ConfigurationElement element) {
        return new Detail(element.name().toLowerCase(Locale.ROOT), element.text(), lowerCase(element.attributes()));
    }

    /** Attributes with names in lower case; OSSEC does not distinguish them. */
    static Map<String, String> lowerCase(Map<String, String> attributes) {
        Map<String, String> lower = new LinkedHashMap<>();
        attributes.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
