package io.github.ossec4j.api;

import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.queue.AgentlessDevices;
import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The integrity databases of one or more managers, to be searched side by side: those of the manager itself, of its active
 * agents (of their files, and of the registry keys of Windows agents), and of its agentless devices.
 *
 * <pre>{@code
 * FileSearch search = FileSearch.all().indicators(Indicators.of(List.of("0123456789abcdef0123456789abcdef01234567")));
 * try (FleetResults results = ossec.fleet().search(search)) {
 *     for (FleetMatch match : results) {
 *         System.out.println(match.source().name() + " " + match.entry().path());
 *     }
 *     results.failures().forEach(failure -> System.err.println(failure.reason().getMessage()));
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share.
 */
public final class Fleet {
    private final List<Ossec> managers;
    private final Predicate<FleetSource> wanted;
    private final @Nullable Executor executor;

    private Fleet(List<Ossec> managers, Predicate<FleetSource> wanted, @Nullable Executor executor) {
        this.managers = managers;
        this.wanted = wanted;
        this.executor = executor;
    }

    /**
     * The databases of these managers. They are searched on the first {@linkplain Ossec.Builder#executor executor} that one of
     * them has, else by one thread per processor.
     */
    public static Fleet of(Ossec... managers) {
        return of(List.of(managers));
    }

    /** As {@link #of(Ossec...)}. */
    public static Fleet of(List<Ossec> managers) {
        Executor first = managers.stream()
                .flatMap(manager -> manager.executor().stream())
                .findFirst()
                .orElse(null);
        return new Fleet(List.copyOf(managers), source -> true, first);
    }

    /** Only these databases. */
    public Fleet only(Predicate<FleetSource> sources) {
        return new Fleet(managers, wanted.and(sources), executor);
    }

    /**
     * Searched on this executor, which decides how many databases are read at a time. Its threads do not wait for the caller:
     * a search that is ahead of the caller is interrupted and submitted again.
     */
    public Fleet on(Executor tasks) {
        return new Fleet(managers, wanted, tasks);
    }

    /**
     * The databases in the order in which they are searched: manager by manager, the manager first, then its agents in the order
     * of {@code client.keys}, files before registry keys, and the agentless devices by type and host. Some may not exist.
     *
     * @throws io.github.ossec4j.io.AccessRefusedException if {@code client.keys} or {@code queue/agentless} of a manager cannot
     *     be read
     */
    public List<FleetSource> sources() {
        var sources = new ArrayList<FleetSource>();
        for (Ossec manager : managers) {
            String name = manager.identity().name();
            OssecHome home = manager.home();
            for (AgentHandle agent : manager.snapshot()) {
                Optional<AgentHandle> handle = Optional.of(agent);
                if (agent.isManager()) {
                    add(
                            sources,
                            new FleetSource(manager, name, handle, Optional.empty(), false, home.managerSyscheck()));
                    continue;
                }
                home.syscheck(agent.name(), agent.address())
                        .ifPresent(file ->
                                add(sources, new FleetSource(manager, name, handle, Optional.empty(), false, file)));
                home.syscheckRegistry(agent.name(), agent.address())
                        .ifPresent(file ->
                                add(sources, new FleetSource(manager, name, handle, Optional.empty(), true, file)));
            }
            for (AgentlessDevice device : devices(home.agentlessDirectory())) {
                home.agentlessSyscheck(device.type(), device.host())
                        .ifPresent(file -> add(
                                sources,
                                new FleetSource(manager, name, Optional.empty(), Optional.of(device), false, file)));
            }
        }
        return List.copyOf(sources);
    }

    private void add(List<FleetSource> sources, FleetSource source) {
        if (wanted.test(source)) {
            sources.add(source);
        }
    }

    private static List<AgentlessDevice> devices(Path directory) {
        return Failures.readingIfExists(directory, () -> AgentlessDevices.list(directory))
                .orElse(List.of());
    }

    /**
     * Searches all databases. Reading starts at once and is a bounded number of records and databases ahead of the caller;
     * close the results, also to end a search early.
     *
     * <p>With several threads, the handlers of malformed lines must be thread-safe.
     *
     * @throws io.github.ossec4j.io.AccessRefusedException as {@link #sources()}
     */
    public FleetResults search(FileSearch search) {
        return new FleetResults(sources(), search, executor);
    }
}
