package io.github.ossec4j.spark;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.queue.AgentlessDevices;
import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.spark.Piece.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a home that tables are made of.
 *
 * @param uri where it is, for Hadoop
 * @param manager the manager's name
 * @param root where it is, for the readers
 */
record Home(String uri, String manager, Path root) {
    private static final String ARROW = "->";
    private static final String REGISTRY = "-registry";

    private record Entry(String name, boolean isDirectory, long size) {}

    /**
     * The databases in a directory, {@code syscheck} or {@code (web-01) 192.0.2.10->syscheck}, in the order of their names. Those
     * without a key in {@code client.keys}, of removed agents for example, have no number.
     *
     * @param kind the name of the manager's own one
     */
    List<Piece> databases(String kind) throws IOException {
        String directory = "queue/" + kind;
        var pieces = new ArrayList<Piece>();
        Map<String, Source> sources = null;
        for (Entry entry : list(directory)) {
            String name = entry.name;
            Source source = null;
            if (name.equals(kind)) {
                source = new Source(0, manager, false);
            } else if (name.endsWith(ARROW + kind) || name.endsWith(ARROW + kind + REGISTRY)) {
                if (sources == null) {
                    sources = sources();
                }
                source = source(sources, name.substring(0, name.lastIndexOf(ARROW)), name.endsWith(REGISTRY));
            }
            if (source != null && !entry.isDirectory) {
                String file = directory + "/" + name;
                pieces.add(new Piece(uri, false, manager, file, source, 0, Long.MAX_VALUE, entry.size));
            }
        }
        return pieces;
    }

    private static Source source(Map<String, Source> sources, String location, boolean isRegistry) {
        Source known = sources.get(location);
        int close = location.indexOf(") ");
        String name = location.startsWith("(") && close > 0 ? location.substring(1, close) : location;
        return known == null
                ? new Source(-1, name, isRegistry)
                : new Source(known.agentId(), known.agent(), isRegistry);
    }

    /** The agents and devices by the start of their files' names. */
    private Map<String, Source> sources() throws IOException {
        OssecHome home = OssecHome.at(root);
        var sources = new HashMap<String, Source>();
        try {
            for (AgentlessDevice device : AgentlessDevices.list(home.agentlessDirectory())) {
                String location = "(" + device.type() + ") " + device.host();
                sources.put(location, new Source(-1, location, false));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // There are no devices.
        }
        Set<String> seen = new HashSet<>();
        try {
            // The table of agents reports malformed lines.
            for (ClientKey key :
                    ClientKeysFile.read(home.clientKeys(), line -> {}).keys()) {
                String location = "(" + key.name() + ") " + key.address().hostText();
                if (seen.add(location)) {
                    sources.put(location, new Source(key.id().number(), key.name(), false));
                }
            }
        } catch (NoSuchFileException e) {
            // Somebody collects the databases without the keys: the names of the agents are in those of the files.
        }
        return sources;
    }

    /** The files of days below a directory with a directory for each year and month. */
    List<Piece> days(String directory, String prefix) throws IOException {
        var pieces = new ArrayList<Piece>();
        for (Entry year : list(directory)) {
            for (Entry month : year.isDirectory ? list(directory + "/" + year.name) : List.<Entry>of()) {
                String days = directory + "/" + year.name + "/" + month.name;
                for (Entry day : month.isDirectory ? list(days) : List.<Entry>of()) {
                    String file = days + "/" + day.name;
                    if (!day.isDirectory
                            && day.name.startsWith(prefix)
                            && DayFiles.find(file).isPresent()) {
                        pieces.add(file(file, day.size));
                    }
                }
            }
        }
        return pieces;
    }

    /** One file; none if it does not exist. */
    List<Piece> file(String directory, String name) throws IOException {
        return list(directory).stream()
                .filter(entry -> entry.name.equals(name) && !entry.isDirectory)
                .map(entry -> file(directory + "/" + name, entry.size))
                .toList();
    }

    private Piece file(String file, long size) {
        return new Piece(uri, false, manager, file, Source.NONE, 0, Long.MAX_VALUE, size);
    }

    /** The files and directories in a directory, sorted; none without it. */
    private List<Entry> list(String directory) throws IOException {
        var entries = new ArrayList<Entry>();
        Path path = OssecHome.at(root).file(directory).orElse(root);
        try (DirectoryStream<Path> files = HeldDirectory.list(path, "*")) {
            for (Path file : files) {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    entries.add(new Entry(name(file), attributes.isDirectory(), attributes.size()));
                } catch (NoSuchFileException e) {
                    // Removed meanwhile, or a link that leads nowhere.
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    /** The name; its bytes, whatever charset this JVM uses for file names. */
    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.chars().allMatch(c -> c >= ' ' && c < 0x7F)
                || !file.toUri().getScheme().equals("file")) {
            return name;
        }
        String raw = file.toUri().getRawPath();
        String last = raw.substring(raw.lastIndexOf('/') + 1);
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(Integer.parseInt(last.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(last.charAt(i));
            }
        }
        return RawText.of(bytes.toByteArray()).lossless();
    }
}
