package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Fleet;
import io.github.ossec4j.api.FleetFailure;
import io.github.ossec4j.api.FleetMatch;
import io.github.ossec4j.api.FleetResults;
import io.github.ossec4j.api.FleetSource;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.api.search.Indicators;
import io.github.ossec4j.io.MalformedLineHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Searches the integrity databases of all agents. */
@Command(
        name = "find",
        description = {
            "Finds files in the integrity databases of the manager, all agents and agentless devices, and registry keys of"
                    + " Windows agents: those that meet all conditions. Of hashes and indicators, one is enough.",
            FleetListing.MEMBERS,
            "Exit status: 0 if something was found, 1 if not, 2 for invalid usage, 3 if a database or the list of"
                    + " indicators could not be read."
        },
        exitCodeOnExecutionException = ExitStatus.UNREADABLE)
final class FindCommand extends HomeCommand {
    private static final int NOTHING_FOUND = 1;
    private static final int REPORTED = 3;
    private static final int MOST_PERMISSIONS = 07777;

    @Option(
            names = "--path",
            paramLabel = "PATTERN",
            description = "Parts of paths, separated by '|'; '^' matches the start, '$' the end. No other character is"
                    + " special.")
    private @Nullable String path;

    @Option(
            names = "--md5",
            paramLabel = "HASH",
            description = "A file with this MD5 hash; may be given more than once.")
    private List<String> md5 = List.of();

    @Option(names = "--sha1", paramLabel = "HASH", description = "The same for SHA-1.")
    private List<String> sha1 = List.of();

    @Option(names = "--sha256", paramLabel = "HASH", description = "The same for SHA-256, which OSSEC 4 records.")
    private List<String> sha256 = List.of();

    @Option(
            names = "--indicators",
            paramLabel = "FILE",
            description =
                    "A list of hashes and absolute paths, one on a line; '-' is standard input. What follows a hash, and"
                            + " lines that start with '#', are ignored.")
    private @Nullable Path indicators;

    @Option(
            names = "--mode",
            paramLabel = "BITS",
            converter = ModeConverter.class,
            completionCandidates = ModeConverter.Words.class,
            description = "Files whose mode has all these bits: in octal digits, or set-uid, set-gid, sticky or"
                    + " world-writable. Symbolic links have no mode of their own.")
    private @Nullable Integer mode;

    @Option(
            names = "--owner",
            paramLabel = "UID",
            description = "Files of this owner: a user id, or the security identifier of a Windows user.")
    private @Nullable String owner;

    @Option(
            names = "--size",
            paramLabel = "[+|-]N",
            converter = SizeLimit.Converter.class,
            description =
                    "Files of more (+N), less (-N) or exactly N bytes; k, M and G after it stand for 1024 each. May be"
                            + " given twice.")
    private List<SizeLimit> sizes = List.of();

    @Option(
            names = "--history",
            description =
                    "Also states before the last one, and deletions. Default: the last state of files that exist.")
    private boolean history;

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            arity = "1..*",
            completionCandidates = NamedAgents.Candidates.class,
            description =
                    "Only these agents: numbers or names; 000 is the manager. Default: all, and agentless devices.")
    private List<String> agents = List.of();

    @Mixin
    private TimeRange range = new TimeRange();

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    boolean takesSeveralHomes() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        FleetResults results = fleet(session).search(search(session));
        boolean isFound;
        try (results;
                Progress progress = Progress.ofDatabases(session.terminal(), results)) {
            var matches = new Matches(results);
            FileListing files = history ? FileListing.CHANGED : FileListing.KNOWN;
            isFound = format.print(
                    session,
                    () -> matches,
                    new FleetListing(files, session.managers().size() > 1),
                    progress);
        }
        report(session, results.failures());
        return !results.failures().isEmpty() ? ExitStatus.UNREADABLE : isFound ? ExitStatus.ANSWERED : NOTHING_FOUND;
    }

    private static void report(Session session, List<FleetFailure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        String databases = failures.size() == 1 ? "1 database" : failures.size() + " databases";
        int shown = session.isVerbose() ? failures.size() : REPORTED;
        session.terminal()
                .complain(failures.stream()
                        .limit(shown)
                        .map(failure -> ErrorReports.sentence(failure.reason()))
                        .collect(Collectors.joining(
                                "; ",
                                databases + " could not be read: ",
                                failures.size() > shown ? "; … (--verbose shows all)" : "")));
    }

    private FileSearch search(Session session) throws IOException {
        FileSearch search = FileSearch.all();
        if (path != null) {
            search = search.path(PathPattern.of(LocaleArgument.lossless(path)));
        }
        Optional<Indicators> wanted = indicators(session);
        if (wanted.isPresent()) {
            search = search.indicators(wanted.get());
        }
        search = mode == null ? search : search.mode(mode);
        search = owner == null ? search : search.owner(owner);
        for (SizeLimit size : sizes) {
            search = size.limit(search);
        }
        search = range.limit(session.ossec(), search, FileSearch::since, FileSearch::until);
        return history ? search.withHistory() : search;
    }

    private Optional<Indicators> indicators(Session session) throws IOException {
        var hashes = new ArrayList<String>();
        add(hashes, "--md5", 32, md5);
        add(hashes, "--sha1", 40, sha1);
        add(hashes, "--sha256", 64, sha256);
        if (indicators == null) {
            return hashes.isEmpty() ? Optional.empty() : Optional.of(Indicators.of(hashes));
        }
        MalformedLineHandler malformed = session.ossec().malformedLines();
        Indicators list = indicators.toString().equals("-")
                ? Indicators.read(session.terminal().in(), Path.of("standard input"), malformed)
                : Indicators.read(indicators, malformed);
        list = list.and(Indicators.of(hashes));
        if (list.size() == 0) {
            throw usage(indicators + " has no hash or absolute path");
        }
        return Optional.of(list);
    }

    private void add(List<String> all, String option, int digits, List<String> hashes) {
        for (String hash : hashes) {
            if (hash.length() != digits || !hash.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
                throw usage(option + " takes " + digits + " hexadecimal digits, not '" + hash + "'");
            }
            all.add(hash);
        }
    }

    private Fleet fleet(Session session) {
        Fleet fleet = Fleet.of(session.managers());
        if (agents.isEmpty()) {
            return fleet;
        }
        Map<Ossec, Set<String>> wanted = new HashMap<>();
        for (Ossec manager : session.managers()) {
            var ids = new HashSet<String>();
            for (AgentHandle agent : NamedAgents.find(manager, agents)) {
                ids.add(agent.idText());
            }
            wanted.put(manager, ids);
        }
        return fleet.only(source -> isOf(source, wanted));
    }

    private static boolean isOf(FleetSource source, Map<Ossec, Set<String>> wanted) {
        return source.agent()
                .filter(agent -> wanted.getOrDefault(source.manager(), Set.of()).contains(agent.idText()))
                .isPresent();
    }

    /** Knows when to wait for more. */
    private static final class Matches implements Iterator<FleetMatch>, OutputFormat.Pausing {
        private final FleetResults results;
        private final Iterator<FleetMatch> matches;

        Matches(FleetResults results) {
            this.results = results;
            this.matches = results.iterator();
        }

        @Override
        public boolean hasNext() {
            return matches.hasNext();
        }

        @Override
        public FleetMatch next() {
            return matches.next();
        }

        @Override
        public boolean isReady() {
            return results.isReady();
        }
    }

    /** Parses {@code --mode}. */
    static final class ModeConverter implements ITypeConverter<Integer> {
        private static final Map<String, Integer> WORDS = Map.of(
                "set-uid", FileSearch.SET_USER_ID,
                "set-gid", FileSearch.SET_GROUP_ID,
                "sticky", 01000,
                "world-writable", FileSearch.WORLD_WRITABLE);

        /** What completion offers. */
        static final class Words implements Iterable<String> {
            @Override
            public Iterator<String> iterator() {
                return WORDS.keySet().stream().sorted().iterator();
            }
        }

        @Override
        public Integer convert(String text) {
            Integer word = WORDS.get(text);
            if (word != null) {
                return word;
            }
            try {
                int bits = Integer.parseInt(text, 8);
                if (bits > 0 && bits <= MOST_PERMISSIONS && text.charAt(0) != '+') {
                    return bits;
                }
            } catch (NumberFormatException e) {
                // Reported below.
            }
            throw new TypeConversionException("'" + text + "' is not a mode: octal digits from 1 to 7777, or one of "
                    + WORDS.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
    }
}
