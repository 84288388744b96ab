package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.model.AgentStatus;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What has been delivered: all that a position says.
 *
 * <p>As text: the number of the format, and in Base64 for URLs the compressed bytes of, for all agents together, the steps
 * between their numbers, their statuses, which of their databases have been read, up to where, the checksums of the lines
 * before; then, for each log that is watched, its day, up to where it has been read, and the checksum before; at last a checksum
 * of all that. Databases that are empty or do not exist take no place.
 *
 * @param integrity whether changes of files and registry keys were watched
 * @param policy whether findings were watched
 * @param statuses whether statuses were watched
 * @param all whether all agents were watched
 * @param agents by their numbers
 * @param logs the logs that were watched
 */
record Places(
        boolean integrity,
        boolean policy,
        boolean statuses,
        boolean all,
        SortedMap<Integer, AgentPlace> agents,
        Map<Log, LogPlace> logs) {
    private static final char FORMAT = '1';
    private static final String INVALID = "this is not a position of a watch: ";

    private static final int INTEGRITY = 1;
    private static final int POLICY = 1 << 1;
    private static final int STATUSES = 1 << 2;
    private static final int ALL = 1 << 3;

    /** Of the first log; the others follow. */
    private static final int LOGS = 1 << 4;

    /** In the order of their bits. */
    private static final List<Log> ALL_LOGS = List.of(Log.ALERTS, Log.ARCHIVES, Log.OSSEC_LOG);

    /** In the order of their bits. */
    private static final List<Database> DATABASES = List.of(Database.SYSCHECK, Database.REGISTRY, Database.ROOTCHECK);

    /** In the order of their numbers, from 1 on. */
    private static final List<AgentStatus> STATUS =
            List.of(AgentStatus.ACTIVE, AgentStatus.DISCONNECTED, AgentStatus.NEVER_CONNECTED);

    private static final int CHECKSUM_BYTES = 4;

    /** A million agents. */
    private static final int MOST_BYTES = 1 << 24;

    boolean includes(Database database) {
        return database == Database.ROOTCHECK ? policy : integrity;
    }

    String text() {
        var bytes = new Bytes();
        int flags = (integrity ? INTEGRITY : 0) | (policy ? POLICY : 0) | (statuses ? STATUSES : 0) | (all ? ALL : 0);
        for (Log log : logs.keySet()) {
            flags |= bit(log);
        }
        bytes.put(flags);
        bytes.number(agents.size());
        int last = -1;
        for (int id : agents.keySet()) {
            bytes.number(id - last - 1);
            last = id;
        }
        // All of a kind together: what is alike compresses well.
        for (AgentPlace agent : agents.values()) {
            int read = 0;
            for (Database database : DATABASES) {
                read |= agent.of(database).offset() > 0 ? bit(database) : 0;
            }
            int status = agent.status() == null ? 0 : STATUS.indexOf(agent.status()) + 1;
            bytes.put(read << 2 | status);
        }
        for (Database database : DATABASES) {
            List<FilePosition> read = agents.values().stream()
                    .map(agent -> agent.of(database))
                    .filter(position -> position.offset() > 0)
                    .toList();
            read.forEach(position -> bytes.number(position.offset()));
            read.forEach(bytes::lastLine);
        }
        for (Log log : ALL_LOGS) {
            LogPlace place = logs.get(log);
            if (place != null) {
                bytes.number(place.day().toEpochDay());
                bytes.number(place.reached().offset());
                bytes.lastLine(place.reached());
            }
        }
        return FORMAT + Base64.getUrlEncoder().withoutPadding().encodeToString(compressed(bytes.withChecksum()));
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Places parse(String text) {
        if (text.isEmpty() || text.charAt(0) != FORMAT) {
            throw new IllegalArgumentException(INVALID + "it does not start with " + FORMAT);
        }
        try {
            byte[] packed = Base64.getUrlDecoder().decode(text.substring(1));
            return read(ByteBuffer.wrap(checked(expanded(packed))));
        } catch (DataFormatException | BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(INVALID + "it is incomplete, or has been changed", e);
        }
    }

    private static Places read(ByteBuffer bytes) {
        int flags = bytes.get();
        int count = Math.toIntExact(number(bytes));
        if (count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        int[] ids = new int[count];
        long last = -1;
        for (int i = 0; i < count; i++) {
            last += number(bytes) + 1;
            ids[i] = Math.toIntExact(last);
        }
        var found = new byte[count];
        bytes.get(found);
        var agents = new AgentPlace[count];
        for (int i = 0; i < count; i++) {
            int status = found[i] & 3;
            agents[i] = AgentPlace.START.with(status == 0 ? null : STATUS.get(status - 1));
        }
        for (Database database : DATABASES) {
            var offsets = new ArrayList<Long>();
            for (int i = 0; i < count; i++) {
                if (isRead(found[i], database)) {
                    offsets.add(number(bytes));
                }
            }
            int next = 0;
            for (int i = 0; i < count; i++) {
                if (isRead(found[i], database)) {
                    agents[i] = agents[i].with(database, new FilePosition(offsets.get(next++), bytes.getChar()));
                }
            }
        }
        var byId = new TreeMap<Integer, AgentPlace>();
        for (int i = 0; i < count; i++) {
            byId.put(ids[i], agents[i]);
        }
        Map<Log, LogPlace> logs = new EnumMap<>(Log.class);
        for (Log log : ALL_LOGS) {
            if ((flags & bit(log)) != 0) {
                LocalDate day = LocalDate.ofEpochDay(number(bytes));
                logs.put(log, new LogPlace(day, new FilePosition(number(bytes), bytes.getChar())));
            }
        }
        return new Places(
                (flags & INTEGRITY) != 0,
                (flags & POLICY) != 0,
                (flags & STATUSES) != 0,
                (flags & ALL) != 0,
                byId,
                logs);
    }

    private static boolean isRead(byte agent, Database database) {
        return (agent >> 2 & bit(database)) != 0;
    }

    private static int bit(Database database) {
        return 1 << DATABASES.indexOf(database);
    }

    private static int bit(Log log) {
        return LOGS << ALL_LOGS.indexOf(log);
    }

    /** These places and those of logs. */
    Places with(Map<Log, LogPlace> others) {
        return new Places(integrity, policy, statuses, all, agents, others);
    }

    /** These places after some changes; an agent without a place has been removed. */
    Places after(List<Map.Entry<Integer, Optional<AgentPlace>>> changes) {
        var changed = new TreeMap<>(agents);
        for (Map.Entry<Integer, Optional<AgentPlace>> change : changes) {
            change.getValue()
                    .ifPresentOrElse(
                            place -> changed.put(change.getKey(), place), () -> changed.remove(change.getKey()));
        }
        return new Places(integrity, policy, statuses, all, changed, logs);
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number of more than 63 bits");
    }

    private static byte[] compressed(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream(bytes.length / 2 + 64);
            var block = new byte[1 << 12];
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] expanded(byte[] packed) throws DataFormatException {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var out = new ByteArrayOutputStream(packed.length * 2);
            var block = new byte[1 << 12];
            while (!inflater.finished()) {
                int length = inflater.inflate(block);
                if ((length == 0 && !inflater.finished()) || out.size() > MOST_BYTES) {
                    throw new DataFormatException("incomplete, or too long");
                }
                out.write(block, 0, length);
            }
            if (inflater.getRemaining() > 0) {
                throw new DataFormatException("more than a position");
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static byte[] checked(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getInt(length) != checksum(bytes, length)) {
            throw new IllegalArgumentException("wrong checksum");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int checksum(byte[] bytes, int length) {
        var sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes put(int oneByte) {
            out.write(oneByte);
            return this;
        }

        void lastLine(FilePosition position) {
            put(position.lastLine() >> Byte.SIZE).put(position.lastLine());
        }

        /** Seven bits in a byte, the lowest first. */
        void number(long number) {
            long rest = number;
            while (rest > 0x7F) {
                put((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            put((int) rest);
        }

        byte[] withChecksum() {
            byte[] bytes = out.toByteArray();
            return ByteBuffer.allocate(bytes.length + CHECKSUM_BYTES)
                    .put(bytes)
                    .putInt(checksum(bytes, bytes.length))
                    .array();
        }
    }
}
