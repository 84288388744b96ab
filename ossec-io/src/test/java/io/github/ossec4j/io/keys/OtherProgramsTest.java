package io.github.ossec4j.io.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.ClientKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** OSSEC's own tools take no lock: they empty client.keys and write it anew, at any time. */
@Timeout(120)
class OtherProgramsTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2016, 4, 12, 9, 5, 3);
    private static final String SECRET = "5a".repeat(32);
    private static final int AGENTS = 2_000;

    /** In memory where there is such a file system: a busy disk can block the other program for seconds. */
    @TempDir(factory = InMemory.class)
    Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));
    private ClientKeysStore store = ClientKeysStore.at(home, false, MalformedLineHandler.ignore());

    @BeforeEach
    void makeHome() throws IOException {
        home = OssecHome.at(directory);
        store = ClientKeysStore.at(home, false, MalformedLineHandler.ignore());
        Files.createDirectories(directory.resolve("etc"));
        Files.write(home.clientKeys(), lines(AGENTS));
    }

    private static List<String> lines(int count) {
        var lines = new ArrayList<String>(count);
        for (int i = 1; i <= count; i++) {
            lines.add(String.format("%03d a%d any %s", i, i, SECRET));
        }
        return lines;
    }

    private void append(String line) {
        try {
            Files.writeString(home.clientKeys(), line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names() throws IOException {
        return ClientKeysFile.read(home.clientKeys(), MalformedLineHandler.failing()).keys().stream()
                .map(ClientKey::name)
                .toList();
    }

    /** Whether the thread pauses before it reads the keys again. */
    private static boolean isWaitingForOthers(Thread thread) {
        StackTraceElement[] calls = thread.getStackTrace();
        for (int i = 1; i < calls.length; i++) {
            if (calls[i].getClassName().equals(KeyFileReading.class.getName())) {
                return calls[i - 1].getClassName().equals(LockSupport.class.getName());
            }
        }
        return false;
    }

    private static List<ClientKeysLine.Living> first(ClientKeysFile content) {
        for (ClientKeysLine line : content.lines()) {
            if (line instanceof ClientKeysLine.Living living) {
                return List.of(living);
            }
        }
        throw new AssertionError("there is no agent");
    }

    @Test
    void malformedLinesAreReportedOnceThoughTheFileIsReadUntilItIsAtRest() throws Exception {
        Files.writeString(home.clientKeys(), "garbage\n001 a any " + SECRET + "\n002 b"); // as if it was being written
        var lines = new ArrayList<Long>();

        ClientKeysStore.at(home, false, line -> lines.add(line.lineNumber())).remove(OtherProgramsTest::first);

        assertThat(lines).containsExactly(1L, 3L);
    }

    @Test
    void noKeyIsLostWhileAnotherProgramWritesTheFileAnew() throws Exception {
        var rounds = new Semaphore(0);
        var written = new Semaphore(0);
        var done = new AtomicBoolean();
        Thread other = new Thread(() -> {
            rounds.acquireUninterruptibly();
            while (!done.get()) {
                try {
                    List<String> all = Files.readAllLines(home.clientKeys());
                    // In pieces, as the C library writes.
                    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(home.clientKeys()), 4096)) {
                        for (String line : all) {
                            out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    written.release();
                }
                rounds.acquireUninterruptibly();
            }
        });
        other.start();
        for (int i = 0; i < 30; i++) {
            rounds.release();
            store.add(List.of(NewAgent.of("new" + i)), NOW);
            // One that had read before the former agent was added would take that one back: rightly refused.
            written.acquireUninterruptibly();
        }
        done.set(true);
        rounds.release();
        other.join();

        // What is added while the other program has read and not yet written, it takes back; what was there stays.
        assertThat(names().stream().filter(name -> name.startsWith("a"))).hasSize(AGENTS);
    }

    @Test
    void whatAnotherProgramAddsMeanwhileIsKept() throws IOException {
        var times = new ArrayList<Integer>();
        store.remove(content -> {
            times.add(content.lines().size());
            if (times.size() == 1) {
                append("5000 late any " + SECRET);
            }
            return first(content);
        });

        assertThat(times).containsExactly(AGENTS, AGENTS + 1);
        assertThat(names()).hasSize(AGENTS).contains("late").doesNotContain("a1");
    }

    @Test
    void aRefusalThatWasDueToHalfOfTheKeysIsThoughtOver() throws IOException {
        var times = new ArrayList<Integer>();
        store.remove(content -> {
            times.add(content.lines().size());
            if (times.size() == 1) {
                append("5000 late any " + SECRET);
                throw new AgentRefusedException(AgentRefusal.NAME_TAKEN, "late");
            }
            return first(content);
        });

        assertThat(times).hasSize(2);
    }

    @Test
    void keysThatVanishAreWaitedFor() throws Exception {
        byte[] whole = Files.readAllBytes(home.clientKeys());
        Thread waiting = Thread.currentThread();
        var other = new Thread(() -> {
            while (!isWaitingForOthers(waiting)) {
                Thread.onSpinWait();
            }
            try {
                Files.write(home.clientKeys(), whole);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var times = new ArrayList<Integer>();
        store.remove(content -> {
            times.add(content.lines().size());
            if (times.size() == 1) {
                try {
                    Files.write(home.clientKeys(), lines(AGENTS / 2));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                other.start();
            }
            return first(content);
        });
        other.join();

        assertThat(times).containsExactly(AGENTS, AGENTS);
        assertThat(names()).hasSize(AGENTS - 1);
    }

    @Test
    void anEmptyFileThatIsStillOpenForWritingIsWaitedFor() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fdinfo")), "without /proc nothing shows who writes a file");
        byte[] whole = Files.readAllBytes(home.clientKeys());
        Thread waiting = Thread.currentThread();
        var done = new AtomicBoolean();
        try (OutputStream emptied = Files.newOutputStream(home.clientKeys())) {
            Files.setLastModifiedTime(home.clientKeys(), FileTime.fromMillis(0)); // as if that was long ago
            var other = new Thread(() -> {
                while (!isWaitingForOthers(waiting) && !done.get()) {
                    Thread.onSpinWait();
                }
                try (emptied) {
                    emptied.write(whole);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            other.start();

            store.add(List.of(NewAgent.of("web")), NOW);

            done.set(true);
            other.join();
        }
        assertThat(names()).hasSize(AGENTS + 1).contains("web");
    }

    @Test
    void anEmptyFileThatNobodyWritesIsAnEmptyFile() throws IOException {
        Files.write(home.clientKeys(), new byte[0]);

        assertThat(store.add(List.of(NewAgent.of("web")), NOW).get(0).id().number())
                .isEqualTo(1);
    }

    @Test
    void theNextChangeFinishesARemovalThatWasBegun() throws IOException {
        begun("002 a2 any -");
        mark("002 a2");
        Path database = database("(a2) any->syscheck");

        store.add(List.of(NewAgent.of("a2")), NOW);

        assertThat(database).doesNotExist();
        assertThat(directory.resolve("etc/.client.keys.removing")).doesNotExist();
    }

    @Test
    void tidyFinishesARemovalThatWasBegun() throws IOException {
        begun("002 a2 any -");
        mark("002 a2");
        Path database = database("(a2) any->syscheck");

        assertThat(store.tidy()).containsExactly("a2");
        assertThat(database).doesNotExist();
        assertThat(store.tidy()).isEmpty();
    }

    @Test
    void anAgentWhoseEntryWasNotMarkedKeepsItsFiles() throws IOException {
        begun("002 a2 any -");
        Path database = database("(a2) any->syscheck");

        assertThat(store.tidy()).isEmpty();
        assertThat(database).exists();
        assertThat(directory.resolve("etc/.client.keys.removing")).doesNotExist();
    }

    @Test
    void filesThatAnotherAgentHasNowAreLeftAlone() throws IOException {
        begun("002 a2 any -");
        mark("002 a2");
        append("5000 a2 any " + SECRET);
        Path database = database("(a2) any->syscheck");

        assertThat(store.tidy()).containsExactly("a2");
        assertThat(database).exists();
    }

    @Test
    void whoCannotBeRemovedWhollyIsInheritedByNobodyAndRemovedLater() throws IOException {
        Path database = database("(a1) any->syscheck");
        Path aside = directory.resolve("aside");
        Files.move(home.syscheckDirectory(), aside);
        Files.createSymbolicLink(home.syscheckDirectory(), aside); // in which nothing is deleted

        assertThatThrownBy(() -> store.remove(OtherProgramsTest::first)).isInstanceOf(ChangeUnfinishedException.class);
        assertThatThrownBy(() -> store.add(List.of(NewAgent.of("a1")), NOW)).isInstanceOf(IOException.class);
        assertThat(store.add(List.of(NewAgent.of("somebody")), NOW)).hasSize(1);
        Files.delete(home.syscheckDirectory());
        Files.move(aside, home.syscheckDirectory());

        assertThat(database).exists();
        store.add(List.of(NewAgent.of("a1")), NOW);
        assertThat(database).doesNotExist();
    }

    private void begun(String line) throws IOException {
        Files.writeString(directory.resolve("etc/.client.keys.removing"), line + "\n");
    }

    private void mark(String entry) throws IOException {
        String marked = "002 #*#*#*#*#*#*#*#*#*#*#";
        Files.writeString(
                home.clientKeys(),
                Files.readString(home.clientKeys()).replace(entry + " any " + SECRET, marked + "*#".repeat(20)));
    }

    private Path database(String name) throws IOException {
        Files.createDirectories(home.syscheckDirectory());
        return Files.writeString(home.syscheckDirectory().resolve(name), "+++old\n");
    }

    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "ossec4j")
                    : Files.createTempDirectory("ossec4j");
        }
    }
}
