package io.github.ossec4j.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.model.AgentStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a position that is written as it was read, or is refused; any places are read as they were written. */
class PositionFuzzTest {
    private static final List<Log> LOGS = List.of(Log.values());
    private static final List<Database> DATABASES = List.of(Database.SYSCHECK, Database.REGISTRY, Database.ROOTCHECK);
    private static final List<AgentStatus> STATUSES =
            List.of(AgentStatus.ACTIVE, AgentStatus.DISCONNECTED, AgentStatus.NEVER_CONNECTED);

    static Stream<Arguments> texts() {
        return Input.texts(
                "",
                "1",
                "1AAAA",
                places(new byte[0]).text(),
                places("one agent of several databases".getBytes(StandardCharsets.US_ASCII))
                        .text());
    }

    static Stream<Arguments> seeds() {
        return Input.texts(
                "",
                "\20\2\3\4\5\6\7\10\11\12\13\14\15\16\17",
                "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17",
                "any other bytes, of more than one agent at all");
    }

    @MethodSource("texts")
    @Fuzzed
    void parse(byte[] content) {
        Places read;
        try {
            read = Places.parse(new String(content, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("not a position");
            return;
        }
        assertThat(Places.parse(read.text())).isEqualTo(read);
    }

    @MethodSource("seeds")
    @Fuzzed
    void write(byte[] content) {
        Places places = places(content);
        String text = places.text();
        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(Places.parse(text)).isEqualTo(places);
    }

    private static Places places(byte[] content) {
        var bytes = ByteBuffer.wrap(content);
        var agents = new TreeMap<Integer, AgentPlace>();
        Map<Log, LogPlace> logs = new EnumMap<>(Log.class);
        int flags = bytes.hasRemaining() ? bytes.get() : 0;
        while (bytes.remaining() >= Integer.BYTES + Long.BYTES + Short.BYTES) {
            int id = bytes.getInt() & Integer.MAX_VALUE;
            long offset = bytes.getLong() & Long.MAX_VALUE;
            Database database = DATABASES.get(id % 3);
            AgentStatus status = id % 4 == 3 ? null : STATUSES.get(id % 4);
            FilePosition position = offset == 0 ? FilePosition.START : new FilePosition(offset, bytes.getChar());
            agents.put(id, AgentPlace.START.with(status).with(database, position));
            if ((flags & 16) != 0) {
                logs.put(LOGS.get(id % LOGS.size()), new LogPlace(LocalDate.ofEpochDay(id % 40_000), position));
            }
        }
        return new Places((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0, agents, logs);
    }
}
