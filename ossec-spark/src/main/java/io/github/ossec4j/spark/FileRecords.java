package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.RecordFilter;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileAttributes.WazuhAttributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The states in an integrity database, or in a part of one. Each record is decided on alone, so that the parts of a database
 * can be read by different tasks: the last state of a path is the one that is not marked as superseded.
 */
final class FileRecords extends PieceColumns {
    static final List<Column> COLUMNS = Stream.of(
                    OF_DATABASES,
                    List.of(
                            new Column("path", Column.Kind.TEXT, "of the file, or name of the registry key"),
                            new Column("time", Column.Kind.TIME, "when the manager recorded the state")),
                    FileStates.COLUMNS,
                    List.of(
                            new Column("changes", Column.Kind.INTEGER, "how often the path had changed, at least"),
                            new Column("superseded", Column.Kind.FLAG, "whether a later state follows"),
                            new Column("deleted", Column.Kind.FLAG, "whether the file was gone"),
                            new Column("owner_name", Column.Kind.TEXT, "Wazuh 2"),
                            new Column("group_name", Column.Kind.TEXT, "Wazuh 2"),
                            new Column("modified", Column.Kind.TIME, "Wazuh 2: when the file was modified"),
                            new Column("inode", Column.Kind.LONG, "Wazuh 2")))
            .flatMap(List::stream)
            .toList();

    private static final int PATH = 4;
    private static final int TIME = 5;
    private static final int SIZE = 6;
    private static final int MODE = 7;
    private static final int OWNER = 8;
    private static final int GROUP = 9;
    private static final int MD5 = 10;
    private static final int SHA1 = 11;
    private static final int SHA256 = 12;
    private static final int CHANGES = 13;
    private static final int SUPERSEDED = 14;
    private static final int DELETED = 15;
    private static final int OWNER_NAME = 16;
    private static final int GROUP_NAME = 17;
    private static final int MODIFIED = 18;
    private static final int INODE = 19;

    private final SyscheckCursor cursor;
    private final boolean isWithHistory;
    private final boolean isHex;
    private final boolean isLossless;
    private final Condition condition;
    private final @Nullable RecordFilter search;

    private @Nullable UTF8String hash;
    private int hashColumn = -1;
    private Optional<FileAttributes> attributes = Optional.empty();
    private boolean hasAttributes;

    FileRecords(Piece piece, Path file, ReadOptions options, Condition condition, MalformedLineHandler malformed)
            throws IOException {
        super(piece);
        this.isWithHistory = options.isWithHistory();
        this.isHex = options.isHex();
        this.isLossless = options.isLossless();
        this.condition = condition;
        this.search = BlockFilter.of(condition, options)
                .map(blocks -> (RecordFilter) new RecordFilter() {
                    @Override
                    public boolean accepts(SyscheckCursor record) {
                        return isWanted();
                    }

                    @Override
                    public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
                        return blocks.mayFind(lines, from, to);
                    }
                })
                .orElse(null);
        this.cursor = SyscheckCursor.open(file, piece.from(), piece.to(), malformed);
    }

    @Override
    public boolean next() throws IOException {
        if (search != null) {
            return cursor.nextMatching(search);
        }
        while (cursor.next()) {
            if (isWanted()) {
                return true;
            }
        }
        return false;
    }

    private boolean isWanted() {
        hashColumn = -1;
        hasAttributes = false;
        return (isWithHistory || !(cursor.isSuperseded() || cursor.isDeletion())) && condition.test(this) == Truth.TRUE;
    }

    @Override
    public boolean isNull(int column) {
        return switch (column) {
            case PATH, CHANGES, SUPERSEDED, DELETED -> false;
            case TIME -> cursor.epochSecond() < 0;
            case SIZE, OWNER, GROUP -> cursor.isDeletion();
            case MODE -> cursor.isDeletion() || cursor.modeBits() == 0;
            case MD5, SHA1, SHA256, OWNER_NAME, GROUP_NAME -> text(column) == null;
            case MODIFIED -> wazuh().flatMap(WazuhAttributes::modified).isEmpty();
            case INODE -> wazuh().isEmpty() || wazuh().orElseThrow().inode().isEmpty();
            default -> super.isNull(column);
        };
    }

    @Override
    public long number(int column) {
        return switch (column) {
            case TIME -> Texts.micros(cursor.epochSecond());
            case SIZE -> cursor.fileSize();
            case MODE -> cursor.modeBits();
            case CHANGES -> cursor.changes().minimum();
            case SUPERSEDED -> cursor.isSuperseded() ? 1 : 0;
            case DELETED -> cursor.isDeletion() ? 1 : 0;
            case MODIFIED ->
                Texts.micros(wazuh().flatMap(WazuhAttributes::modified).orElseThrow());
            case INODE -> wazuh().orElseThrow().inode().orElseThrow();
            default -> super.number(column);
        };
    }

    @Override
    public @Nullable UTF8String text(int column) {
        return switch (column) {
            case PATH -> Texts.of(cursor.buffer(), cursor.pathStart(), cursor.pathEnd(), isLossless);
            case OWNER -> attributes().map(FileAttributes::owner).map(Texts::of).orElse(null);
            case GROUP -> attributes().map(FileAttributes::group).map(Texts::of).orElse(null);
            case MD5, SHA1, SHA256 -> hash(column);
            case OWNER_NAME ->
                wazuh().map(added -> Texts.of(added.ownerName(), isLossless)).orElse(null);
            case GROUP_NAME ->
                wazuh().map(added -> Texts.of(added.groupName(), isLossless)).orElse(null);
            default -> super.text(column);
        };
    }

    /** The hash; decoded once, though Spark asks twice. */
    private @Nullable UTF8String hash(int column) {
        if (hashColumn != column) {
            hash = decoded(column);
            hashColumn = column;
        }
        return hash;
    }

    private @Nullable UTF8String decoded(int column) {
        if (cursor.isDeletion()) {
            return null;
        }
        var bytes = new byte[column == MD5 ? 16 : column == SHA1 ? 20 : 32];
        boolean isThere = switch (column) {
            case MD5 -> cursor.md5(bytes, 0);
            case SHA1 -> cursor.sha1(bytes, 0);
            default -> cursor.sha256(bytes, 0);
        };
        if (!isThere) {
            return null;
        }
        return UTF8String.fromBytes(
                isHex ? HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII) : bytes);
    }

    /** What has no column of the cursor; made once for each record. */
    private Optional<FileAttributes> attributes() {
        if (!hasAttributes) {
            attributes = cursor.entry().attributes();
            hasAttributes = true;
        }
        return attributes;
    }

    private Optional<WazuhAttributes> wazuh() {
        return attributes().flatMap(FileAttributes::wazuh);
    }

    /** Whether the value of this column is in the line as it is: a path, or a hash as digits. */
    static boolean isInLine(int column) {
        return column == PATH || (column >= MD5 && column <= SHA256);
    }

    static boolean isPath(int column) {
        return column == PATH;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
