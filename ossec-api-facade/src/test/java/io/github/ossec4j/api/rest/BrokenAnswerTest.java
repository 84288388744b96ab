package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.OssecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fault it is when an answer breaks off. */
class BrokenAnswerTest {
    private static final String CHANGES = "/syscheck/000/files/changed";

    @TempDir
    Path directory;

    private RestApi api;

    @BeforeEach
    void writeHome() throws IOException {
        OssecHome home = OssecHomeFixture.builder(Instant.parse("2016-04-12T09:05:03Z"))
                .agent("web")
                .writeTo(directory);
        SyscheckGenerator.of(20_000).changedShare(0.5).writeTo(home.managerSyscheck());
        api = RestApi.over(Ossec.open(directory));
    }

    @AfterEach
    void forgetTheInterrupt() {
        assertThat(Thread.interrupted()).isIn(true, false);
    }

    /** Fails after this many bytes. */
    private static final class Breaking extends OutputStream {
        private final IOException failure = new IOException("Broken pipe");
        private int left;

        Breaking(int left) {
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw failure;
            }
        }

        @Override
        public void flush() throws IOException {
            if (left <= 0) {
                throw failure;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20_000})
    void whatTheStreamThrowsIsTheCause(int bytes) {
        var out = new Breaking(bytes);

        AnswerNotWrittenException failure = catchThrowableOfType(
                AnswerNotWrittenException.class,
                () -> api.handle(RestRequest.get(CHANGES)).writeTo(out));

        assertThat(failure.getCause()).isSameAs(out.failure);
        assertThat(failure.errorCode()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents", "/agents/001", "/manager/status", "/unknown", "/agents/x", "/v9/agents", "/"})
    void everyKindOfAnswerFailsAlike(String path) {
        var out = new Breaking(0);

        assertThat(catchThrowableOfType(
                        AnswerNotWrittenException.class,
                        () -> api.handle(RestRequest.get(path)).writeTo(out)))
                .hasRootCause(out.failure);
    }

    /** An interrupted thread cannot read a channel: the home fails under an answer that is half written. */
    @Test
    void aHomeThatFailsHalfWayIsAnotherException() {
        var written = new ByteArrayOutputStream();
        RestResponse response = api.handle(RestRequest.get(CHANGES));
        OutputStream interrupting = new OutputStream() {
            @Override
            public void write(int b) {
                written.write(b);
                Thread.currentThread().interrupt();
            }
        };

        HomeFileException failure = catchThrowableOfType(HomeFileException.class, () -> response.writeTo(interrupting));

        assertThat(failure)
                .hasCauseInstanceOf(ClosedByInterruptException.class)
                .hasMessageContaining(directory.toString());
        assertThat(written.toString(java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("{\"error\":0,\"data\":[{")
                .doesNotContain("\"message\"");
    }

    @Test
    void aBodyInMemoryFailsAsTheHomeDoes() {
        RestResponse response = api.handle(RestRequest.get(CHANGES));
        Thread.currentThread().interrupt();

        assertThat(catchThrowableOfType(OssecException.class, response::body)).isInstanceOf(HomeFileException.class);
    }
}
