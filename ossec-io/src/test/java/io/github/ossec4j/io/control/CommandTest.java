package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.process.Program;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Program sh(String script) {
        return Program.of(List.of("/bin/sh", "-c", script));
    }

    @Test
    void outputOverTheLimitIsDroppedAndTheProgramEnds() throws IOException {
        CommandOutcome outcome = Command.run(sh("head -c 20000000 /dev/zero; exit 4"), MINUTE);
        assertThat(outcome.output().length()).isEqualTo(1 << 20);
        assertThat(outcome.exitStatus()).isEqualTo(4);
        assertThat(outcome.isSuccess()).isFalse();
    }

    @Test
    void timeoutNamesTheProgramOnly() {
        assertThatThrownBy(() -> Command.run(sh("sleep 1000"), Duration.ofMillis(300)))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessage("/bin/sh did not end within 300 ms and was killed");
    }

    @Test
    void interruptStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Command.run(sh("sleep 1000"), MINUTE))
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("interrupted while /bin/sh ran");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void outputStaysOutOfLogs() throws IOException {
        assertThat(Command.run(Program.of(List.of("/bin/echo", "secret")), MINUTE))
                .hasToString("CommandOutcome[exit status 0, 7 bytes of output]");
    }
}
