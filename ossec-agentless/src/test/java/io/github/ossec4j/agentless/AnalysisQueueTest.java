package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.control.DaemonSocket;
import io.github.ossec4j.io.control.DaemonUnreachableException;
import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class AnalysisQueueTest {
    @TempDir
    Path home;

    private static QueueMessage message(String text) {
        return new QueueMessage(QueueMessage.Kind.SYSCHECK, "(t) h->syscheck", RawText.of(text));
    }

    @Test
    void datagramIsCutAndEndsWithNul() throws Exception {
        try (var queue = TestQueue.at(home)) {
            AnalysisQueue.at(home).send(message("x".repeat(10_000)));
            byte[] datagram = queue.nextBytes();
            assertThat(datagram).hasSize(DaemonSocket.ANALYSISD_LIMIT_BYTES + 1).endsWith(0);
            assertThat(new String(datagram, 0, 20, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("8:(t) h->syscheck:xx");
        }
    }

    @Test
    void textEndsAtANul() throws Exception {
        try (var queue = TestQueue.at(home)) {
            AnalysisQueue.at(home).send(message("before\0behind"));
            assertThat(queue.next()).isEqualTo("8:(t) h->syscheck:before");
        }
    }

    @Test
    void restartedDaemonIsFoundAgain() throws Exception {
        try (var queue = TestQueue.at(home)) {
            var sink = AnalysisQueue.at(home);
            sink.send(message("one"));
            assertThat(queue.next(1)).containsExactly("8:(t) h->syscheck:one");
            queue.restart();
            sink.send(message("two"));
            assertThat(queue.next(1)).containsExactly("8:(t) h->syscheck:two");
        }
    }

    @Test
    void connectionIsMadeAgainWhenTheDaemonWasRestarted() throws Exception {
        try (QueueSink.Connection connection = AnalysisQueue.at(home).connect()) {
            try (var queue = TestQueue.at(home)) {
                connection.send(message("one"));
                connection.send(message("two"));
                assertThat(queue.next(2)).containsExactly("8:(t) h->syscheck:one", "8:(t) h->syscheck:two");
                queue.restart();
                connection.send(message("three"));
                assertThat(queue.next(1)).containsExactly("8:(t) h->syscheck:three");
            }
            assertThatThrownBy(() -> connection.send(message("four"))).isInstanceOf(DaemonUnreachableException.class);
        }
    }

    @Test
    void missingDaemonIsAnError() {
        var sink = AnalysisQueue.at(home).withWaitForDaemon(Duration.ZERO);
        assertThatThrownBy(() -> sink.send(message("x")))
                .isInstanceOf(DaemonUnreachableException.class)
                .hasMessageContaining("queue/ossec/queue");
    }

    @Test
    void lockHoldsMessagesBackUntilItIsGone() throws Exception {
        try (var queue = TestQueue.at(home)) {
            Path lock = Files.createFile(home.resolve("queue/ossec/.wait"));
            List<String> notices = new ArrayList<>();
            var sink = AnalysisQueue.at(home).withNotices(notice -> {
                notices.add(notice);
                try {
                    Files.deleteIfExists(lock);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            sink.send(message("x"));
            assertThat(queue.next(1)).containsExactly("8:(t) h->syscheck:x");
            assertThat(notices).hasSize(2);
        }
    }

    @Test
    void lockThatStaysIsAnError() throws Exception {
        try (var queue = TestQueue.at(home)) {
            Files.createFile(home.resolve("queue/ossec/.wait"));
            var sink = AnalysisQueue.at(home).withWaitForLock(Duration.ZERO);
            assertThatThrownBy(() -> sink.send(message("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(".wait still exists");
            assertThat(queue.next(0)).isEmpty();
        }
    }
}
