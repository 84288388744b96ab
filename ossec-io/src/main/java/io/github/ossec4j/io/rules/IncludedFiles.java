package io.github.ossec4j.io.rules;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.xml.ConfigurationBytes;
import io.github.ossec4j.io.xml.DialectParser;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.conf.ConfigurationProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Which files the configuration includes, in the order of loading. */
final class IncludedFiles {
    private static final String USUAL_PATTERN = ".xml$";

    /** Of directories below {@code rules}; and of files in all of them. */
    private static final int MOST_LEVELS = 16;

    private static final int MOST_FILES = 10_000;

    private static final Comparator<IncludedFile> BY_NAME =
            Comparator.comparing(file -> RawText.fromLossless(file.name()));

    private final OssecHome home;
    private final Included rules = new Included();
    private final Included decoders = new Included();
    private Consumer<ConfigurationProblem> problems = problem -> {};

    /**
     * What is included of one kind.
     *
     * @param files in the order of loading
     * @param errors a sentence for each element that names no file
     */
    record Included(List<IncludedFile> files, List<String> errors) {
        private Included() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private IncludedFiles(OssecHome home) {
        this.home = home;
    }

    static IncludedFiles read(OssecHome home, MalformedLineHandler handler) throws IOException {
        var files = new IncludedFiles(home);
        try {
            ConfigurationBytes source = ConfigurationBytes.read(home.configuration());
            files.problems = source.problems(handler);
            for (ConfigurationElement root : DialectParser.roots(source, name -> false)) {
                for (ConfigurationElement section : root.children()) {
                    if (section.name().equals("rules") || section.name().equals("ruleset")) {
                        files.section(section);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // A partial home: nothing is included.
        }
        if (files.decoders.files().isEmpty() && files.decoders.errors().isEmpty()) {
            files.usualDecoders();
        }
        return files;
    }

    private void section(ConfigurationElement section) throws IOException {
        for (ConfigurationElement element : section.children()) {
            switch (element.name()) {
                case "include", "rule" ->
                    include(element, element.text().contains("/") ? element.text() : "rules/" + element.text(), rules);
                case "decoder" -> include(element, element.text(), decoders);
                case "rule_dir" -> includeDirectory(element, rules);
                case "decoder_dir" -> includeDirectory(element, decoders);
                default -> {
                    // lists are no rules
                }
            }
        }
    }

    private void include(ConfigurationElement element, String name, Included included) {
        Optional<Path> path = home.file(name);
        if (path.isPresent()) {
            included.files().add(file(path.get()));
        } else {
            error(element, "a file of the home", included);
        }
    }

    private void includeDirectory(ConfigurationElement element, Included included) throws IOException {
        Optional<Path> directory = home.file(element.text());
        if (directory.isEmpty()) {
            error(element, "a directory of the home", included);
            return;
        }
        FileNamePattern pattern =
                FileNamePattern.of(element.attribute("pattern").orElse(USUAL_PATTERN));
        Set<IncludedFile> before = new HashSet<>(included.files());
        try {
            for (IncludedFile file : list(directory.get())) {
                if (pattern.matches(file.name().substring(file.name().lastIndexOf('/') + 1)) && before.add(file)) {
                    included.files().add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            error(element, "a directory", included);
        }
    }

    private void error(ConfigurationElement element, String expected, Included included) {
        problems.accept(new ConfigurationProblem(element.lineNumber(), expected));
        included.errors()
                .add(file(home.configuration()).name() + ":" + element.lineNumber() + ": expected " + expected);
    }

    private void usualDecoders() {
        Path etc = home.root().resolve("etc");
        decoders.files().add(file(etc.resolve("decoder.xml")));
        Path local = etc.resolve("local_decoder.xml");
        if (Files.exists(local)) {
            decoders.files().add(file(local));
        }
    }

    /** The XML files below {@code rules} that are not included, sorted by their paths; links are not followed. */
    List<IncludedFile> otherRules() throws IOException {
        var others = new ArrayList<IncludedFile>();
        try {
            findXmlFiles(home.root().resolve("rules"), 0, others);
        } catch (NoSuchFileException e) {
            // A partial home, or a directory that is being removed.
        }
        others.removeAll(new HashSet<>(rules.files()));
        others.sort(BY_NAME);
        return others;
    }

    private void findXmlFiles(Path directory, int level, List<IncludedFile> found) throws IOException {
        for (IncludedFile entry : list(directory)) {
            if (Files.isDirectory(entry.path(), LinkOption.NOFOLLOW_LINKS)) {
                if (level < MOST_LEVELS) {
                    findXmlFiles(entry.path(), level + 1, found);
                }
            } else if (entry.name().endsWith(".xml") && found.size() < MOST_FILES) {
                found.add(entry);
            }
        }
    }

    /** The entries of a directory, sorted by the bytes of their names. */
    private List<IncludedFile> list(Path directory) throws IOException {
        var files = new ArrayList<IncludedFile>();
        try (DirectoryStream<Path> entries = HeldDirectory.list(directory, "*")) {
            for (Path entry : entries) {
                if (files.size() == MOST_FILES) {
                    break;
                }
                files.add(file(entry));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(BY_NAME);
        return files;
    }

    private IncludedFile file(Path path) {
        var name = new ByteArrayOutputStream();
        for (Path step : home.root().relativize(path)) {
            if (name.size() > 0) {
                name.write('/');
            }
            name.writeBytes(text(step).bytes());
        }
        return new IncludedFile(path, RawText.of(name.toByteArray()).lossless());
    }

    /** The bytes of a name, which the JVM's own charset of file names may not be able to represent. */
    private static RawText text(Path name) {
        String shown = name.toString();
        boolean plain = shown.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (plain || !name.getFileSystem().equals(FileSystems.getDefault())) {
            return RawText.of(shown);
        }
        String uri = name.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length(); // a directory
        String encoded = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return RawText.of(bytes.toByteArray());
    }

    Included rules() {
        return rules;
    }

    Included decoders() {
        return decoders;
    }
}
