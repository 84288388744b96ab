package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.ScanTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The agents of a home, first the manager itself. What no one asks for is not read, and keys never leave this class. */
final class AgentRecords extends ValueRecords<AgentRecords.Subject> {
    static final List<Column> COLUMNS = List.of(
            new Column("manager", Column.Kind.NAME, "whose home it is"),
            new Column("agent_id", Column.Kind.INTEGER, "0 for the manager itself"),
            new Column("agent", Column.Kind.NAME, "the agent's name"),
            new Column("address", Column.Kind.NAME, "where it may connect from"),
            new Column("status", Column.Kind.NAME, "active, disconnected or never connected"),
            new Column("last_keep_alive", Column.Kind.TIME, "when it last reported"),
            new Column("os", Column.Kind.TEXT, "its operating system"),
            new Column("version", Column.Kind.NAME, "its product and release"),
            new Column("shared_md5", Column.Kind.NAME, "the hash of its agent.conf"),
            new Column("encryption", Column.Kind.NAME, "how it encrypts, OSSEC 4"),
            new Column("syscheck_start", Column.Kind.TIME, "when its last integrity scan started"),
            new Column("syscheck_end", Column.Kind.TIME, "when its last integrity scan ended"),
            new Column("rootcheck_start", Column.Kind.TIME, "when its last policy scan started"),
            new Column("rootcheck_end", Column.Kind.TIME, "when its last policy scan ended"));

    private static final int ADDRESS = 3;
    private static final int STATUS = 4;
    private static final int LAST_KEEP_ALIVE = 5;
    private static final int OS = 6;
    private static final int VERSION = 7;
    private static final int SHARED_MD5 = 8;
    private static final int ENCRYPTION = 9;
    private static final int SYSCHECK_START = 10;
    private static final int SYSCHECK_END = 11;
    private static final int ROOTCHECK_START = 12;

    /**
     * An agent, or the manager.
     *
     * @param key empty for the manager
     */
    record Subject(Optional<ClientKey> key) {}

    private final OssecHome home;
    private final String manager;
    private final Instant now;
    private final boolean isLossless;
    private final MalformedLineHandler malformed;
    private final Iterator<ClientKey> keys;
    private boolean isAtManager = true;
    private Optional<AgentInfo> info = Optional.empty();
    private boolean isInfoRead;
    private @Nullable ScanTimes scans;

    AgentRecords(Piece piece, Path root, ReadOptions options, Condition condition, MalformedLineHandler malformed)
            throws IOException {
        super(piece, condition);
        this.home = OssecHome.at(root);
        this.manager = piece.manager();
        this.now = options.now();
        this.isLossless = options.isLossless();
        this.malformed = malformed;
        this.keys = ClientKeysFile.read(home.clientKeys(), malformed).keys().iterator();
    }

    @Override
    @Nullable
    Subject read() {
        isInfoRead = false;
        scans = null;
        if (isAtManager) {
            isAtManager = false;
            return new Subject(Optional.empty());
        }
        return keys.hasNext() ? new Subject(Optional.of(keys.next())) : null;
    }

    @Override
    public boolean isNull(int column) {
        return switch (column) {
            case LAST_KEEP_ALIVE -> lastKeepAlive().isEmpty();
            case OS, VERSION, SHARED_MD5, ENCRYPTION -> text(column) == null;
            default -> column >= SYSCHECK_START && scan(column).isEmpty();
        };
    }

    @Override
    public long number(int column) {
        return switch (column) {
            case AGENT_ID -> current().key().map(key -> key.id().number()).orElse(0);
            case LAST_KEEP_ALIVE -> Texts.micros(lastKeepAlive().orElse(Instant.EPOCH));
            default -> Texts.micros(scan(column).orElse(Instant.EPOCH));
        };
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return switch (column) {
            case AGENT -> Texts.of(current().key().map(ClientKey::name).orElse(manager));
            case ADDRESS ->
                Texts.of(current().key().map(key -> key.address().text()).orElse("127.0.0.1"));
            case STATUS -> Texts.of(status().text().toLowerCase(Locale.ROOT));
            case OS ->
                info().map(known -> Texts.of(known.operatingSystem(), isLossless))
                        .orElse(null);
            case VERSION -> info().flatMap(AgentInfo::version).map(Texts::of).orElse(null);
            case SHARED_MD5 ->
                info().flatMap(AgentInfo::sharedConfigurationMd5).map(Texts::of).orElse(null);
            case ENCRYPTION ->
                info().flatMap(AgentInfo::encryption)
                        .map(cipher -> Texts.of(cipher.name().toLowerCase(Locale.ROOT)))
                        .orElse(null);
            default -> super.text(column);
        };
    }

    private AgentStatus status() {
        return current().key().isEmpty() ? AgentStatus.ACTIVE : AgentStatus.of(lastKeepAlive(), now);
    }

    private Optional<Path> infoFile() {
        return current().key().flatMap(key -> home.agentInfo(key.name(), key.address()));
    }

    private Optional<Instant> lastKeepAlive() {
        return infoFile()
                .flatMap(file ->
                        read(() -> Optional.of(Files.getLastModifiedTime(file).toInstant())));
    }

    private Optional<AgentInfo> info() {
        if (!isInfoRead) {
            info = infoFile().flatMap(file -> read(() -> AgentInfoFile.read(file)));
            isInfoRead = true;
        }
        return info;
    }

    private Optional<Instant> scan(int column) {
        ScanTimes known = scans;
        if (known == null) {
            Optional<Path> database = current().key().isEmpty()
                    ? Optional.of(home.managerRootcheck())
                    : current().key().flatMap(key -> home.rootcheck(key.name(), key.address()));
            known = database.flatMap(file -> read(() ->
                            Optional.of(RootcheckDatabase.at(file, malformed).scanTimes())))
                    .orElse(ScanTimes.NONE);
            scans = known;
        }
        return switch (column) {
            case SYSCHECK_START -> known.syscheckStart();
            case SYSCHECK_END -> known.syscheckEnd();
            case ROOTCHECK_START -> known.rootcheckStart();
            default -> known.rootcheckEnd();
        };
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read() throws IOException;
    }

    /** Empty without a file: the agent never connected, or was never scanned. */
    private static <T> Optional<T> read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
