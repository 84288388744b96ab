package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.api.search.Indicators;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    @TempDir
    Path directory;

    private static List<String> found(Fleet fleet, FileSearch search) {
        try (FleetResults results = fleet.search(search)) {
            List<String> found = new ArrayList<>();
            results.forEach(match -> found.add(match.source().managerName() + " "
                    + match.source().name() + " " + match.entry().path()));
            assertThat(results.failures()).isEmpty();
            assertThat(results.searched()).isEqualTo(results.total());
            return found;
        }
    }

    /** Agents with databases of very different sizes, so that threads overtake each other. */
    private Ossec fleet(int agents) throws IOException {
        OssecHomeFixture home = OssecHomeFixture.builder(Homes.NOW);
        for (int i = 0; i < agents; i++) {
            home.agent("agent-" + i);
        }
        Ossec ossec = Homes.open(home.writeTo(directory.resolve("home")).root());
        int i = 0;
        for (FleetSource source : ossec.fleet().only(s -> !s.isRegistry()).sources()) {
            SyscheckGenerator.of(i++ % 7 == 0 ? 3000 : 10).seed(i).writeTo(source.file());
        }
        return ossec;
    }

    @Test
    void searchCoversTheManagerAgentsRegistriesAndDevices() throws IOException {
        Ossec ossec = Homes.open(Homes.full().writeTo(directory).root());

        assertThat(found(ossec.fleet(), FileSearch.all()))
                .containsExactly(
                        "manager manager /etc/crontab",
                        "manager web-01 /etc/passwd",
                        "manager web-01 /etc/hosts",
                        "manager web-01 /etc/motd",
                        "manager win-01 C:\\Windows/win.ini",
                        "manager win-01 HKEY_LOCAL_MACHINE\\Software\\Classes\\batfile",
                        "manager (ssh_integrity_check_linux) root@192.0.2.30 /etc/issue");
        assertThat(found(ossec.fleet(), FileSearch.all().withHistory().path(PathPattern.of("motd"))))
                .hasSize(3);
    }

    @Test
    void onlyWantedDatabasesAreSearched() throws IOException {
        Ossec ossec = Homes.open(Homes.full().writeTo(directory).root());

        assertThat(found(ossec.fleet().only(FleetSource::isRegistry), FileSearch.all()))
                .hasSize(1);
        assertThat(found(ossec.fleet().only(s -> s.device().isPresent()), FileSearch.all()))
                .hasSize(1);
    }

    @Test
    void severalManagersAreSearchedOneAfterTheOther() throws IOException {
        Path one = Homes.full().writeTo(directory.resolve("one")).root();
        Path two = Homes.full().writeTo(directory.resolve("two")).root();
        Fleet fleet = Fleet.of(
                Homes.open(one),
                Homes.builder(two).identity(new HostIdentity("other", "Linux")).open());

        assertThat(found(fleet, FileSearch.all().path(PathPattern.of("crontab"))))
                .containsExactly("manager manager /etc/crontab", "other other /etc/crontab");
    }

    @Test
    void orderIsThatOfTheAgentsHoweverManyThreadsRead() throws IOException {
        Ossec ossec = fleet(40);
        var expected = new ArrayList<SyscheckEntry>();
        for (FleetSource source : ossec.fleet().only(s -> !s.isRegistry()).sources()) {
            try (var files = SyscheckDatabase.at(source.file(), MalformedLineHandler.failing())
                    .inventory()) {
                files.forEach(expected::add);
            }
        }
        ExecutorService three = Executors.newFixedThreadPool(3);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Executor backwards = new Executor() {
                private Runnable last = () -> {};

                @Override
                public synchronized void execute(Runnable task) {
                    Runnable before = last;
                    last = task;
                    three.execute(before);
                    three.execute(() -> {
                        Runnable rest;
                        synchronized (this) {
                            rest = last;
                            last = () -> {};
                        }
                        rest.run();
                    });
                }
            };
            for (Fleet fleet : List.of(
                    ossec.fleet(),
                    ossec.fleet().on(three),
                    ossec.fleet().on(one),
                    ossec.fleet().on(backwards),
                    ossec.fleet().on(Runnable::run))) {
                try (FleetResults results = fleet.search(FileSearch.all())) {
                    assertThat(results.stream().map(FleetMatch::entry)).containsExactlyElementsOf(expected);
                }
            }
        } finally {
            three.shutdown();
            one.shutdown();
        }
    }

    @Test
    void databaseThatCannotBeReadIsReportedAndTheRestIsSearched() throws IOException {
        Ossec ossec = fleet(5);
        FleetSource broken = ossec.fleet().only(s -> !s.isRegistry()).sources().get(2);
        Files.delete(broken.file());
        Files.createDirectory(broken.file());

        try (FleetResults results = ossec.fleet().search(FileSearch.all())) {
            assertThat(results.stream().map(match -> match.source().name()).distinct())
                    .containsExactly("manager", "agent-0", "agent-2", "agent-3", "agent-4");
            assertThat(results.failures()).hasSize(1);
            assertThat(results.failures().get(0).source().name()).isEqualTo("agent-1");
            assertThat(results.failures().get(0).reason()).hasMessageContaining("is a directory");
        }
    }

    @Test
    void closingEndsThreadsThatAreAhead() throws Exception {
        Ossec ossec = fleet(60);
        List<Thread> threads = new ArrayList<>();
        ExecutorService two = Executors.newFixedThreadPool(2, task -> {
            var thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
        FleetResults results = ossec.fleet().on(two).search(FileSearch.all());
        assertThat(results.iterator().next().source().name()).isEqualTo("manager");
        results.close();
        assertThat(results.isReady()).isTrue();
        two.shutdown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results.searched()).isZero();
        results.close();
    }

    @Test
    void searchIsABoundedNumberOfRecordsAhead() throws IOException {
        Ossec ossec = fleet(60);
        var searched = new AtomicInteger();
        FileSearch counting = FileSearch.all().path((bytes, from, to) -> {
            searched.incrementAndGet();
            return true;
        });
        try (FleetResults results = ossec.fleet().on(Runnable::run).search(counting)) {
            int databases = 4 * Runtime.getRuntime().availableProcessors();
            // Each record is asked about twice: to find it, and to see whether it is the path's last.
            assertThat(searched.get()).isPositive().isLessThanOrEqualTo(databases * 257 * 2);
            results.iterator().next();
            assertThat(searched.get()).isLessThanOrEqualTo(databases * 257 * 2);
        }
    }

    @Test
    void executorThatTakesNoMoreIsTheCallersError() throws IOException {
        Ossec ossec = fleet(2);
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        assertThatThrownBy(() -> ossec.fleet().on(ended).search(FileSearch.all()))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void interruptionEndsWaiting() throws IOException {
        Ossec ossec = fleet(2);
        try (FleetResults results = ossec.fleet().on(task -> {}).search(FileSearch.all())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> results.iterator().hasNext()).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void fileThatSeveralAgentsHaveIsFoundOnEach() throws IOException {
        Ossec ossec = Homes.open(Homes.full().writeTo(directory).root());
        String hash;
        try (FleetResults results = ossec.fleet().search(FileSearch.all().path(PathPattern.of("^/etc/crontab$")))) {
            hash = results.iterator()
                    .next()
                    .entry()
                    .attributes()
                    .orElseThrow()
                    .sha1()
                    .orElseThrow();
        }
        assertThat(found(ossec.fleet(), FileSearch.all().indicators(Indicators.of(List.of(hash)))))
                .containsExactly("manager manager /etc/crontab");
    }
}
